import { caseNumber, caseVariables, dateOf, isoInstant, receivedAt, type JsonObject } from '../../engine/index.js';
import { isStaff } from '../access/row-scope.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { DRAFTS } from '../documents/document-records.js';
import { checkConsents } from '../privacy/start-privacy.js';
import { noteDevice } from '../ratings/note-device.js';
import { refuseStaffRating } from '../ratings/rating-rules.js';
import { trackUrl } from '../read/track-url.js';
import { checkDocument } from './check-document.js';
import { expectedDate } from './expected-date.js';
import type { Office } from './office.js';
import { placeOfCase } from './place-of-case.js';
import { checkOwnCases } from './own-case.js';
import { RequestProblem } from './request-problem.js';
import { requestHash, requestKey } from './request-key.js';
import { serviceOf, type StartableService } from './service-of.js';

/** How long an answer waits for the first automatic steps, so that what the person sees next is up to date. */
const SETTLE_MS = 1_500;

/** What the applicant gets in the hand. Dates are ISO; `expectedDate` is absent when the service promises none. */
export interface Receipt {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly receivedAt: string;
  readonly expectedDate?: string;
  readonly trackUrl: string;
}

/** What was decided before anything was written; kept under the request's key, so that a repetition creates nothing new. */
interface StartPlan {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly submittedAt: number;
  readonly expectedDate: string | null;
  readonly packageHash: string;
}

/**
 * Starts a case of a service from its start form. With the same Idempotency-Key it answers the same receipt, also after a crash anywhere.
 * Throws RequestProblem NOT_FOUND, FORBIDDEN, FORM_VERSION, FIELD_FORBIDDEN, FORM_INVALID, FILE_UNKNOWN, IDEMPOTENCY_MISMATCH.
 */
export async function startCase(
  office: Office,
  user: SignedIn,
  request: {
    readonly service: string;
    readonly document: JsonObject;
    readonly formVersion: string | undefined;
    readonly idempotencyKey: string | null;
    readonly device: string;
  },
): Promise<Receipt> {
  const target = await serviceOf(office, request.service);
  const { service, book, access, closure } = target;
  if (!service.startRoles.some((role) => user.roles.includes(role))) throw new RequestProblem('FORBIDDEN');
  refuseStaffRating(user, service.formId);
  const key = requestKey(office, 'start', user.userId, request.idempotencyKey);
  const document = await checkDocument(office, {
    book,
    access,
    before: undefined,
    patch: request.document,
    version: request.formVersion,
    userId: user.userId,
    config: await office.configuration.configFor(closure, office.clock.now()),
  });
  await checkOwnCases(office, user.userId, book.form.schema, document);
  await checkConsents(office, user, target, document);
  const reserved = await office.creations.reserve({
    key,
    requestHash: requestHash([request.service, request.document]),
    make: async () => ({ ...(await makePlan(office, target, key)) }),
  });
  if (reserved.kind === 'mismatch') throw new RequestProblem('IDEMPOTENCY_MISMATCH');
  const plan = reserved.plan as unknown as StartPlan;
  await carryOut(office, { user, target, key, plan, document });
  await office.store.remove(DRAFTS, `${user.userId}:${request.service}`);
  await office.commands.drain(plan.caseId, SETTLE_MS);
  if (service.formId === 'serviceRating') {
    const config = await office.configuration.configFor(closure, plan.submittedAt);
    await noteDevice(office, { caseId: plan.caseId, ratingNo: plan.caseNumber, device: request.device, config });
  }
  return receiptOf(office, plan);
}

async function makePlan(office: Office, target: StartableService, key: string): Promise<StartPlan> {
  const { active, service, closure } = target;
  const submittedAt = office.clock.now();
  const date = dateOf(office.calendar, submittedAt);
  const sequence = await office.registers.nextNumber(`case-${service.itemCode}-${date}`, key);
  const config = await office.configuration.configFor(closure, submittedAt);
  const program = await office.packages.programFor(service.processId, active.hash);
  const promised = expectedDate({
    active,
    processId: service.processId,
    expressions: program?.expressions ?? new Map(),
    config,
    calendar: office.calendar,
    from: receivedAt(office.calendar, submittedAt),
  });
  return {
    caseId: office.ids.ulid(),
    caseNumber: caseNumber(service.itemCode, date, sequence),
    queryCode: office.ids.code(6),
    submittedAt,
    expectedDate: promised ?? null,
    packageHash: active.hash,
  };
}

async function carryOut(
  office: Office,
  input: {
    readonly user: SignedIn;
    readonly target: StartableService;
    readonly key: string;
    readonly plan: StartPlan;
    readonly document: JsonObject;
  },
): Promise<void> {
  const { user, target, key, plan, document } = input;
  const { service, active } = target;
  const closure = await office.packages.closure(plan.packageHash);
  const variables = caseVariables({
    calendar: office.calendar,
    service: active.key,
    formId: service.formId,
    document,
    caseNumber: plan.caseNumber,
    submittedAt: plan.submittedAt,
    applicantId: user.userId,
    applicantName: user.name,
    channel: isStaff(user) ? 'window' : 'online',
    orgPath: await placeOfCase(office, user, target.book.form.schema, document),
  });
  const result = await office.commands.start({
    instanceId: plan.caseId,
    commandId: key,
    actor: actorOf(user),
    packageHash: plan.packageHash,
    processId: service.processId,
    rootId: plan.caseId,
    startEventId: service.startEventId,
    businessKey: plan.caseNumber,
    variables: { ...variables, case: { ...(variables['case'] as JsonObject), ...toldFacts(plan) } },
    config: await office.configuration.configFor(closure, plan.submittedAt),
  });
  if (!result.ok) throw new RequestProblem(result.rejection.code);
}

/** What the receipt says beside what every case knows; kept with the case, so that the receipt can be made again. */
function toldFacts(plan: StartPlan): JsonObject {
  const { queryCode, expectedDate } = plan;
  return expectedDate === null ? { queryCode } : { queryCode, expectedDate };
}

function receiptOf(office: Office, plan: StartPlan): Receipt {
  return {
    caseId: plan.caseId,
    caseNumber: plan.caseNumber,
    queryCode: plan.queryCode,
    receivedAt: isoInstant(office.calendar.zone, receivedAt(office.calendar, plan.submittedAt)),
    ...(plan.expectedDate === null ? {} : { expectedDate: plan.expectedDate }),
    trackUrl: trackUrl(office.publicUrl, plan.caseNumber),
  };
}
