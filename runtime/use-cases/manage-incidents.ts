import { isoInstant, type JsonObject, type Text } from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import { elementName } from '../read/element-names.js';
import { INCIDENTS } from '../store/collections.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';
import { resolveIncident } from './resolve-incident.js';

/** An open incident. */
export interface IncidentView {
  readonly incidentId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly processId: string;
  readonly elementId: string;
  readonly elementName: Text;
  readonly code: string;
  readonly message: string;
  readonly raisedAt: string;
}

/** Open incidents, newest first, at most 200. */
export async function listIncidents(office: Office): Promise<readonly IncidentView[]> {
  const page = await office.store.find(INCIDENTS, { sort: [{ field: 'raisedAt', descending: true }], limit: 200 });
  return Promise.all(
    page.records.map(async (row) => {
      const message = office.sealing.unseal(row.instanceId, row.message);
      const { elementId, code } = row.incident;
      return {
        incidentId: row._id,
        caseId: row.rootId,
        caseNumber: row.caseNumber,
        processId: row.processId,
        elementId,
        elementName: elementName(await office.packages.closure(row.packageHash), row.processId, elementId),
        code,
        message: typeof message === 'string' ? message : '',
        raisedAt: isoInstant(office.calendar.zone, row.raisedAt),
      };
    }),
  );
}

/** Tries the failed step again, after setting variables when some are given. Throws RequestProblem NOT_FOUND, INCIDENT_GONE. */
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
