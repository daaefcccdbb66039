import type {
  Command,
  CompiledPackage,
  Effect,
  EffectBody,
  HistoryEvent,
  InstanceState,
  JsonObject,
  JsonValue,
  Outcome,
  Program,
} from '../../../engine/index.js';
import type { Packages } from '../../../runtime/seams/packages.js';

/**
 * A process made of data, for tests of the runtime: the start variable `on` says which effects follow which command
 * (`{"startInstance": [...], "completeJob:j1": [...], "fireTimer:m1@2": [...]}`, the last only at revision 2); the special effect `{"type": "end"}` ends the instance.
 */
export type Script = Readonly<
  Record<string, readonly (EffectBody | { readonly type: 'end' | 'task' | 'incident'; readonly id?: string })[]>
>;

export const HASH = 'fake-hash';

const own = (value: JsonValue | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const without = <V>(record: Readonly<Record<string, V>>, key: string): Readonly<Record<string, V>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

const keyOf = (command: Command): string => {
  switch (command.type) {
    case 'completeJob':
    case 'throwJobError':
      return `${command.type}:${command.jobId}`;
    case 'failJob':
      return command.retriesLeft > 0 ? 'retry' : `failJob:${command.jobId}`;
    case 'fireTimer':
      return `fireTimer:${command.timerId}`;
    case 'deliverMessage':
      return `deliverMessage:${command.subscriptionId}`;
    case 'childEnded':
      return `childEnded:${command.callId}`;
    default:
      return command.type;
  }
};

const gone = (state: InstanceState, command: Command): string | undefined => {
  if (state.status !== 'active') return 'INSTANCE_ENDED';
  switch (command.type) {
    case 'completeJob':
    case 'throwJobError':
    case 'failJob':
      return state.jobs[command.jobId] === undefined ? 'JOB_GONE' : undefined;
    case 'fireTimer':
      return state.timers[command.timerId] === undefined ? 'TIMER_GONE' : undefined;
    case 'deliverMessage':
      return state.subscriptions[command.subscriptionId] === undefined ? 'SUBSCRIPTION_GONE' : undefined;
    case 'childEnded':
    case 'childStatus':
      return state.calls[command.callId] === undefined ? 'CALL_GONE' : undefined;
    case 'completeWorkItem':
    case 'claimWorkItem':
      return state.workItems[command.workItemId] === undefined ? 'WORK_ITEM_GONE' : undefined;
    default:
      return undefined;
  }
};

const begin = (command: Extract<Command, { type: 'startInstance' }>): InstanceState => ({
  format: 1,
  instanceId: command.instanceId,
  rootId: command.rootId,
  ...(command.parent === undefined ? {} : { parent: command.parent }),
  processId: 'fake',
  ...(command.businessKey === undefined ? {} : { businessKey: command.businessKey }),
  revision: 0,
  historySeq: 0,
  effectSeq: 0,
  nextId: 1,
  status: 'active',
  caseStatus: 'submitted',
  startedAt: command.at,
  starter: command.actor,
  config: command.config,
  rootScopeId: 's1',
  scopes: { s1: { id: 's1', elementId: 'fake', kind: 'process', variables: command.variables } },
  tokens: {},
  workItems: {},
  jobs: {},
  timers: {},
  subscriptions: {},
  calls: {},
  incidents: {},
  limits: {},
  clock: {},
  performers: command.performers ?? {},
});

const consume = (state: InstanceState, command: Command): InstanceState => {
  switch (command.type) {
    case 'completeJob':
    case 'throwJobError':
      return { ...state, jobs: without(state.jobs, command.jobId) };
    case 'failJob':
      return command.retriesLeft > 0 ? state : { ...state, jobs: without(state.jobs, command.jobId) };
    case 'fireTimer':
      return { ...state, timers: without(state.timers, command.timerId) };
    case 'deliverMessage':
      return { ...state, subscriptions: without(state.subscriptions, command.subscriptionId) };
    case 'childEnded':
      return { ...state, calls: without(state.calls, command.callId) };
    case 'childStatus':
      return { ...state, caseStatus: command.status };
    case 'completeWorkItem':
      return { ...state, workItems: without(state.workItems, command.workItemId) };
    case 'cancelInstance':
      return { ...state, status: 'cancelled', endedAt: command.at };
    default:
      return state;
  }
};

const note = (state: InstanceState, effect: EffectBody, at: number): InstanceState => {
  const base = { tokenId: 't1', scopeId: 's1', elementId: 'e1' };
  switch (effect.type) {
    case 'createJob': {
      const { type: _, jobId, retries, ...job } = effect;
      return {
        ...state,
        jobs: { ...state.jobs, [jobId]: { ...base, ...job, id: jobId, retriesLeft: retries, createdAt: at } },
      };
    }
    case 'cancelJob':
      return { ...state, jobs: without(state.jobs, effect.jobId) };
    case 'scheduleTimer':
      return {
        ...state,
        timers: {
          ...state.timers,
          [effect.timerId]: { ...base, id: effect.timerId, purpose: 'event', dueAt: effect.dueAt },
        },
      };
    case 'openSubscription': {
      const { subscriptionId: id, messageName, correlationKey } = effect;
      const subscription = { ...base, id, messageName, correlationKey, interrupting: false, openedAt: at };
      return { ...state, subscriptions: { ...state.subscriptions, [id]: subscription } };
    }
    case 'startChild': {
      const { callId: id, childInstanceId, processId } = effect;
      return {
        ...state,
        calls: { ...state.calls, [id]: { ...base, id, processId, childInstanceId, elementId: 'callElement' } },
      };
    }
    case 'cancelChild':
      return { ...state, calls: without(state.calls, effect.callId) };
    default:
      return state;
  }
};

/** The engine of scripts. Pure, like the real one. */
export function fakeTransition(_program: Program, before: InstanceState | undefined, command: Command): Outcome {
  if (before === undefined && command.type !== 'startInstance')
    return { ok: false, rejection: { code: 'INSTANCE_NOT_FOUND' } };
  if (before !== undefined) {
    const code = gone(before, command);
    if (code !== undefined) return { ok: false, rejection: { code: code as 'JOB_GONE' } };
  }
  let state = command.type === 'startInstance' ? begin(command) : consume(before as InstanceState, command);
  const scope = state.scopes['s1'];
  const log = scope?.variables['log'];
  const entry: JsonValue = {
    type: command.type,
    variables: 'variables' in command ? own(command.variables as JsonValue) : {},
  };
  const revision = (before?.revision ?? 0) + 1;
  const variables: JsonObject =
    command.type === 'startInstance'
      ? command.variables
      : { ...scope?.variables, log: [...(Array.isArray(log) ? (log as readonly JsonValue[]) : []), entry] };
  state = { ...state, revision, scopes: { s1: { id: 's1', elementId: 'fake', kind: 'process', variables } } };
  const script = own(variables['on']) as unknown as Script;
  const effects: Effect[] = [];
  for (const body of script[`${keyOf(command)}@${String(revision)}`] ?? script[keyOf(command)] ?? []) {
    if (body.type === 'end') state = { ...state, status: 'completed', endedAt: command.at };
    else if (body.type === 'task') {
      const id = body.id ?? 'w1';
      const item = {
        id,
        tokenId: 't1',
        scopeId: 's1',
        elementId: 'task',
        name: { zh: '受理', en: 'Accept' },
        state: 'ready' as const,
      };
      state = {
        ...state,
        workItems: {
          ...state.workItems,
          [id]: {
            ...item,
            candidateUsers: [],
            candidateGroups: ['window-clerk'],
            priority: 50,
            createdAt: command.at,
            limitIds: [],
          },
        },
      };
    } else if (body.type === 'incident') {
      state = {
        ...state,
        incidents: { i1: { id: 'i1', elementId: 'e1', code: 'JOB_FAILED', message: 'broken', raisedAt: command.at } },
      };
    } else {
      const parented = 'parent' in body && state.parent !== undefined ? { ...body, parent: state.parent } : body;
      effects.push({ ...parented, seq: state.effectSeq } as Effect);
      state = note({ ...state, effectSeq: state.effectSeq + 1 }, parented as EffectBody, command.at);
    }
  }
  const accepted: HistoryEvent = {
    seq: state.historySeq,
    type: 'commandAccepted',
    data: {
      instanceId: state.instanceId,
      revision,
      at: command.at,
      commandId: command.id,
      commandType: command.type,
      actorId: command.actor.userId,
    },
  };
  const event: HistoryEvent = {
    seq: state.historySeq + 1,
    type:
      state.workItems['w1'] !== undefined || before?.workItems['w1'] !== undefined ? 'workItemCreated' : 'variablesSet',
    data: { variables },
  };
  const incident: HistoryEvent = { ...event, seq: event.seq + 1, type: 'incidentRaised' };
  return { ok: true, state: { ...state, historySeq: event.seq + 2 }, history: [accepted, event, incident], effects };
}

const FORM = {
  id: 'f',
  title: { zh: '表', en: 'Form' },
  uiSchema: {},
  rules: [],
  schema: { properties: { secret: { 'x-class': 'L4' } } },
};

const PACKAGE: CompiledPackage = {
  key: 'fake',
  version: '1.0',
  hash: HASH,
  manifest: { key: 'fake', version: '1.0', title: { zh: '样例事项', en: 'Sample service' } },
  files: {},
  plans: new Map(),
  processFiles: new Map(),
  decisions: new Map(),
  forms: new Map([['f', FORM]]),
  registers: new Map(),
  documents: new Map(),
  calendars: [],
  config: [],
  scenarios: new Map(),
  samples: new Map(),
  english: {},
};

const PROGRAM: Program = {
  plan: {
    format: 1,
    processId: 'fake',
    name: { zh: '样例', en: 'Sample' },
    elements: {},
    flows: {},
    messageNames: [],
    limits: [],
    forms: [],
  },
  environment: { hash: 'e', calendar: { zone: 'Asia/Shanghai', opening: [], years: [] }, decisions: new Map() },
  expressions: new Map(),
};

/** Packages that know one version with the process `fake`. */
export const FAKE_PACKAGES: Packages = {
  programFor: async (processId, hash) => (processId === 'fake' && hash === HASH ? PROGRAM : undefined),
  packageByHash: async (hash) => (hash === HASH ? PACKAGE : undefined),
  closure: async (hash) => (hash === HASH ? [PACKAGE] : []),
  activePackage: async (key) => (key === 'fake' ? PACKAGE : undefined),
  activeKeys: async () => ['fake'],
  versions: async () => [],
  check: async () => ({ ok: true, problems: [] }),
  publish: async () => ({ ok: false, problems: [] }),
  activate: async () => false,
};
