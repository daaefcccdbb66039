import { dateOf, isoInstant, type CalendarData, type CompiledPackage, type Text } from '../../engine/index.js';
import { isRole, ROLES } from '../../engine/index.js';
import type { DocumentRecord } from '../documents/document-records.js';
import type { HistoryRecord, WorklistRow } from '../seams/records.js';
import { elementName } from './element-names.js';
import { statusText } from './status-texts.js';

/** One line of the timeline in plain words. `at` is ISO, absent for what is still to come; `dueDate` is the promised day of a step that runs. */
export interface TimelineEntry {
  readonly at?: string;
  readonly kind: 'done' | 'now' | 'next';
  readonly title: Text;
  readonly note?: Text;
  readonly actorRole?: Text;
  readonly dueDate?: string;
  readonly documents?: readonly { readonly documentId: string; readonly title: Text }[];
}

/** What the timeline is told from. `public`: for someone without login, who sees neither names of steps inside the office nor documents. */
export interface TimelineParts {
  readonly calendar: CalendarData;
  readonly rootId: string;
  readonly applicantId: string | undefined;
  readonly history: readonly HistoryRecord[];
  readonly documents: readonly DocumentRecord[];
  readonly open: readonly WorklistRow[];
  readonly closure: readonly CompiledPackage[];
  readonly upcoming: readonly Text[];
  readonly ended: boolean;
  readonly statusOf: (event: HistoryRecord) => string | undefined;
}

const SUBMITTED: Text = { zh: '提交申请', en: 'Application submitted' };

/** Tells a case: what was done, what happens now and whose turn it is, what probably comes next. */
export function timeline(parts: TimelineParts): readonly TimelineEntry[] {
  return [...done(parts), ...now(parts), ...next(parts)];
}

function done(parts: TimelineParts): readonly TimelineEntry[] {
  const at = (ms: number): string => isoInstant(parts.calendar.zone, ms);
  const told: { readonly ms: number; readonly entry: TimelineEntry }[] = [];
  let last = 'submitted';
  for (const event of parts.history) {
    if (event.type === 'instanceStarted' && event.instanceId === parts.rootId) {
      told.push({ ms: event.at, entry: { at: at(event.at), kind: 'done', title: SUBMITTED } });
    }
    if (event.type === 'statusChanged' && event.instanceId === parts.rootId) {
      const status = parts.statusOf(event);
      const isNews = status !== last;
      last = status ?? last;
      if (status !== undefined && isNews) {
        told.push({
          ms: event.at,
          entry: { at: at(event.at), kind: 'done', title: statusText(parts.closure, status) },
        });
      }
    }
    if (event.type === 'workItemCompleted' && event.elementId !== undefined) {
      const name = elementName(parts.closure, event.processId, event.elementId);
      const mine = event.actorId === parts.applicantId;
      told.push({
        ms: event.at,
        entry: {
          at: at(event.at),
          kind: 'done',
          title: name,
          note: mine ? { zh: '由申请人办理', en: 'by the applicant' } : { zh: '由工作人员办理', en: 'by the office' },
        },
      });
    }
  }
  for (const document of parts.documents) {
    told.push({
      ms: document.issuedAt,
      entry: {
        at: at(document.issuedAt),
        kind: 'done',
        title: { zh: `已出具《${document.title.zh}》`, en: `Issued: ${document.title.en}` },
        documents: [{ documentId: document._id, title: document.title }],
      },
    });
  }
  return told.sort((a, b) => a.ms - b.ms).map(({ entry }) => entry);
}

function now(parts: TimelineParts): readonly TimelineEntry[] {
  if (parts.ended) return [];
  const { zone } = parts.calendar;
  if (parts.open.length === 0) return [{ kind: 'now', title: { zh: '系统正在处理', en: 'Being processed' } }];
  return parts.open.map((row): TimelineEntry => {
    const mine = row.assignee !== undefined && row.assignee === parts.applicantId;
    return {
      at: isoInstant(zone, row.createdAt),
      kind: 'now',
      title: mine
        ? { zh: `请您办理：${row.name.zh}`, en: `Your turn: ${row.name.en}` }
        : { zh: `正在办理：${row.name.zh}`, en: `In progress: ${row.name.en}` },
      ...roleOf(row),
      ...(row.promisedDueAt === undefined ? {} : { dueDate: dateOf(parts.calendar, row.promisedDueAt - 1) }),
    };
  });
}

function next(parts: TimelineParts): readonly TimelineEntry[] {
  return parts.ended ? [] : parts.upcoming.map((title) => ({ kind: 'next', title }));
}

function roleOf(row: WorklistRow): { readonly actorRole?: Text } {
  const role = row.candidateGroups[0]?.split('@')[0] ?? '';
  return isRole(role) ? { actorRole: ROLES[role] } : {};
}
