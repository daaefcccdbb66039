import type { ReactNode } from 'react';

/** An empty state: what is not there, and what to do about it. */
export function Nothing(props: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="yz-nothing">
      <svg viewBox="0 0 64 48" width="64" height="48" aria-hidden="true">
        <rect x="8" y="6" width="48" height="36" rx="5" className="yz-nothing-sheet" />
        <path d="M18 17h28M18 25h20M18 33h12" className="yz-nothing-lines" />
      </svg>
      <p className="yz-nothing-title">{props.title}</p>
      {props.hint !== undefined && <p className="yz-nothing-hint">{props.hint}</p>}
      {props.children}
    </div>
  );
}
