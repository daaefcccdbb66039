import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { Registers } from '../seams/registers.js';
import type { NewVote } from './prepare-vote.js';
import type { Candidate, Question } from './vote-records.js';
import type { EstatePart } from './voting-units.js';

const PARKING = '车位';

/** A value as text; '' for anything else. */
export const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];

const optional = (name: 'partNo' | 'cv' | 'photo', value: JsonValue | undefined): Partial<Candidate> =>
  typeof value === 'string' && value !== '' ? { [name]: value } : {};

const candidateOf = (value: JsonValue): readonly Candidate[] => {
  if (!isObject(value) || typeof value['id'] !== 'string') return [];
  const { id, name, partNo, cv, photo } = value;
  return [
    { id, name: textOf(name), ...optional('partNo', partNo), ...optional('cv', cv), ...optional('photo', photo) },
  ];
};

const questionOf = (value: JsonValue): Question | undefined => {
  if (!isObject(value)) return undefined;
  const { id, title, type, kind, seats, candidates } = value;
  if (typeof id !== 'string' || typeof title !== 'string') return undefined;
  if (type === 'matter') return kind === 'ordinary' || kind === 'special' ? { id, type, title, kind } : undefined;
  if (type !== 'election' || typeof seats !== 'number') return undefined;
  return { id, type, title, seats, candidates: listOf(candidates).flatMap(candidateOf) };
};

/** The questions of a vote from a process' data; undefined when they are none. */
export function questionsOf(value: JsonValue | undefined): readonly Question[] | undefined {
  const questions = listOf(value).map(questionOf);
  if (questions.length === 0 || !questions.every((one) => one !== undefined)) return undefined;
  return new Set(questions.map(({ id }) => id)).size === questions.length ? questions : undefined;
}

/** Who stands for election in such questions: account and ID number, where they are known. */
export function standingIn(value: JsonValue | undefined): NonNullable<NewVote['candidates']> {
  return listOf(value).flatMap((question) =>
    listOf(isObject(question) ? question['candidates'] : undefined).flatMap((one) => {
      if (!isObject(one)) return [];
      const [userId, idNo] = [textOf(one['userId']), textOf(one['idNo'])];
      return [{ ...(userId === '' ? {} : { userId }), ...(idNo === '' ? {} : { idNo }) }];
    }),
  );
}

const partOf = (key: string, values: JsonObject): EstatePart => {
  const owners = listOf(values['owners']).map((one) => (isObject(one) ? one : { idNo: one, name: null }));
  const label = ['building', 'unit', 'room'].map((name) => String(values[name] ?? '')).filter((text) => text !== '');
  return {
    partId: key,
    area: Number(values['area'] ?? 0),
    owners: owners.map((one) => textOf(one['idNo'])).filter((idNo) => idNo !== ''),
    names: owners.map((one) => textOf(one['name'])).filter((name) => name !== ''),
    label: label.length === 0 ? key : label.join('-'),
    ...(values['developer'] === true ? { developer: true } : {}),
  };
};

/** The private parts of an estate in a register: `area` in 0.01 m², `owners` with `idNo`. Parking places only where the rules count them. */
export async function partsOf(
  registers: Registers,
  { register, estateId, countParking }: { register: string; estateId: string; countParking: boolean },
): Promise<readonly EstatePart[]> {
  const parts: EstatePart[] = [];
  let cursor: string | undefined;
  do {
    const page = await registers.find(register, {
      where: { estateId },
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { key, values } of page.rows)
      if (countParking || values['use'] !== PARKING) parts.push(partOf(key, values));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return parts;
}
