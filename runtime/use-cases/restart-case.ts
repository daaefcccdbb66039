import {
  allowedOperations,
  caseNumber,
  dateOf,
  isObject,
  planRestart,
  type JsonObject,
  type PlacedScope,
} from '../../engine/index.js';
import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { Office } from './office.js';
import { engineHistory, problemOf, reach } from './operate.js';
import { requestHash, requestKey } from './request-key.js';
import { RequestProblem } from './request-problem.js';

/** What was decided before the new case was begun; kept under the request's key. */
interface RestartPlan {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly queryCode: string;
}

/**
 * 重新办理: begins a new case in the middle, as another one stood after the command that made `revision`, with a number and a query code of
 * its own. The other case stays as it is. Only whole cases: a called process begins again with its caller. Once for an idempotency key.
 * Throws RequestProblem NOT_FOUND, NOT_ALLOWED (for a called instance), IDEMPOTENCY_MISMATCH, or the engine's rejection.
 */
export async function restartCase(
  office: Office,
  user: SignedIn,
  request: {
    readonly instanceId: string;
    readonly revision: number;
    readonly reason: string | undefined;
    readonly idempotencyKey: string | null;
  },
): Promise<{ readonly caseId: string; readonly caseNumber: string }> {
  const { instanceId, revision, reason } = request;
  const caseId = await reach(office, user, instanceId);
  const loaded = await office.commands.load(instanceId);
  if (loaded === undefined) throw new RequestProblem('NOT_FOUND');
  const { state, packageHash } = loaded;
  const program = await office.packages.programFor(state.processId, packageHash);
  const service = (await office.packages.packageByHash(packageHash))?.manifest.service;
  if (program === undefined) throw new RequestProblem('NOT_FOUND');
  const allowed = allowedOperations(program, state, actorOf(user)).includes('restartInstance');
  if (caseId !== instanceId || service === undefined || !allowed)
    throw new RequestProblem('NOT_ALLOWED', { detail: { operation: 'restartInstance' } });
  const key = requestKey(office, 'restart', user.userId, request.idempotencyKey);
  const reserved = await office.creations.reserve({
    key,
    requestHash: requestHash([instanceId, revision]),
    make: () => makePlan(office, service.itemCode, key),
  });
  if (reserved.kind === 'mismatch') throw new RequestProblem('IDEMPOTENCY_MISMATCH');
  const plan = reserved.plan as unknown as RestartPlan;
  const planned = planRestart(await engineHistory(office, instanceId), revision, plan.caseId);
  if (!planned.ok) throw problemOf(planned.rejection);
  const { body } = planned;
  const result = await office.commands.start({
    instanceId: plan.caseId,
    commandId: key,
    actor: actorOf(user),
    packageHash,
    processId: state.processId,
    rootId: plan.caseId,
    variables: {},
    config: body.config,
    begin: {
      ...body,
      businessKey: plan.caseNumber,
      root: renumbered(body.root, plan),
      ...(reason === undefined ? {} : { reason }),
    },
  });
  if (!result.ok) throw problemOf(result.rejection);
  await office.audit.write({
    actorId: user.userId,
    action: 'case.restarted',
    caseId: plan.caseId,
    facts: { from: instanceId, revision, reason: reason ?? '' },
  });
  return { caseId: plan.caseId, caseNumber: plan.caseNumber };
}

async function makePlan(office: Office, itemCode: string, key: string): Promise<JsonObject> {
  const date = dateOf(office.calendar, office.clock.now());
  const sequence = await office.registers.nextNumber(`case-${itemCode}-${date}`, key);
  const plan: RestartPlan = {
    caseId: office.ids.ulid(),
    caseNumber: caseNumber(itemCode, date, sequence),
    queryCode: office.ids.code(6),
  };
  return { ...plan };
}

/** The process scope with the facts of the new case in its `case` variable. */
function renumbered(root: PlacedScope, plan: RestartPlan): PlacedScope {
  const { variables } = root.scope;
  const facts = variables['case'];
  if (!isObject(facts)) return root;
  const told = { ...facts, number: plan.caseNumber, queryCode: plan.queryCode, restartedFrom: facts['number'] ?? '' };
  return { ...root, scope: { ...root.scope, variables: { ...variables, case: told } } };
}
