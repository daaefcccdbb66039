import type {
  CaseRecord,
  CommandRecord,
  HistoryRow,
  IncidentRow,
  JobRecord,
  KeptCommand,
  MessageRecord,
  RegisterRecord,
  RegisterVersion,
  SubscriptionRow,
  WorklistRow,
} from '../seams/records.js';
import type { Collection, StoreRecord } from '../seams/store.js';

/**
 * How a collection is stored: its indexes (field lists, most selective use first) and whether `searchText` is indexed for full text. `guards`
 * are fields without an index that guarded writes compare; `lists` are fields that hold lists, found by their members (`has`).
 */
export interface CollectionSpec {
  readonly indexes: readonly (readonly string[])[];
  readonly guards?: readonly string[];
  readonly lists?: readonly string[];
  readonly search?: boolean;
}

/** Every collection of the office with its indexes: the only place where either is declared. `_id` needs none. */
export const COLLECTIONS = Object.freeze({
  accounts: { indexes: [['login']] },
  archive: { indexes: [['endedAt']] },
  audit: { indexes: [['at'], ['actorId', 'at'], ['caseId', 'at']] },
  batches: { indexes: [['state', 'dueAt'], ['state', 'leaseUntil'], ['phase', 'startedAt'], ['startedAt']] },
  batchItems: {
    indexes: [
      ['state', 'dueAt'],
      ['state', 'leaseUntil'],
      ['batchId', 'outcome'],
    ],
  },
  ballots: { indexes: [['voteId']] },
  ballotClaims: { indexes: [['voteId']] },
  blobs: { indexes: [['instanceId']] },
  cases: {
    indexes: [
      ['caseNumber'],
      ['applicantId', 'submittedAt'],
      ['orgPath', 'submittedAt'],
      ['service', 'caseStatus', 'submittedAt'],
      ['endedAt'],
      ['updatedAt'],
    ],
    search: true,
  },
  caseFacts: { indexes: [['month', 'gatheredAt']] },
  certificates: { indexes: [['certificateNo'], ['caseId'], ['verifyToken']] },
  commands: { indexes: [['at']] },
  config: { indexes: [['key', 'validFrom']] },
  documents: { indexes: [['caseId', 'issuedAt'], ['documentNo']] },
  drafts: { indexes: [['userId', 'savedAt']] },
  feed: { indexes: [['writer', 'tick'], ['at']] },
  feedWriters: { indexes: [['seenAt']] },
  files: { indexes: [['uploadedBy', 'uploadedAt'], ['caseId']] },
  history: {
    indexes: [
      ['rootId', 'at'],
      ['instanceId', 'seq'],
    ],
  },
  incidents: { indexes: [['instanceId'], ['rootId'], ['raisedAt']] },
  instances: { indexes: [['pending'], ['rootId'], ['parentId'], ['packageHash', 'status']], guards: ['revision'] },
  jobs: {
    indexes: [
      ['queue', 'state', 'dueAt'],
      ['queue', 'state', 'leaseUntil'],
      ['state', 'dueAt'],
      ['state', 'leaseUntil'],
      ['rootId', 'dueAt'],
      ['instanceId'],
    ],
  },
  marks: { indexes: [] },
  kept: { indexes: [['instanceId', 'keptAt', 'turn']] },
  messages: {
    indexes: [
      ['messageName', 'correlationKey', 'publishedAt'],
      ['heldFor', 'publishedAt'],
      ['state', 'expiresAt'],
    ],
  },
  notices: {
    indexes: [
      ['userId', 'sentAt'],
      ['caseId', 'sentAt'],
    ],
  },
  packageFiles: { indexes: [] },
  paperBallots: { indexes: [['voteId']] },
  packagePointers: { indexes: [] },
  packageVersions: { indexes: [['key', 'publishedAt']] },
  ratings: { indexes: [['caseId'], ['device', 'day']] },
  registerShapes: { indexes: [] },
  registerVersions: {
    indexes: [
      ['rowId', 'revision'],
      ['at', 'revision'],
    ],
  },
  registers: {
    indexes: [
      ['register', 'order'],
      ['register', 'orgPath', 'order'],
      ['register', 'f.a'],
      ['register', 'f.b'],
      ['register', 'f.c'],
      ['register', 'f.d'],
      ['register', 'k.a'],
      ['register', 'k.b'],
      ['register', 'k.c'],
      ['register', 'k.d'],
      ['register', 'values.uscc'],
      ['register', 'values.login'],
    ],
    search: true,
  },
  reservations: { indexes: [['rowId']] },
  secretBallots: { indexes: [['voteId']] },
  sequences: { indexes: [] },
  sessions: { indexes: [['userId'], ['expiresAt']] },
  sweeps: { indexes: [] },
  subscriptions: { indexes: [['messageName', 'correlationKey', 'openedAt'], ['instanceId']] },
  hooks: { indexes: [] },
  signals: { indexes: [['state', 'publishedAt']] },
  signalPages: { indexes: [] },
  startMarks: { indexes: [] },
  startPlaces: { indexes: [['kind', 'name'], ['packageKey']] },
  startTimers: { indexes: [['state', 'dueAt'], ['state', 'leaseUntil'], ['packageKey']] },
  conditionMarks: { indexes: [] },
  calendars: { indexes: [] },
  calendarWalks: {
    indexes: [
      ['state', 'dueAt'],
      ['state', 'leaseUntil'],
    ],
  },
  workers: { indexes: [['createdAt']] },
  votes: { indexes: [['estateId'], ['orgPath', 'closesAt']] },
  voteCheckpoints: { indexes: [['voteId']] },
  voteClassKeys: { indexes: [['voteId']] },
  voteCredentials: { indexes: [['voteId', 'klass', 'state']] },
  voteKeyHolders: { indexes: [['voteId']] },
  voteUnits: { indexes: [['voteId', 'tokenHash'], ['owners']] },
  voteProxies: { indexes: [['voteId', 'agent'], ['agent']] },
  worklist: {
    indexes: [
      ['assignee', 'createdAt'],
      ['state', 'createdAt'],
      ['orgPath', 'createdAt'],
      ['rootId'],
      ['promisedDueAt'],
      ['state', 'promisedDueAt'],
    ],
    lists: ['candidateGroups', 'candidateUsers'],
    search: true,
  },
} as const satisfies Record<string, CollectionSpec>);

/** Names of all collections. */
export type CollectionName = keyof typeof COLLECTIONS;

/** The typed handle of a declared collection. */
export function collection<T extends StoreRecord>(name: CollectionName): Collection<T> {
  return Object.freeze({ name });
}

/** How a collection is declared; undefined for an unknown name. */
export function specOf(name: string): CollectionSpec | undefined {
  return Object.hasOwn(COLLECTIONS, name) ? COLLECTIONS[name as CollectionName] : undefined;
}

/** Open work items. */
export const WORKLIST = collection<WorklistRow>('worklist');
/** Cases, one per root instance. */
export const CASES = collection<CaseRecord>('cases');
/** History of all instances, a row for each command, append-only. */
export const HISTORY = collection<HistoryRow>('history');
/** Open incidents. */
export const INCIDENTS = collection<IncidentRow>('incidents');
/** Jobs and timers. */
export const JOBS = collection<JobRecord>('jobs');
/** Commands kept for suspended instances. */
export const KEPT = collection<KeptCommand>('kept');
/** Waiting subscriptions of messages and signals. */
export const SUBSCRIPTIONS = collection<SubscriptionRow>('subscriptions');
/** Messages, delivered or waiting. */
export const MESSAGES = collection<MessageRecord>('messages');
/** Commands of people and creating requests, to answer repetitions. */
export const COMMANDS = collection<CommandRecord>('commands');
/** Rows of all registers. */
export const REGISTERS = collection<RegisterRecord>('registers');
/** Former and present versions of register rows, append-only. */
export const REGISTER_VERSIONS = collection<RegisterVersion>('registerVersions');
