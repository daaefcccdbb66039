import type { Text } from '../../../../engine/index.js';
import { CASE_TEXTS } from './case.js';
import { FAMILY_TEXTS } from './families.js';
import { HISTORY_TEXTS } from './history.js';
import { OPERATION_TEXTS } from './operations.js';
import { PEOPLE_TEXTS } from './people.js';
import { REGISTER_TEXTS } from './registers.js';
import { SHELL_TEXTS } from './shell.js';
import { STATISTICS_TEXTS } from './statistics.js';
import { VOTE_TEXTS } from './votes.js';
import { WORK_TEXTS } from './work.js';

/** Every sentence of the staff pages, by key, in both languages. `{name}` stands for a value. */
export const STAFF_TEXTS = {
  ...SHELL_TEXTS,
  ...WORK_TEXTS,
  ...CASE_TEXTS,
  ...HISTORY_TEXTS,
  ...OPERATION_TEXTS,
  ...REGISTER_TEXTS,
  ...VOTE_TEXTS,
  ...FAMILY_TEXTS,
  ...STATISTICS_TEXTS,
  ...PEOPLE_TEXTS,
};

/** A key of the catalogue. */
export type TextKey = keyof typeof STAFF_TEXTS;

/** True for a key of the catalogue. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(STAFF_TEXTS, key);
}

/** The catalogue in one language, as i18next wants it. */
export function textsIn(lang: keyof Text): Record<string, string> {
  return Object.fromEntries(Object.entries(STAFF_TEXTS).map(([key, text]) => [key, text[lang]]));
}
