import { hasOfficeRole } from '../../../wire/outside-roles.js';

/** Whether somebody has work to do in the office. */
export function isStaff(user: { readonly roles: readonly string[] } | null | undefined): boolean {
  return user !== null && user !== undefined && hasOfficeRole(user.roles);
}
