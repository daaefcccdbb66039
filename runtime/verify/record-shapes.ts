import type { StoreRecord } from '../seams/store.js';
import type { CollectionName } from '../store/collections.js';

type Kind = 'text' | 'whole' | 'number' | 'list' | 'object' | 'any' | readonly (string | number)[];
type Shape = Readonly<Record<string, Kind>>;

const STATUSES = ['active', 'completed', 'failed', 'terminated', 'cancelled'];
const FACTS: Shape = { caseNumber: 'text', service: 'text', orgPath: 'text' };
const OF_INSTANCE: Shape = { instanceId: 'text', rootId: 'text' };

/** Members every record of a collection has, with their kind. */
export const SHAPES: Readonly<Partial<Record<CollectionName, Shape>>> = Object.freeze({
  instances: {
    revision: 'whole',
    processId: 'text',
    packageHash: 'text',
    rootId: 'text',
    callPath: 'list',
    status: STATUSES,
    startCommandId: 'text',
    recent: 'list',
    pending: [0, 1],
    createdAt: 'whole',
    updatedAt: 'whole',
    state: 'object',
    history: 'list',
    effects: 'list',
    sum: 'text',
  },
  worklist: {
    ...OF_INSTANCE,
    ...FACTS,
    srcSeq: 'whole',
    packageHash: 'text',
    processId: 'text',
    workItemId: 'text',
    elementId: 'text',
    path: 'text',
    name: 'object',
    state: ['ready', 'claimed', 'delegated', 'suspended'],
    candidateUsers: 'list',
    candidateGroups: 'list',
    priority: 'number',
    createdAt: 'whole',
    caseStatus: 'text',
    searchText: 'list',
    limits: 'list',
    clock: 'object',
  },
  cases: {
    ...FACTS,
    srcSeq: 'whole',
    packageHash: 'text',
    processId: 'text',
    title: 'object',
    caseStatus: 'text',
    instanceStatus: STATUSES,
    submittedAt: 'whole',
    updatedAt: 'whole',
    searchText: 'list',
  },
  history: {
    ...OF_INSTANCE,
    seq: 'whole',
    revision: 'whole',
    at: 'whole',
    commandId: 'text',
    commandType: 'text',
    actorId: 'text',
    processId: 'text',
    events: 'list',
    sum: 'text',
  },
  incidents: { ...OF_INSTANCE, ...FACTS, srcSeq: 'whole', incident: 'object', message: 'any', raisedAt: 'whole' },
  jobs: {
    ...OF_INSTANCE,
    kind: ['job', 'timer'],
    srcSeq: 'whole',
    state: ['due', 'leased', 'dead'],
    dueAt: 'number',
    attempts: 'number',
    fence: 'whole',
    packageHash: 'text',
    jobId: 'text',
    elementId: 'text',
    type: 'text',
    variables: 'object',
    headers: 'object',
    retries: 'whole',
    createdAt: 'whole',
  },
  subscriptions: {
    ...OF_INSTANCE,
    srcSeq: 'whole',
    subscriptionId: 'text',
    messageName: 'text',
    correlationKey: 'text',
    openedAt: 'whole',
  },
  messages: {
    messageName: 'text',
    correlationKey: 'text',
    state: ['new', 'buffered', 'claimed', 'held', 'consumed', 'expired'],
    publishedAt: 'whole',
    expiresAt: 'whole',
    actor: 'any',
    variables: 'any',
  },
  commands: { at: 'whole' },
  kept: { instanceId: 'text', commandId: 'text', keptAt: 'whole', turn: 'number', actor: 'any', body: 'any' },
});

const fits = (value: unknown, kind: Kind): boolean => {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'whole':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
    case 'number':
      return typeof value === 'number';
    case 'list':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'any':
      return value !== undefined;
    default:
      return kind.some((one) => one === value);
  }
};

/** Members of a record that are missing or of the wrong kind; empty for a collection without a known shape. */
export function misshapen(collection: CollectionName, record: StoreRecord): readonly string[] {
  const members = record as unknown as Readonly<Record<string, unknown>>;
  return Object.entries(SHAPES[collection] ?? {})
    .filter(([name, kind]) => !fits(members[name], kind))
    .map(([name]) => name);
}
