import { actorOf, type SignedIn } from '../access/signed-in.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';
import { requestKey } from './request-key.js';
import { splitWorkItemId } from './work-item-of.js';

/** Takes a work item, or gives it back. Throws RequestProblem with the engine's rejection (NOT_CANDIDATE, SEPARATION_OF_DUTIES ...). */
export async function claimWorkItem(
  office: Office,
  user: SignedIn,
  request: { readonly workItemId: string; readonly act: 'claim' | 'release'; readonly idempotencyKey: string | null },
): Promise<{ readonly caseId: string }> {
  const { instanceId, itemId } = splitWorkItemId(request.workItemId);
  const result = await office.commands.run({
    instanceId,
    commandId: requestKey(office, request.act, user.userId, request.idempotencyKey),
    actor: actorOf(user),
    decide: () => ({ type: request.act === 'claim' ? 'claimWorkItem' : 'releaseWorkItem', workItemId: itemId }),
  });
  if (!result.ok) throw new RequestProblem(result.rejection.code);
  return { caseId: result.state.rootId };
}
