import { receivedAt } from '../calendar/instants.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import type { JsonObject } from '../model/json.js';
import { isoInstant } from '../calendar/iso-instant.js';

/** What is known when a case is started. Instants in ms since the epoch, UTC. */
export interface CaseStart {
  readonly calendar: CalendarData;
  readonly service: string;
  readonly formId: string;
  readonly document: JsonObject;
  readonly caseNumber: string;
  readonly submittedAt: number;
  readonly applicantId: string;
  readonly applicantName: string;
  readonly channel: 'online' | 'window';
  readonly orgPath: string;
}

/**
 * The variables every case starts with: `case`, `caseForm` and the application under its form id. A submission after closing
 * time or on a day off counts as received at the next opening.
 */
export function caseVariables(start: CaseStart): JsonObject {
  const { calendar } = start;
  return {
    case: {
      number: start.caseNumber,
      submittedAt: isoInstant(calendar.zone, start.submittedAt),
      receivedAt: isoInstant(calendar.zone, receivedAt(calendar, start.submittedAt)),
      applicantId: start.applicantId,
      applicantName: start.applicantName,
      channel: start.channel,
      service: start.service,
      orgPath: start.orgPath,
    },
    caseForm: start.formId,
    [start.formId]: start.document,
  };
}

/** `{itemCode}-{yyyyMMdd}-{5-digit sequence}`. `date` is an ISO date in the office's zone. */
export function caseNumber(itemCode: string, date: string, sequence: number): string {
  return `${itemCode}-${date.replaceAll('-', '')}-${String(sequence).padStart(5, '0')}`;
}
