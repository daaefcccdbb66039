import { dateOf, deadline, endOfDay, isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import { mayTouch, placesOf, seesRow } from '../access/register-access.js';
import type { SignedIn } from '../access/signed-in.js';
import { FILES } from '../documents/document-records.js';
import type { RegisterRow } from '../seams/registers.js';
import { openRegister } from '../use-cases/register-rows.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { boardNotice, linesOf, NOTICE_REGISTER, OBJECTION_REGISTER, SHOWN, textOf } from './board-rows.js';
import type { BoardNotice, NoticeLine } from '../wire/board.js';
import { openOnes } from './read-board.js';

/** A notice as staff see it: with the case behind it, what is printed for the paper boards, photos of them, and objections not yet answered. */
export interface OfficeNotice extends BoardNotice {
  readonly caseNumber: string;
  readonly state: string;
  readonly board: readonly NoticeLine[];
  readonly photos: readonly JsonObject[];
  readonly openObjections: number;
}

/** Notices within the person's places, newest first. Throws RequestProblem NOT_FOUND to people who may not read the register. */
export async function officeBoard(
  office: Office,
  user: SignedIn,
  query: { readonly state: string | undefined; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly OfficeNotice[]; readonly nextCursor: string | null }> {
  const definition = openRegister(office, user, NOTICE_REGISTER, 'read');
  const within = placesOf(user, definition);
  const page = await office.registers.find(NOTICE_REGISTER, {
    ...(query.state === undefined ? {} : { where: { state: query.state } }),
    ...(within === undefined ? {} : { within }),
    sort: { property: 'postedOn', descending: true },
    limit: 50,
    ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
  });
  const open = await openOnes(office, page.rows);
  const waiting = await openObjections(office, page.rows);
  const items = page.rows.map((row) => officeNotice(row, open.has(row.key), waiting.get(row.key) ?? 0));
  return { items, nextCursor: page.nextCursor ?? null };
}

/** Puts a photo of a paper board to a notice. Throws RequestProblem NOT_FOUND, FORBIDDEN, FILE_UNKNOWN. */
export async function addBoardPhoto(
  office: Office,
  user: SignedIn,
  request: { readonly noticeId: string; readonly photo: JsonObject; readonly commandId: string },
): Promise<OfficeNotice> {
  const definition = openRegister(office, user, NOTICE_REGISTER, 'read');
  const row = await office.registers.get(NOTICE_REGISTER, request.noticeId);
  if (row === undefined || !seesRow(user, definition, row)) throw new RequestProblem('NOT_FOUND');
  if (!mayTouch(user, definition, 'read')) throw new RequestProblem('FORBIDDEN');
  const fileId = textOf(request.photo, 'fileId') ?? '';
  const known = photosOf(row);
  if ((await office.store.get(FILES, `${user.userId}:${fileId}`)) === undefined)
    throw new RequestProblem('FILE_UNKNOWN');
  const outcome = await office.registers.update({
    register: NOTICE_REGISTER,
    key: row.key,
    set: { photos: [...known.filter((one) => one['fileId'] !== fileId), request.photo] },
    revision: row.revision,
    commandId: request.commandId,
    by: user.userId,
  });
  if (!outcome.ok) throw new RequestProblem(outcome.code === 'INVALID' ? 'BAD_REQUEST' : 'REGISTER_CONFLICT');
  return officeNotice(outcome.row, (await openOnes(office, [outcome.row])).has(row.key), 0);
}

/** Notices whose days are over but which still say that they are shown: their case has ended otherwise. For the clean-up. */
export async function clearPastNotices(office: Office): Promise<number> {
  if (!office.registers.definitions().some(({ key }) => key === NOTICE_REGISTER)) return 0;
  const today = dateOf(office.calendar, office.clock.now());
  const { rows } = await office.registers.find(NOTICE_REGISTER, { where: { state: '公示中' }, limit: 500 });
  const open = await openOnes(office, rows);
  const over = rows.filter(({ key }) => !open.has(key));
  for (const { key, revision } of over) {
    const set = { state: '公示期满', endedOn: today, content: null, board: null, objectionKey: null };
    const commandId = `board-clear:${key}:${String(revision)}`;
    await office.registers.update({ register: NOTICE_REGISTER, key, set, revision, commandId, by: 'system' });
  }
  return over.length;
}

/**
 * Counts the last days of notices anew by the calendar in force, as their processes do when it changes; gives how many moved. Periods end at
 * 24:00 of their last day, which is no day off.
 */
export async function recountEnds(office: Office): Promise<number> {
  const { registers, calendar } = office;
  if (!registers.definitions().some(({ key }) => key === NOTICE_REGISTER)) return 0;
  const { rows } = await registers.find(NOTICE_REGISTER, { where: { state: SHOWN }, limit: 500 });
  let moved = 0;
  for (const { key, revision, values } of rows) {
    const { days } = values;
    const postedOn = textOf(values, 'postedOn');
    if (typeof days !== 'number' || postedOn === undefined) continue;
    const unit = values['unit'] === 'wd' ? 'wd' : 'cd';
    const from = endOfDay(calendar, postedOn) - 1;
    const { dueDate } = deadline({ cal: calendar, from, amount: days, unit, kind: 'applicant' });
    if (dueDate === values['endsOn']) continue;
    const commandId = `board-end:${key}:${String(revision)}`;
    const set = { endsOn: dueDate };
    const outcome = await registers.update({ register: NOTICE_REGISTER, key, set, revision, commandId, by: 'system' });
    if (outcome.ok) moved += 1;
  }
  return moved;
}

async function openObjections(office: Office, rows: readonly RegisterRow[]): Promise<ReadonlyMap<string, number>> {
  if (rows.length === 0) return new Map();
  const { rows: found } = await office.registers.find(OBJECTION_REGISTER, { where: { state: '核查中' }, limit: 500 });
  const counts = new Map<string, number>();
  for (const { values } of found) {
    const noticeId = textOf(values, 'noticeId') ?? '';
    counts.set(noticeId, (counts.get(noticeId) ?? 0) + 1);
  }
  return counts;
}

function officeNotice(row: RegisterRow, isOpen: boolean, openObjectionCount: number): OfficeNotice {
  return {
    ...boardNotice(row, isOpen),
    caseNumber: textOf(row.values, 'caseNumber') ?? '',
    state: textOf(row.values, 'state') ?? '',
    board: isOpen ? linesOf(row.values['board']) : [],
    photos: photosOf(row),
    openObjections: openObjectionCount,
  };
}

function photosOf({ values }: RegisterRow): readonly JsonObject[] {
  const { photos } = values;
  return Array.isArray(photos) ? (photos as readonly JsonValue[]).filter(isObject) : [];
}
