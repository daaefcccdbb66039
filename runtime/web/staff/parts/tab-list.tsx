import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

/** One part of a page that is shown at a time. */
export interface TabPart {
  readonly key: string;
  readonly label: string;
  readonly content: ReactNode;
}

/**
 * Tabs after the ARIA pattern: arrow keys, Home and End move and open; a part that was opened stays in the page, so that what was
 * entered or scrolled there is kept. Where there is little room the row of tabs scrolls.
 */
export function TabList(props: {
  readonly label: string;
  readonly parts: readonly TabPart[];
  readonly open: string;
  readonly onOpen: (key: string) => void;
  readonly className?: string;
}): ReactNode {
  const { parts, open, onOpen } = props;
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set([open]));
  if (!seen.has(open)) setSeen(new Set(seen).add(open));
  const move = (event: KeyboardEvent): void => {
    const now = parts.findIndex((part) => part.key === open);
    const to = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: parts.length - 1 }[event.key];
    const next = to === undefined ? undefined : parts[(to + parts.length) % parts.length];
    if (next === undefined) return;
    event.preventDefault();
    onOpen(next.key);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };
  return (
    <div className={`yz-tabs ${props.className ?? ''}`}>
      <div className="yz-tab-row" role="tablist" aria-label={props.label} ref={row} onKeyDown={move}>
        {parts.map((part) => (
          <button
            key={part.key}
            type="button"
            role="tab"
            id={`${id}-${part.key}`}
            data-tab={part.key}
            aria-selected={part.key === open}
            aria-controls={seen.has(part.key) ? `${id}-${part.key}-part` : undefined}
            tabIndex={part.key === open ? 0 : -1}
            onClick={() => onOpen(part.key)}
          >
            {part.label}
          </button>
        ))}
      </div>
      {parts
        .filter((part) => seen.has(part.key))
        .map((part) => (
          <div
            key={part.key}
            className="yz-tab-part"
            role="tabpanel"
            id={`${id}-${part.key}-part`}
            aria-labelledby={`${id}-${part.key}`}
            hidden={part.key !== open}
          >
            {part.content}
          </div>
        ))}
    </div>
  );
}
