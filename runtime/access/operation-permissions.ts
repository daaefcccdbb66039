import { isRole, OPERATIONS, type OperationName, type Role } from '../../engine/index.js';
import { APPLICANTS, CASE_STAFF } from './roles.js';

/** The permission of an operation on a running case. */
export type OperationPermission = `operation.${OperationName}`;

/**
 * Roles that hold `operation.<name>`, from the engine's table. What it gives to the holder of a task, to who started the case or to anyone
 * is held by everybody who has to do with cases: who of them may, the engine says case by case. So is what nobody may unless a model says
 * so.
 */
export const OPERATION_PERMISSIONS = Object.fromEntries(
  Object.entries(OPERATIONS).map(([name, { roles }]) => [`operation.${name}`, holdersOf(roles)]),
) as { readonly [P in OperationPermission]: readonly Role[] };

function holdersOf(words: readonly string[]): readonly Role[] {
  const named = words.filter(isRole);
  const isForAll = words.length === 0 || words.some((word) => !isRole(word));
  return isForAll ? [...new Set<Role>([...APPLICANTS, ...CASE_STAFF, ...named])] : named;
}
