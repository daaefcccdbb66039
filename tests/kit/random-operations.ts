import type { Actor } from '../../engine/model/actor.js';
import type { CommandBody } from '../../engine/model/commands/command.js';
import type { Modification } from '../../engine/model/commands/modification.js';
import type { Signer } from '../../engine/model/commands/signing.js';
import type { HistoryEvent } from '../../engine/model/history.js';
import type { Program } from '../../engine/model/program.js';
import type { InstanceState } from '../../engine/model/state.js';
import { planReopening, planRestart, planUndo, planWithdrawal } from '../../engine/operations/plan-restoration.js';
import { person } from './instance-driver.js';
import { ADMIN, WHY } from './operation-shapes.js';
import { CLERK } from './random-run.js';

type Random = () => number;
type Sent = readonly [CommandBody, Actor];

const OTHER = person('u-other', ['clerk']);

/** Where operations take hold: an instance, what has happened to it, and the instant (ms since epoch, UTC). */
export interface OperationPlace {
  readonly program: Program;
  readonly state: InstanceState;
  readonly history: readonly HistoryEvent[];
  readonly at: number;
}

/** One operation of people, chosen at random among all that could be meant here; undefined where the chosen one has no subject. */
export function anyOperation(place: OperationPlace, random: Random): Sent | undefined {
  const { program, state, history, at } = place;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const elementId = pick(Object.keys(program.plan.elements)) ?? '';
  const item = pick(Object.values(state.workItems));
  const token = pick(Object.values(state.tokens));
  const incident = pick(Object.values(state.incidents));
  const job = pick(Object.values(state.jobs));
  const call = pick(Object.values(state.calls));
  const scope = pick(Object.values(state.scopes));
  const actor = pick([CLERK, OTHER, ADMIN]) ?? ADMIN;
  const holder = item?.assignee === undefined ? CLERK : person(item.assignee, ['clerk']);
  const colleague = { userId: OTHER.userId, roles: ['clerk'] };
  const from = pick([
    ...(item ? [{ workItemId: item.id }] : []),
    ...(token ? [{ tokenId: token.id }] : []),
    ...(call ? [{ callId: call.id }] : []),
  ]);
  const to = pick(['previous', 'starter', { elementId }] as const) ?? 'previous';
  const resume = random() < 0.5 ? 'direct' : 'onward';
  const changes = [changeOf(place, random), changeOf(place, random)].slice(0, random() < 0.6 ? 1 : 2);
  const revision = Math.floor(random() * (state.revision + 1));
  const onItem = (body: (workItemId: string) => CommandBody, by: Actor = holder): Sent | undefined =>
    item && [body(item.id), by];
  const signers: readonly Signer[] = [{ user: colleague }, { group: 'clerk' }];
  const asked = signers.slice(0, random() < 0.5 ? 1 : 2);
  const position = pick(['before', 'after', 'beside'] as const) ?? 'beside';
  const question = pick(Object.values(item?.questions ?? {}));
  const planned = (plan: ReturnType<typeof planUndo>, by: Actor): Sent | undefined =>
    plan.ok ? [{ ...plan.body, ...WHY }, by] : undefined;
  const operations: readonly (() => Sent | undefined)[] = [
    () => from && [{ type: 'returnTask', from, to, resume, ...WHY }, actor],
    () => from && [{ type: 'returnTask', from, to, resume, ...WHY }, holder],
    () => from && [{ type: 'jump', from, elementId, ...WHY }, ADMIN],
    () => from && [{ type: 'jump', from, elementId, ...WHY }, ADMIN],
    () => [{ type: 'modifyInstance', changes, ...WHY }, ADMIN],
    () => [{ type: 'modifyInstance', changes, ...WHY }, ADMIN],
    () => planned(planWithdrawal(history, state, CLERK.userId), CLERK),
    () => planned(planUndo(history, state), ADMIN),
    () => planned(planUndo(history, state, revision), ADMIN),
    () => planned(planReopening(history, state), ADMIN),
    () => {
      const plan = planRestart(history, revision, 'again');
      return plan.ok ? [{ ...plan.body, ...WHY }, ADMIN] : undefined;
    },
    () => [{ type: state.suspended ? 'resumeInstance' : 'suspendInstance', ...WHY }, ADMIN],
    () => onItem((workItemId) => ({ type: 'suspendWorkItem', workItemId, ...WHY }), ADMIN),
    () => onItem((workItemId) => ({ type: 'resumeWorkItem', workItemId }), ADMIN),
    () => job && [{ type: 'suspendJob', jobId: job.id, ...WHY }, ADMIN],
    () => job && [{ type: 'resumeJob', jobId: job.id }, ADMIN],
    () => job && [{ type: 'retryJob', jobId: job.id }, ADMIN],
    () => scope && [{ type: 'setVariables', scopeId: scope.id, variables: { repaired: at }, ...WHY }, ADMIN],
    () => incident && [{ type: 'skipStep', incidentId: incident.id, variables: { skipped: at }, ...WHY }, ADMIN],
    () => scope && [{ type: 'addInstance', scopeId: scope.id, item: at, ...WHY }, ADMIN],
    () => scope && [{ type: 'addInstance', scopeId: scope.id, item: at, place: 1, ...WHY }, ADMIN],
    () => scope && [{ type: 'startAdHocActivity', scopeId: scope.id, activityId: elementId, variables: {} }, CLERK],
    () => [{ type: 'withdrawRequest' }, CLERK],
    () => onItem((workItemId) => ({ type: 'transferWorkItem', workItemId, to: colleague, ...WHY })),
    () => onItem((workItemId) => ({ type: 'delegateWorkItem', workItemId, to: colleague, ...WHY })),
    () => onItem((workItemId) => ({ type: 'resolveWorkItem', workItemId, opinion: 'seen' })),
    () => onItem((workItemId) => ({ type: 'startWorkItem', workItemId })),
    () => onItem((workItemId) => ({ type: 'skipWorkItem', workItemId, ...WHY })),
    () => onItem((workItemId) => ({ type: 'failWorkItem', workItemId, errorCode: 'none', message: 'no', ...WHY })),
    () => onItem((workItemId) => ({ type: 'addSigners', workItemId, signers: asked, position, ...WHY })),
    () => onItem((workItemId) => ({ type: 'addSigners', workItemId, signers: asked, position, ...WHY })),
    () =>
      item?.approverId === undefined
        ? undefined
        : [{ type: 'removeSigner', tokenId: item.tokenId, approverId: item.approverId, ...WHY }, ADMIN],
    () => onItem((workItemId) => ({ type: 'sendCopy', workItemId, to: [colleague.userId, 'role:clerk'] })),
    () => onItem((workItemId) => ({ type: 'nudgeWorkItem', workItemId }), CLERK),
    () => onItem((workItemId) => ({ type: 'markSeen', workItemId })),
    () => onItem((workItemId) => ({ type: 'askQuestion', workItemId, text: 'why?' }), actor),
    () => onItem((workItemId) => ({ type: 'answerQuestion', workItemId, questionId: question?.id ?? '', text: 'so' })),
    () => onItem((workItemId) => ({ type: 'setPriority', workItemId, priority: revision }), ADMIN),
    () => onItem((workItemId) => ({ type: 'setDueDate', workItemId, date: at + 3_600_000 }), ADMIN),
  ];
  return pick(operations)?.();
}

function changeOf({ program, state }: OperationPlace, random: Random): Modification {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const elementId = pick(Object.keys(program.plan.elements)) ?? '';
  const token = pick(Object.values(state.tokens));
  const scope = random() < 0.3 ? pick(Object.keys(state.scopes)) : undefined;
  const place = scope === undefined ? {} : { scopeId: scope };
  const ways: readonly (Modification | undefined)[] = [
    token && { do: 'cancel', tokenId: token.id },
    token && { do: 'cancelAll', elementId: token.elementId },
    token && { do: 'move', tokenId: token.id, elementId },
    { do: 'startBefore', elementId, ...place, variables: { begun: 1 } },
    { do: 'startAfter', elementId, ...place },
  ];
  return pick(ways) ?? { do: 'startBefore', elementId };
}
