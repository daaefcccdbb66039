import type { ReactNode } from 'react';

/** The sign of the house: a roof and an open door. */
export function Mark(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 40 40" aria-hidden="true">
      <rect width="40" height="40" rx="9" fill="var(--yz-accent)" />
      <path
        d="M8 19.5 20 9l12 10.5"
        fill="none"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M12 19v11h16V19" fill="none" stroke="#fff" strokeWidth="3" strokeLinejoin="round" />
      <path d="M20 30v-7" stroke="#ffd27d" strokeWidth="3.4" strokeLinecap="round" />
    </svg>
  );
}
