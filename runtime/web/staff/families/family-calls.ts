import { readRegister, type RegisterPageReply, type RegisterRow } from '../registers/register-calls.js';

const MOST_PAGES = 8;

/** A register as far as a page asked for it: the reply of its first page with the rows of all pages. */
export type RegisterRows = Omit<RegisterPageReply, 'nextCursor'>;

/** Everything that is kept about one family. `family` is undefined when it is not there or out of reach. */
export interface FamilyFile {
  readonly family: RegisterRow | undefined;
  readonly families: RegisterRows;
  readonly pairings: RegisterRows;
  readonly visits: RegisterRows;
  readonly needs: RegisterRows;
  readonly goods: RegisterRows;
  readonly reliefs: RegisterRows;
}

/** Rows of a register that fit the filters, masked, at most some hundred. */
export async function readRows(
  key: string,
  filters: Readonly<Record<string, string>>,
  sort: string,
  signal: AbortSignal,
): Promise<RegisterRows> {
  const question = { q: '', sort, filters };
  const { nextCursor, ...first } = await readRegister(key, question, undefined, signal);
  const rows = [...first.rows];
  let [cursor, pages] = [nextCursor, 1];
  while (cursor !== undefined && pages < MOST_PAGES) {
    const page = await readRegister(key, question, cursor, signal);
    rows.push(...page.rows);
    [cursor, pages] = [page.nextCursor, pages + 1];
  }
  return { ...first, rows };
}

/** The visits of a month (`yyyy-MM`). */
export const readVisits = (month: string, signal: AbortSignal): Promise<RegisterRows> =>
  readRows('visits-of-families', { month }, '', signal);

/** A family with its pairings, visits, needs, goods and relief. */
export async function readFamilyFile(familyId: string, signal: AbortSignal): Promise<FamilyFile> {
  const of = (key: string, sort: string): Promise<RegisterRows> => readRows(key, { familyId }, sort, signal);
  const [families, pairings, visits, needs, goods, reliefs] = await Promise.all([
    of('families', ''),
    of('pairings', '-from'),
    of('visits-of-families', '-month'),
    of('needs', '-raisedOn'),
    of('goods-given', '-givenOn'),
    of('reliefs', '-decidedOn'),
  ]);
  return { family: families.rows[0], families, pairings, visits, needs, goods, reliefs };
}
