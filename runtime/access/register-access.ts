import type { RegisterDefinition } from '../../engine/index.js';
import { CASE_STAFF } from './roles.js';
import { within } from './row-scope.js';
import type { SignedIn } from './signed-in.js';

/** What somebody does with rows of a register: see them (masked), write, take them out as a sheet, see one value in clear. */
export type RegisterAct = 'read' | 'write' | 'export' | 'clear';

/**
 * Whether a person's roles allow the act. Without a word of the definition every handler of cases may read, and nobody writes, takes out or
 * sees in clear: rows then change through processes alone. Who may write may read.
 */
export function mayTouch(user: SignedIn, { access = {} }: RegisterDefinition, act: RegisterAct): boolean {
  const holdsOne = (roles: readonly string[]): boolean => user.roles.some((role) => roles.includes(role));
  if (act !== 'read') return holdsOne(access[act] ?? []);
  return holdsOne(access.read ?? CASE_STAFF) || holdsOne(access.write ?? []);
}

/** Places whose rows the person sees; undefined when the register has no places and so belongs to everybody who may read it. */
export function placesOf(user: SignedIn, { place }: RegisterDefinition): readonly string[] | undefined {
  if (place === undefined) return undefined;
  return user.orgPath === '' ? [] : [user.orgPath];
}

/** Whether one row lies within the person's places. */
export function seesRow(user: SignedIn, definition: RegisterDefinition, row: { readonly orgPath: string }): boolean {
  const places = placesOf(user, definition);
  return places === undefined || places.some((place) => within(row.orgPath, place));
}
