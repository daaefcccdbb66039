import type { Approval, Approver, Vote } from '../model/approval.js';
import type { HistoryEvent, HistoryEventType } from '../model/history.js';
import type { JsonValue } from '../model/json.js';
import type { InstanceState, LoopState, Scope, Token, WorkItem } from '../model/state.js';
import { remapped } from '../operations/migration/remap.js';
import type { HistoryData } from './history-data.js';
import type { MapKey, Mutable, Working } from './working.js';
import { count, drop, need, put, usedId } from './working.js';

type Apply<T extends HistoryEventType> = (work: Working, data: HistoryData[T], event: HistoryEvent) => void;

const nothing = (): void => undefined;

/** What each fact does to the state. Facts that only tell a story change nothing. */
const TABLE: { readonly [T in HistoryEventType]: Apply<T> } = {
  commandAccepted: (work, data) => {
    work.at = data.at;
    work.state.instanceId = data.instanceId;
    work.state.revision = data.revision;
  },
  instanceStarted: (work, data) => {
    const { state } = work;
    state.rootId = data.rootId;
    if (data.parent) state.parent = data.parent;
    state.processId = data.processId;
    if (data.businessKey !== undefined) state.businessKey = data.businessKey;
    state.caseStatus = data.caseStatus;
    state.startedAt = work.at;
    state.starter = data.starter;
    state.config = data.config;
    if (data.inheritedPerformers) state.inheritedPerformers = data.inheritedPerformers;
    state.rootScopeId = data.rootScopeId;
    const root: Scope = {
      id: data.rootScopeId,
      elementId: data.processId,
      kind: 'process',
      variables: data.variables,
    };
    usedId(work, root.id);
    put(work, 'scopes', root.id, root);
  },
  instanceEnded: (work, data) => {
    work.state.status = data.status;
    work.state.endedAt = work.at;
    delete work.state.gateways;
    if (data.endEventId !== undefined) work.state.endEventId = data.endEventId;
  },
  statusChanged: (work, data) => {
    work.state.caseStatus = data.status;
    const trail = [...(work.state.clock.trail ?? []), { at: work.at, status: data.status }];
    work.state.clock = { ...work.state.clock, trail };
  },
  scopeOpened: (work, data, event) => {
    const scope: Mutable<Scope> = {
      id: data.scopeId,
      parentId: data.parentId,
      elementId: event.elementId ?? '',
      kind: data.kind,
      variables: data.variables,
    };
    if (data.ownerTokenId !== undefined) scope.ownerTokenId = data.ownerTokenId;
    if (data.loop !== undefined) scope.loop = data.loop;
    if (data.loopIndex !== undefined) scope.loopIndex = data.loopIndex;
    if (data.compensations !== undefined) scope.compensations = data.compensations;
    usedId(work, scope.id);
    put(work, 'scopes', scope.id, scope);
    if (data.kind === 'loopInstance') countLoop(work, data.parentId, { started: 1, active: 1 });
    if (data.interrupts === true) {
      put(work, 'scopes', data.parentId, {
        ...need(work.state, 'scopes', data.parentId),
        interruptedBy: scope.elementId,
      });
    }
    if (data.tokenId === undefined) return;
    const token = { id: data.tokenId, scopeId: scope.id, elementId: scope.elementId, since: work.at };
    addToken(work, data.throwerId === undefined ? token : { ...token, throwerId: data.throwerId });
  },
  scopeClosed: (work, data) => {
    if (data.tokenId !== undefined) removeToken(work, data.tokenId);
    const scope = need(work.state, 'scopes', data.scopeId);
    if (scope.kind === 'loopInstance' && scope.parentId !== undefined) {
      countLoop(work, scope.parentId, data.completed ? { active: -1, completed: 1 } : { active: -1, terminated: 1 });
    }
    drop(work, 'scopes', data.scopeId);
    if (scope.path && scope.parentId !== undefined) notePath(work, scope.parentId, scope.path);
    forgetGateways(work, data.scopeId);
  },
  variablesSet: (work, data) => {
    const scope = need(work.state, 'scopes', data.scopeId);
    const variables = { ...scope.variables, ...data.variables };
    const next = { ...scope, variables };
    if (work.state.parent === undefined || scope.kind !== 'process') return put(work, 'scopes', scope.id, next);
    const written = [...new Set([...(scope.written ?? []), ...Object.keys(data.variables)])];
    put(work, 'scopes', scope.id, { ...next, written });
  },
  tokenCreated: (work, data, event) => {
    const token = { id: data.tokenId, scopeId: data.scopeId, elementId: event.elementId ?? '', since: work.at };
    const thrown = data.throwerId === undefined ? token : { ...token, throwerId: data.throwerId };
    addToken(work, data.wayBack === undefined ? thrown : { ...thrown, wayBack: data.wayBack });
  },
  tokenMoved: (work, data, event) => {
    const token = moved(work, need(work.state, 'tokens', data.tokenId), event, data.flowId);
    put(work, 'tokens', token.id, data.memo === undefined ? token : { ...token, memo: data.memo });
  },
  tokenRemoved: (work, data) => removeToken(work, data.tokenId),
  flowTaken: (work, data, event) => {
    const token = moved(work, need(work.state, 'tokens', data.tokenId), event, data.flowId);
    put(work, 'tokens', token.id, data.memo === undefined ? token : { ...token, memo: data.memo });
  },
  elementEntered: (work, data, event) => {
    put(work, 'tokens', data.tokenId, moved(work, need(work.state, 'tokens', data.tokenId), event, data.flowId));
  },
  elementCompleted: nothing,
  elementPassed: (work, data, event) => {
    put(work, 'tokens', data.tokenId, moved(work, need(work.state, 'tokens', data.tokenId), event, data.flowId));
  },
  elementCancelled: (work, data) => {
    if (data.removed) removeToken(work, data.tokenId);
  },
  loopChanged: (work, data) => {
    const scope = need(work.state, 'scopes', data.scopeId);
    const old = scope.variables[data.variable];
    const list: JsonValue[] = Array.isArray(old) ? [...(old as readonly JsonValue[])] : [];
    list[data.index] = data.value;
    put(work, 'scopes', scope.id, { ...scope, variables: { ...scope.variables, [data.variable]: list } });
  },
  loopGrown: (work, data) => {
    const scope = need(work.state, 'scopes', data.scopeId);
    if (!scope.loop) return;
    const { items, total } = scope.loop;
    const loop = { ...scope.loop, total: total + 1 };
    const list = data.variable === undefined ? undefined : scope.variables[data.variable];
    const collected = Array.isArray(list) && data.variable !== undefined ? { [data.variable]: [...list, null] } : {};
    put(work, 'scopes', scope.id, {
      ...scope,
      variables: { ...scope.variables, ...collected },
      loop: items ? { ...loop, items: items.toSpliced(data.index, 0, data.item) } : loop,
    });
  },
  gatewayChanged: (work, data, event) => {
    const key = `${data.scopeId}:${event.elementId ?? ''}`;
    const { [key]: _old, ...others } = work.state.gateways ?? {};
    const gateways = data.consumed === undefined ? others : { ...others, [key]: { consumed: data.consumed } };
    if (Object.keys(gateways).length > 0) work.state.gateways = gateways;
    else delete work.state.gateways;
  },
  adHocChanged: (work, data) => {
    const scope = need(work.state, 'scopes', data.scopeId);
    const { completed = {}, isEnding = false } = scope.adHoc ?? {};
    const { activityId: id } = data;
    const adHoc = id === undefined ? { completed } : { completed: { ...completed, [id]: (completed[id] ?? 0) + 1 } };
    const ends = isEnding || data.isEnding === true;
    put(work, 'scopes', scope.id, { ...scope, adHoc: ends ? { ...adHoc, isEnding: true } : adHoc });
  },
  dataStateChanged: (work, data) => {
    const scope = need(work.state, 'scopes', data.scopeId);
    put(work, 'scopes', scope.id, { ...scope, dataStates: { ...scope.dataStates, [data.variable]: data.state } });
  },
  workItemCreated: (work, { workItem }) => add(work, 'workItems', workItem),
  workItemClaimed: (work, data) => {
    const item = need(work.state, 'workItems', data.workItemId);
    const claimed: WorkItem = { ...item, state: 'claimed', assignee: data.assignee, claimedAt: work.at };
    const { onBehalfOf } = data;
    put(work, 'workItems', item.id, onBehalfOf === undefined ? claimed : { ...claimed, onBehalfOf });
  },
  workItemReleased: (work, data) => {
    const item: Partial<Mutable<WorkItem>> = { ...need(work.state, 'workItems', data.workItemId), state: 'ready' };
    delete item.assignee;
    delete item.claimedAt;
    delete item.startedAt;
    delete item.onBehalfOf;
    put(work, 'workItems', data.workItemId, item as WorkItem);
  },
  workItemCompleted: (work, data) => drop(work, 'workItems', data.workItemId),
  workItemCancelled: (work, data) => drop(work, 'workItems', data.workItemId),
  workItemChanged: (work, data) => {
    const item: Partial<Mutable<WorkItem>> = { ...need(work.state, 'workItems', data.workItemId), ...data.changes };
    for (const member of data.removed ?? []) delete item[member];
    // Questions have ids of the instance, too.
    for (const { id } of data.changes.questions ?? []) usedId(work, id);
    put(work, 'workItems', data.workItemId, item as WorkItem);
  },
  approvalOpened: (work, { tokenId, approval }) => {
    for (const { id } of approval.approvers) usedId(work, id);
    put(work, 'tokens', tokenId, { ...need(work.state, 'tokens', tokenId), approval });
  },
  approvalChanged: (work, { tokenId, isTimeUp }) => changeApproval(work, tokenId, (old) => ({ ...old, isTimeUp })),
  approverChanged: (work, { tokenId, approver, behind }) => {
    usedId(work, approver.id);
    changeApprovers(work, tokenId, (all) => {
      if (all.some(({ id }) => id === approver.id)) return all.map((one) => (one.id === approver.id ? approver : one));
      const place = all.findIndex(({ id }) => id === behind);
      return place < 0 ? [...all, approver] : all.toSpliced(place + 1, 0, approver);
    });
  },
  approverRemoved: (work, { tokenId, approverId }) => {
    changeApprovers(work, tokenId, (all) => all.filter(({ id }) => id !== approverId));
  },
  voteCast: (work, { tokenId, approverId, vote, variables }, event) => {
    changeApproval(work, tokenId, (old) => ({
      ...old,
      approvers: old.approvers.map((one) => (one.id === approverId ? { ...one, vote } : one)),
      ...(variables === undefined ? {} : { variables: { ...old.variables, ...variables } }),
    }));
    keepConsent(work, event.elementId ?? '', vote);
  },
  noticeSent: nothing,
  jobCreated: (work, { job }) => add(work, 'jobs', job),
  jobCompleted: (work, data) => drop(work, 'jobs', data.jobId),
  jobFailed: (work, data) => {
    const job = need(work.state, 'jobs', data.jobId);
    put(work, 'jobs', job.id, { ...job, retriesLeft: data.retriesLeft });
  },
  jobCancelled: (work, data) => drop(work, 'jobs', data.jobId),
  timerScheduled: (work, { timer }) => add(work, 'timers', timer),
  timerFired: (work, data) => drop(work, 'timers', data.timerId),
  timerCancelled: (work, data) => drop(work, 'timers', data.timerId),
  subscriptionOpened: (work, { subscription }) => add(work, 'subscriptions', subscription),
  subscriptionClosed: (work, data) => drop(work, 'subscriptions', data.subscriptionId),
  messageReceived: nothing,
  signalReceived: nothing,
  signalThrown: nothing,
  conditionChanged: (work, { subscriptionId, holds }) => {
    put(work, 'subscriptions', subscriptionId, { ...need(work.state, 'subscriptions', subscriptionId), holds });
  },
  eventHeld: (work, { scopeId, held }) => {
    const scope = need(work.state, 'scopes', scopeId);
    put(work, 'scopes', scopeId, { ...scope, held: [...(scope.held ?? []), held] });
  },
  heldReleased: (work, { scopeId, tokenId }, { elementId }) => {
    const { held = [], ...scope } = need(work.state, 'scopes', scopeId);
    const left = held.filter((one) => one.elementId !== elementId || one.tokenId !== tokenId);
    put(work, 'scopes', scopeId, left.length === 0 ? scope : { ...scope, held: left });
  },
  correlationKnown: (work, { keyId, value }) => {
    work.state.correlation = { ...work.state.correlation, [keyId]: value };
  },
  transactionCancelled: nothing,
  callStarted: (work, { call }) => add(work, 'calls', call),
  callEnded: (work, data) => drop(work, 'calls', data.callId),
  callCancelled: (work, data) => drop(work, 'calls', data.callId),
  performerRecorded: (work, data, event) => {
    const [userId] = data.userIds;
    if (data.scopeId !== undefined && userId !== undefined) {
      notePath(work, data.scopeId, { [event.elementId ?? '']: { userId, seq: event.seq } });
    }
    for (const key of data.keys) {
      put(work, 'performers', key, [...new Set([...(work.state.performers[key] ?? []), ...data.userIds])]);
    }
  },
  clockChanged: (work, data) => {
    work.state.clock = data.clock;
  },
  limitStarted: (work, { limit }) => add(work, 'limits', limit),
  limitChanged: (work, { limit }) => put(work, 'limits', limit.id, limit),
  limitEnded: (work, data) => drop(work, 'limits', data.limitId),
  lampChanged: (work, data) => {
    put(work, 'limits', data.limitId, { ...need(work.state, 'limits', data.limitId), lamp: data.level });
  },
  decisionEvaluated: nothing,
  errorThrown: nothing,
  escalationThrown: nothing,
  compensationRecorded: (work, { scopeId, record }) => {
    const scope = need(work.state, 'scopes', scopeId);
    usedId(work, record.id);
    put(work, 'scopes', scopeId, { ...scope, compensations: [...(scope.compensations ?? []), record] });
  },
  compensationStarted: (work, data) => {
    for (const scopeId of data.scopeIds) {
      const { compensations = [], ...scope } = need(work.state, 'scopes', scopeId);
      const left = compensations.filter((record) => !data.recordIds.includes(record.id));
      put(work, 'scopes', scopeId, left.length === 0 ? scope : { ...scope, compensations: left });
    }
    put(work, 'tokens', data.tokenId, { ...need(work.state, 'tokens', data.tokenId), memo: data.memo });
  },
  incidentRaised: (work, { incident }) => add(work, 'incidents', incident),
  incidentResolved: (work, data) => drop(work, 'incidents', data.incidentId),
  effectEmitted: nothing,
  operationDone: nothing,
  instanceSuspended: (work, { suspension }) => {
    work.state.suspended = suspension;
    if (suspension.stopsClock) noteTrail(work, { isSuspended: true });
  },
  instanceResumed: (work) => {
    const stopped = work.state.suspended?.stopsClock === true;
    delete work.state.suspended;
    if (stopped) noteTrail(work, {});
  },
  callRested: nothing,
  scopeRestored: (work, { scope }) => {
    usedId(work, scope.id);
    put(work, 'scopes', scope.id, scope);
  },
  scopeRepaired: (work, { scope }) => {
    need(work.state, 'scopes', scope.id);
    put(work, 'scopes', scope.id, scope);
  },
  instanceMigrated: (work, data) => {
    Object.assign(work.state, remapped(work.state, data));
    work.counts = undefined;
    work.total = undefined;
  },
  instanceReopened: (work) => {
    work.state.status = 'active';
    delete work.state.endedAt;
    delete work.state.endEventId;
  },
  listeningChanged: (work, { tokenId, listening }) => {
    const { listening: _old, ...token } = need(work.state, 'tokens', tokenId);
    put(work, 'tokens', tokenId, listening === undefined ? token : { ...token, listening });
  },
  listenerDenied: nothing,
  jobSuspended: (work, data) => {
    put(work, 'jobs', data.jobId, { ...need(work.state, 'jobs', data.jobId), suspended: true });
  },
  jobResumed: (work, data) => {
    const { suspended: _rested, ...job } = need(work.state, 'jobs', data.jobId);
    put(work, 'jobs', data.jobId, job);
  },
};

/** Carries one fact out on a state under construction; the counter of effects is the writer's. */
export function applyTo(work: Working, event: HistoryEvent): void {
  const apply = TABLE[event.type] as (work: Working, data: object, event: HistoryEvent) => void;
  apply(work, event.data, event);
  work.state.historySeq = event.seq + 1;
}

/** As `applyTo`, for facts read back: the number of the effect that belongs to one restores the counter. */
export function reapplyTo(work: Working, event: HistoryEvent): void {
  applyTo(work, event);
  const effectSeq = event.data['effectSeq'];
  if (typeof effectSeq === 'number') work.state.effectSeq = effectSeq + 1;
}

function add<K extends Exclude<MapKey, 'performers'>>(
  work: Working,
  key: K,
  entry: InstanceState[K][string] & { readonly id: string },
): void {
  usedId(work, entry.id);
  put(work, key, entry.id, entry);
}

function addToken(work: Working, token: Token): void {
  add(work, 'tokens', token);
  count(work, token.scopeId, 1);
}

function changeApproval(work: Working, tokenId: string, change: (old: Approval) => Approval): void {
  const token = need(work.state, 'tokens', tokenId);
  if (token.approval) put(work, 'tokens', tokenId, { ...token, approval: change(token.approval) });
}

function changeApprovers(
  work: Working,
  tokenId: string,
  change: (old: readonly Approver[]) => readonly Approver[],
): void {
  changeApproval(work, tokenId, (old) => ({ ...old, approvers: change(old.approvers) }));
}

/** Keeps whose last vote at a task was in favour. */
function keepConsent(work: Working, elementId: string, { userId, onBehalfOf, decision }: Vote): void {
  const voter = onBehalfOf ?? userId;
  if (voter === undefined) return;
  const { [elementId]: known = [], ...others } = work.state.approvedBy ?? {};
  const left = known.filter((one) => one !== voter);
  work.state.approvedBy = { ...others, [elementId]: decision === 'approve' ? [...left, voter] : left };
}

function removeToken(work: Working, id: string): void {
  const token = work.state.tokens[id];
  if (token === undefined) return;
  count(work, token.scopeId, -1);
  drop(work, 'tokens', id);
}

/** Keeps who did which step last, in the process or sub-process that `scopeId` belongs to. */
function notePath(work: Working, scopeId: string, steps: NonNullable<Scope['path']>): void {
  const scope = need(work.state, 'scopes', scopeId);
  const isLevel = scope.kind === 'process' || scope.kind === 'subProcess' || scope.kind === 'eventSubProcess';
  if (!isLevel && scope.parentId !== undefined) return notePath(work, scope.parentId, steps);
  put(work, 'scopes', scopeId, { ...scope, path: { ...scope.path, ...steps } });
}

/** Notes from when on the clock of the case stands still or goes on, beside changes of its status. */
function noteTrail(work: Working, more: { readonly isSuspended?: true }): void {
  const { clock, caseStatus: status } = work.state;
  work.state.clock = { ...clock, trail: [...(clock.trail ?? []), { at: work.at, status, ...more }] };
}

/** A scope that is gone has no gateways to reset. */
function forgetGateways(work: Working, scopeId: string): void {
  if (work.state.gateways === undefined) return;
  const left = Object.entries(work.state.gateways).filter(([key]) => !key.startsWith(`${scopeId}:`));
  if (left.length > 0) work.state.gateways = Object.fromEntries(left);
  else delete work.state.gateways;
}

/** The token on another element: what it remembered there is forgotten. */
function moved(work: Working, token: Token, event: HistoryEvent, flowId: string | undefined): Token {
  const { id, scopeId, throwerId } = token;
  const elementId = event.elementId ?? token.elementId;
  const next: Token =
    flowId === undefined
      ? { id, scopeId, elementId, since: work.at }
      : { id, scopeId, elementId, flowId, since: work.at };
  const kept = throwerId === undefined ? next : { ...next, throwerId };
  return token.wayBack?.at === elementId ? { ...kept, wayBack: token.wayBack } : kept;
}

/** Counts instances of a loop. Members are written out: this runs twice for each instance, and spreading would dominate it. */
function countLoop(work: Working, scopeId: string, change: Partial<Omit<LoopState, 'items'>>): void {
  const scope = need(work.state, 'scopes', scopeId);
  const old = scope.loop;
  if (!old) return;
  const loop: Mutable<LoopState> = {
    total: old.total,
    started: old.started + (change.started ?? 0),
    active: old.active + (change.active ?? 0),
    completed: old.completed + (change.completed ?? 0),
    terminated: old.terminated + (change.terminated ?? 0),
  };
  if (old.items) loop.items = old.items;
  const next: Mutable<Scope> = { ...scope };
  next.loop = loop;
  put(work, 'scopes', scopeId, next);
}
