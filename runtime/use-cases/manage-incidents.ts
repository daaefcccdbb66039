import { isoInstant, type JsonObject, type Text } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { BatchSelection } from '../batches/batch-records.js';
import { incidentConditions } from '../batches/batch-targets.js';
import { elementName } from '../read/element-names.js';
import type { IncidentRow } from '../seams/records.js';
import { INCIDENTS } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';
import { resolveIncident } from './resolve-incident.js';

/** An open incident. */
export interface IncidentView {
  readonly incidentId: string;
  readonly instanceId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly service: string;
  readonly processId: string;
  readonly packageHash: string;
  readonly elementId: string;
  readonly elementName: Text;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: string;
  /** The job whose failure it is; absent for a step that failed by itself. */
  readonly jobId?: string;
}

/** An incident with the ways on behind its step, for whoever skips it. */
export interface IncidentDetail extends IncidentView {
  readonly wayOn: readonly { readonly flowId: string; readonly name: Text }[];
}

/** Which incidents are wanted: a selection as of a batch, page by page. */
export interface IncidentQuery {
  readonly selection: BatchSelection;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** Open incidents, newest first, with the number of all that fit. */
export async function listIncidents(
  office: Office,
  { selection, cursor, limit }: IncidentQuery,
): Promise<{ readonly items: readonly IncidentView[]; readonly nextCursor: string | null; readonly total: number }> {
  const { where, any } = incidentConditions(selection);
  const [page, total] = await Promise.all([
    office.store.find(INCIDENTS, {
      where,
      ...(any === undefined ? {} : { any }),
      sort: [{ field: 'raisedAt', descending: true }],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    }),
    office.store.count(INCIDENTS, where, any),
  ]);
  return {
    items: await Promise.all(page.records.map((row) => viewOf(office, row))),
    nextCursor: page.nextCursor ?? null,
    total,
  };
}

/** One open incident. Throws RequestProblem INCIDENT_GONE. */
export async function readIncident(office: Office, incidentId: string): Promise<IncidentDetail> {
  const row = await office.store.get(INCIDENTS, incidentId);
  if (row === undefined) throw new RequestProblem('INCIDENT_GONE');
  const program = await office.packages.programFor(row.processId, row.packageHash);
  const closure = await office.packages.closure(row.packageHash);
  const outgoing = program?.plan.elements[row.incident.elementId]?.outgoing ?? [];
  const wayOn = outgoing.flatMap((flowId) => {
    const flow = program?.plan.flows[flowId];
    return flow === undefined ? [] : [{ flowId, name: elementName(closure, row.processId, flow.targetId) }];
  });
  return { ...(await viewOf(office, row)), wayOn };
}

/** Tries the failed step again, after setting variables when some are given. Throws RequestProblem INCIDENT_GONE. */
export async function retryIncident(
  office: Office,
  user: SignedIn,
  request: { readonly incidentId: string; readonly variables: JsonObject; readonly idempotencyKey: string | null },
): Promise<void> {
  const row = await office.store.get(INCIDENTS, request.incidentId);
  if (row === undefined) throw new RequestProblem('INCIDENT_GONE');
  const result = await resolveIncident(office.commands, {
    instanceId: row.instanceId,
    incidentId: row.incident.id,
    commandId: requestKey(office, 'retry', user.userId, request.idempotencyKey),
    actor: actorOf(user),
    variables: request.variables,
  });
  if (!result.ok) throw new RequestProblem(result.rejection.code);
  await office.audit.write({
    actorId: user.userId,
    action: 'incident.retried',
    caseId: row.rootId,
    facts: { incidentId: request.incidentId, variables: Object.keys(request.variables) },
  });
}

async function viewOf(office: Office, row: IncidentRow): Promise<IncidentView> {
  const message = office.sealing.unseal(row.instanceId, row.message);
  const { elementId, code, jobId } = row.incident;
  return {
    incidentId: row._id,
    instanceId: row.instanceId,
    caseId: row.rootId,
    caseNumber: row.caseNumber,
    service: row.service,
    processId: row.processId,
    packageHash: row.packageHash,
    elementId,
    elementName: elementName(await office.packages.closure(row.packageHash), row.processId, elementId),
    code,
    message: typeof message === 'string' ? message : '',
    raisedAt: isoInstant(office.calendar.zone, row.raisedAt),
    ...(jobId === undefined ? {} : { jobId }),
  };
}
