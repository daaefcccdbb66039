import { isoInstant, type JsonValue } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import type { SignedIn } from '../access/signed-in.js';
import { drawReceipt } from '../documents/draw-receipt.js';
import { openCase } from '../read/open-case.js';
import { trackUrl } from '../read/track-url.js';
import { caseVariable } from '../relay/case-facts.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** Printed across documents in demo mode. */
export const WATERMARK = '演示 · 无法律效力';

/** The receipt of a case as PDF, for its applicant and for the window that took it in. Throws RequestProblem NOT_FOUND. */
export async function readReceipt(
  office: Office,
  user: SignedIn,
  caseId: string,
): Promise<{ readonly bytes: Uint8Array; readonly name: string }> {
  const { row, root, closure } = await openCase(office, user, caseId);
  const window = isStaff(user) && user.roles.includes('window-clerk');
  if (row.applicantId !== user.userId && !window) throw new RequestProblem('NOT_FOUND');
  const variable = caseVariable(root.state);
  const service = closure.find((one) => one.key === row.service)?.manifest.service;
  const zone = office.calendar.zone;
  const bytes = await drawReceipt(
    office.renderer,
    {
      caseNumber: row.caseNumber,
      queryCode: textOf(variable?.['queryCode']),
      title: row.title.zh,
      submittedAt: isoInstant(zone, row.submittedAt),
      receivedAt: isoInstant(zone, row.receivedAt ?? row.submittedAt),
      expectedDate: textOf(variable?.['expectedDate']),
      contact: service?.contact.zh ?? '',
      trackUrl: trackUrl(office.publicUrl, row.caseNumber),
    },
    { issuedAt: row.submittedAt, watermark: office.mode === 'demo' ? WATERMARK : undefined },
  );
  return { bytes, name: `${row.caseNumber}.pdf` };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
