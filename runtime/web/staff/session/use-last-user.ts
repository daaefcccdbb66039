import { useState } from 'react';
import type { StaffUser } from '../api/types.js';
import { hasOfficeRole } from '../../../wire/outside-roles.js';

/**
 * Whose page is shown: the signed-in person, or the one who was signed in until the session ended by itself. Signing out on purpose
 * goes through a page load, which forgets.
 */
export function useLastUser(user: StaffUser | null, signedOut: boolean): StaffUser | null {
  const [last, setLast] = useState<StaffUser | null>(null);
  const now = user !== null && hasOfficeRole(user.roles) ? user : null;
  const next = now ?? (user === null || signedOut ? last : null);
  if (next?.userId !== last?.userId) setLast(next);
  return next;
}
