import type { ReactNode } from 'react';

/** The sign of the house: a post station under a roof. */
export function BrandMark(): ReactNode {
  return (
    <svg className="yz-brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="7" />
      <path d="M6 14.5 16 7l10 7.5M9 13.5V24m14-10.5V24M6 25h20M14 25v-6h4v6" />
    </svg>
  );
}
