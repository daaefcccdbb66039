import type { Role } from '../../engine/index.js';

/** Roles of people outside the office, who see only what is theirs. */
export const OUTSIDE_ROLES: ReadonlySet<string> = new Set<Role>([
  'resident',
  'merchant',
  'agent',
  'owner',
  'member-household',
  'pioneer',
  'hoa-member',
  'volunteer',
  'team-leader',
]);

/** Whether somebody has work to do in the office: a role that people outside do not have. */
export const hasOfficeRole = (roles: readonly string[]): boolean => roles.some((role) => !OUTSIDE_ROLES.has(role));
