import type { JsonObject, JsonValue } from '../../engine/index.js';
import type { RegisterQuery, RegisterRow, Registers } from '../seams/registers.js';

/** Registers of volunteers; the packages that bring them may be missing. */
export type VolunteerRegister =
  | 'activities'
  | 'participations'
  | 'teams'
  | 'volunteers'
  | 'volunteer-hours'
  | 'volunteer-certificates'
  | 'communities';

/** Rows of a register; none when no package has brought it. */
export async function rowsOf(
  registers: Registers,
  register: VolunteerRegister,
  query: RegisterQuery,
): Promise<readonly RegisterRow[]> {
  if (!registers.definitions().some(({ key }) => key === register)) return [];
  return (await registers.find(register, query)).rows;
}

/** How many rows fit; 0 when no package has brought the register. */
export async function countOf(registers: Registers, register: VolunteerRegister, where: JsonObject): Promise<number> {
  if (!registers.definitions().some(({ key }) => key === register)) return 0;
  return registers.count(register, { where: where as NonNullable<RegisterQuery['where']> });
}

/** A text of a row or of variables; undefined for anything else. */
export const textIn = (values: JsonObject, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A number of a row; undefined for anything else. */
export const numberIn = (values: JsonObject, name: string): number | undefined => {
  const value = values[name];
  return typeof value === 'number' ? value : undefined;
};

/** The members of a list that are objects; none for anything else. */
export const objectsIn = (value: JsonValue | undefined): readonly JsonObject[] =>
  (Array.isArray(value) ? (value as readonly JsonValue[]) : []).filter(
    (one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one),
  );
