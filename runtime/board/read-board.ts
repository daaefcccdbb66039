import { dateOf } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterRow } from '../seams/registers.js';
import { CASES } from '../store/collections.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { maySee } from './may-see.js';
import type { BoardNotice } from '../wire/board.js';
import { boardNotice, EVERYBODY, NOTICE_REGISTER, SHOWN, textOf } from './board-rows.js';

/** Pages of the board. */
const PAGE = 50;

/** What is asked of the board: what is shown now, or what was shown. `estate`: notices to the people of that estate. */
export interface BoardQuery {
  readonly past: boolean;
  readonly kind: string | undefined;
  readonly estate: string | undefined;
  readonly cursor: string | undefined;
}

/**
 * The board, newest first. Notices for one estate are shown to its owners and the office, never to strangers, those of a team to its people. A row counts as shown only
 * while its days last and its case goes on, whatever its state says: personal data leave the board on time even when work rests.
 */
export async function readBoard(
  office: Office,
  user: SignedIn | null,
  query: BoardQuery,
): Promise<{
  readonly items: readonly BoardNotice[];
  readonly kinds: readonly string[];
  readonly nextCursor: string | null;
}> {
  if (!hasBoard(office)) return { items: [], kinds: [], nextCursor: null };
  const audience = query.estate ?? (user === null ? EVERYBODY : undefined);
  if (query.estate !== undefined && user === null) throw new RequestProblem('NOT_SIGNED_IN');
  const page = await office.registers.find(NOTICE_REGISTER, {
    where: {
      ...(query.past ? { state: { in: ['公示期满', '已办结', SHOWN] } } : { state: SHOWN }),
      ...(query.kind === undefined ? {} : { kind: query.kind }),
      ...(audience === undefined ? {} : { audience }),
    },
    sort: { property: 'postedOn', descending: true },
    limit: PAGE,
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const open = await openOnes(office, page.rows);
  const seen = await Promise.all(page.rows.map((row) => maySee(office, user, row)));
  const rows = page.rows.filter(({ key }, index) => open.has(key) !== query.past && seen[index] === true);
  const items = rows.map((row) => boardNotice(row, open.has(row.key)));
  return { items, kinds: [...new Set(items.map(({ kind }) => kind))].sort(), nextCursor: page.nextCursor ?? null };
}

/** One notice. Throws NOT_FOUND, also to strangers for a notice that is not for everybody. */
export async function readNotice(office: Office, user: SignedIn | null, noticeId: string): Promise<BoardNotice> {
  const row = await noticeRow(office, user, noticeId);
  return boardNotice(row, (await openOnes(office, [row])).has(row.key));
}

/** The row of a notice that the person may see. Throws NOT_FOUND. */
export async function noticeRow(office: Office, user: SignedIn | null, noticeId: string): Promise<RegisterRow> {
  const row = hasBoard(office) ? await office.registers.get(NOTICE_REGISTER, noticeId) : undefined;
  if (row === undefined) throw new RequestProblem('NOT_FOUND');
  if (!(await maySee(office, user, row))) throw new RequestProblem('NOT_FOUND');
  return row;
}

/** Keys of the rows that are shown now. */
export async function openOnes(office: Office, rows: readonly RegisterRow[]): Promise<ReadonlySet<string>> {
  const today = dateOf(office.calendar, office.clock.now());
  const lasting = rows.filter(({ values }) => values['state'] === SHOWN && (textOf(values, 'endsOn') ?? '') >= today);
  const numbers = lasting.flatMap(({ values }) => textOf(values, 'caseNumber') ?? []);
  if (numbers.length === 0) return new Set(lasting.map(({ key }) => key));
  const cases = await office.store.find(CASES, { where: { caseNumber: { in: numbers } }, limit: 2 * PAGE });
  const over = new Set(cases.records.filter(({ endedAt }) => endedAt !== undefined).map((one) => one.caseNumber));
  return new Set(lasting.filter(({ values }) => !over.has(textOf(values, 'caseNumber') ?? '')).map(({ key }) => key));
}

function hasBoard(office: Office): boolean {
  return office.registers.definitions().some(({ key }) => key === NOTICE_REGISTER);
}
