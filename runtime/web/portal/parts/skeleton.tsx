import type { ReactNode } from 'react';
import { useLang } from '../state/use-lang.js';

/** Stands where content will be while it is on its way. */
export function Skeleton({ lines = 5 }: { readonly lines?: number }): ReactNode {
  const { tell } = useLang();
  return (
    <div className="skeleton" role="status">
      <span className="only-heard">{tell('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton-line" />
      ))}
    </div>
  );
}
