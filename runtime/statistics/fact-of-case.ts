import { dateOf, isObject, workingDaysBetween, type CalendarData, type Text } from '../../engine/index.js';
import type { CaseRecord, HistoryRow } from '../seams/records.js';
import { historyRecords } from '../store/history-records.js';
import { REFUSED, type CaseFactRecord } from './fact-records.js';

/** Steps of the shared processes that say how an applicant was served: acceptance, handing out at the window. */
const ACCEPTANCE = 'examineRequest';
const HAND_OUT = 'handOver';
const DECIDED: ReadonlySet<string> = new Set(['approved', 'rejected', 'not-accepted']);

/** What a case adds to its fact: the row, the history rows not read yet, and how it ended. */
export interface FactInput {
  readonly row: CaseRecord;
  readonly before: CaseFactRecord | undefined;
  readonly rows: readonly HistoryRow[];
  readonly calendar: CalendarData;
  /** Name of the end event of an ended case. */
  readonly endName: Text | undefined;
  readonly now: number;
}

/** The fact of a case after some more of its history. */
export function factOfCase({ row, before, rows, calendar, endName, now }: FactInput): CaseFactRecord {
  const seen = new Set(before?.readRows ?? []);
  const fresh = rows.filter(({ _id }) => !seen.has(_id));
  const facts = {
    corrections: before?.corrections ?? 0,
    isRed: before?.isRed ?? false,
    isBlack: before?.isBlack ?? false,
    hasVisited: before?.hasVisited ?? row.channel === 'window',
    decidedAt: before?.decidedAt ?? null,
    window: before?.window ?? null,
  };
  const handlers = new Set(before?.handlers ?? []);
  for (const event of fresh.flatMap(historyRecords)) {
    const data = isObject(event.data) ? event.data : {};
    if (event.type === 'lampChanged') {
      facts.isRed ||= data['level'] === 'red' || data['level'] === 'black';
      facts.isBlack ||= data['level'] === 'black';
    }
    if (event.type === 'workItemCompleted') {
      if (event.actorId !== row.applicantId) handlers.add(event.actorId);
      if (event.elementId === ACCEPTANCE) facts.window ??= event.actorId;
      if (event.elementId === HAND_OUT) facts.hasVisited = true;
    }
    if (event.type === 'statusChanged' && event.instanceId === row._id) {
      if (data['status'] === 'correction') facts.corrections += 1;
      if (typeof data['status'] === 'string' && DECIDED.has(data['status'])) facts.decidedAt ??= event.at;
    }
  }
  const readTo = rows.reduce((latest, { at }) => Math.max(latest, at), before?.readTo ?? 0);
  const receivedAt = row.receivedAt ?? row.submittedAt;
  const acceptedAt = row.clock.startedAt ?? null;
  const endedAt = row.endedAt ?? null;
  const doneAt = facts.decidedAt ?? endedAt;
  const day = (at: number): string => dateOf(calendar, at);
  return {
    _id: row._id,
    turn: (before?.turn ?? 0) + 1,
    month: day(receivedAt).slice(0, 7),
    orgPath: row.orgPath,
    service: row.service,
    title: row.title,
    caseNumber: row.caseNumber,
    channel: row.channel ?? 'online',
    status: row.caseStatus,
    receivedAt,
    acceptedAt,
    endedAt,
    workingDays:
      doneAt === null ? null : Math.max(0, workingDaysBetween(calendar, day(acceptedAt ?? receivedAt), day(doneAt))),
    ...facts,
    handlers: [...handlers].sort(),
    reason: REFUSED.has(row.caseStatus) ? (endName ?? null) : null,
    readTo,
    readRows: [
      ...(readTo === before?.readTo ? before.readRows : []),
      ...fresh.filter(({ at }) => at === readTo).map(({ _id }) => _id),
    ],
    updatedAt: row.updatedAt,
    gatheredAt: now,
  };
}
