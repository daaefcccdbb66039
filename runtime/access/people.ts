import type { JsonObject, JsonValue } from '../../engine/index.js';
import type { Registers } from '../seams/registers.js';
import type { SignedIn } from './signed-in.js';

const REGISTER = 'people';

/** The people of the office, from the register `people` (plan: key `userId`). */
export interface People {
  /** The person, or undefined for an unknown or closed account. */
  byId(userId: string): Promise<SignedIn | undefined>;
  /** Display name of a user id; the id itself when nobody has it. */
  nameOf(userId: string): Promise<string>;
  /** Everything the register knows, for prefilling the person's own form. */
  profile(userId: string): Promise<JsonObject>;
  /** Everybody with a log-in. */
  all(): Promise<readonly SignedIn[]>;
}

/** Reads people from the registers. */
export function createPeople(registers: Registers): People {
  const values = async (userId: string): Promise<JsonObject | undefined> => {
    if (!registers.definitions().some((definition) => definition.key === REGISTER)) return undefined;
    return (await registers.get(REGISTER, userId))?.values;
  };
  return {
    byId: async (userId) => {
      const row = await values(userId);
      return row === undefined || row['closed'] === true ? undefined : personOf(row);
    },
    nameOf: async (userId) => text((await values(userId))?.['name']) ?? userId,
    profile: async (userId) => (await values(userId)) ?? {},
    all: async () => {
      const found: SignedIn[] = [];
      let cursor: string | undefined;
      do {
        const page = await registers.find(REGISTER, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        found.push(...page.rows.map((row) => personOf(row.values)));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return found;
    },
  };
}

function personOf(row: JsonObject): SignedIn {
  const uscc = text(row['uscc']);
  return {
    userId: text(row['userId']) ?? '',
    login: text(row['login']) ?? '',
    name: text(row['name']) ?? '',
    roles: texts(row['roles']),
    orgPath: text(row['orgPath']) ?? '',
    communities: texts(row['communities']),
    ...(uscc === undefined ? {} : { uscc }),
  };
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string') : [];
}
