import type { StaffUser } from '../api/types.js';
import type { Texts } from './use-texts.js';

/** The roles of a person by name, as the server tells them; a role without a name is shown by its key. */
export function roleText(person: StaffUser, { t, say }: Pick<Texts, 't' | 'say'>): string {
  return person.roles.map((role, index) => say(person.roleNames?.[index]) || role).join(t('common.separator'));
}
