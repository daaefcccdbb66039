import type { Role } from '../../engine/index.js';
import { ROLE_KEYS } from '../../engine/index.js';
import { OUTSIDE_ROLES } from '../wire/outside-roles.js';

const BACK_ROOM: ReadonlySet<Role> = new Set<Role>(['designer', 'sysadmin', 'worker']);

/** Roles of people who handle other people's cases: neither applicants nor those that must not see business data. */
export const CASE_STAFF: readonly Role[] = ROLE_KEYS.filter((role) => !OUTSIDE_ROLES.has(role) && !BACK_ROOM.has(role));

/** Roles of people outside the office, who see only what is theirs. */
export const APPLICANTS: readonly Role[] = ROLE_KEYS.filter((role) => OUTSIDE_ROLES.has(role));
