import type {
  Incident,
  InstanceStatus,
  JsonObject,
  JsonValue,
  Text,
  TimeLimit,
  CaseClock,
  WorkItem,
} from '../../engine/index.js';
import type { Claimable, Scalar, StoreRecord } from './store.js';

/** A record written from an instance; `srcSeq` orders versions of the row (the instance's revision, or the effect's number). */
export interface ProjectionRecord extends StoreRecord {
  readonly srcSeq: number;
}

/** Time limits and the case clock, so that lamps can be computed when read (`lampAt`). */
export interface RunningLimits {
  readonly limits: readonly TimeLimit[];
  readonly clock: CaseClock;
  /** The nearest instants among the limits, ms since the epoch. */
  readonly promisedDueAt?: number;
  readonly legalDueAt?: number;
}

/** Facts of the case that its rows repeat. */
export interface CaseFacts {
  readonly caseNumber: string;
  /** Package key of the service. */
  readonly service: string;
  readonly applicantId?: string;
  readonly applicantName?: string;
  readonly orgPath: string;
}

/** An open work item (`_id` = `<instanceId>:<w1>`); rows of closed items disappear. */
export interface WorklistRow extends ProjectionRecord, RunningLimits, CaseFacts {
  readonly instanceId: string;
  readonly rootId: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly workItemId: string;
  readonly elementId: string;
  /** `call/element`: the call activities on the way from the root, then the task. */
  readonly path: string;
  readonly name: Text;
  readonly state: WorkItem['state'];
  readonly formId?: string;
  readonly assignee?: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly priority: number;
  readonly createdAt: number;
  readonly claimedAt?: number;
  readonly dueAt?: number;
  readonly caseStatus: string;
  readonly searchText: readonly string[];
}

/** A case: the root of a call tree (`_id` = root instance id). */
export interface CaseRecord extends ProjectionRecord, RunningLimits, CaseFacts {
  readonly packageHash: string;
  readonly processId: string;
  readonly title: Text;
  readonly caseStatus: string;
  readonly instanceStatus: InstanceStatus;
  readonly endEventId?: string;
  readonly channel?: string;
  readonly submittedAt: number;
  readonly receivedAt?: number;
  readonly endedAt?: number;
  readonly updatedAt: number;
  /** Blind index (`case-query-code`) of the code printed on the receipt. */
  readonly queryIndex?: string;
  readonly searchText: readonly string[];
}

/** What the rows of a command's history repeat: the command, and where it was carried out. */
export interface HistoryHead {
  readonly instanceId: string;
  readonly rootId: string;
  readonly processId: string;
  readonly revision: number;
  readonly at: number;
  readonly commandId: string;
  readonly commandType: string;
  readonly actorId: string;
}

/** One fact of a command; `data` is sealed with bond `instanceId`. */
export interface HistoryFact {
  readonly seq: number;
  readonly type: string;
  readonly elementId?: string;
  readonly data: JsonValue;
}

/**
 * The facts of one command (`_id` = `<instanceId>:<seq of the first>`), in several rows when there are very many. `historyRecords` takes a
 * row apart.
 */
export interface HistoryRow extends StoreRecord, HistoryHead {
  readonly seq: number;
  readonly events: readonly HistoryFact[];
  /** Code over the plain facts of this row and the link of the row before (`history-chain.ts`). */
  readonly chain?: string;
  /** Checksum of the rest of the row. */
  readonly sum?: string;
}

/** One history event (`_id` = `<instanceId>:<seq>`) with the command it belongs to, as readers see it. */
export interface HistoryRecord extends StoreRecord, HistoryHead, HistoryFact {}

/** An open incident (`_id` = `<instanceId>:<i1>`). `message` may be sealed with bond `instanceId`. */
export interface IncidentRow extends ProjectionRecord, CaseFacts {
  readonly instanceId: string;
  readonly rootId: string;
  readonly processId: string;
  readonly packageHash: string;
  readonly incident: Omit<Incident, 'message'>;
  readonly message: JsonValue;
  readonly raisedAt: number;
}

/** A job or timer to carry out (`_id` = `<instanceId>:<j1|m1>`). `variables` are sealed with bond `instanceId`. */
export interface JobRecord extends Claimable, ProjectionRecord {
  readonly kind: 'job' | 'timer';
  readonly instanceId: string;
  readonly rootId: string;
  readonly packageHash: string;
  readonly jobId: string;
  readonly elementId: string;
  readonly type: string;
  readonly variables: JsonValue;
  readonly headers: Readonly<Record<string, string>>;
  readonly retries: number;
  readonly createdAt: number;
  /** It waits for its suspended instance, and is due at the latest at `dueAt`. */
  readonly resting?: boolean;
  /** Attempts that came to an end, well or not; the others were never heard of again. */
  readonly ended?: number;
  /** Its type, when it waits for a worker outside of this program. */
  readonly queue?: string;
  /** Somebody was told that no worker has come for it. */
  readonly warned?: boolean;
}

/** An instance that waits for a message or for signals of a name (`_id` = `<instanceId>:<b1>`). */
export interface SubscriptionRow extends ProjectionRecord {
  readonly instanceId: string;
  readonly rootId: string;
  readonly subscriptionId: string;
  /** Absent: a message. */
  readonly kind?: 'signal';
  readonly messageName: string;
  readonly correlationKey: string;
  readonly openedAt: number;
}

/** What a message begins: decided once, before the instance is there. */
export interface Beginning {
  readonly instanceId: string;
  readonly packageHash: string;
  readonly processId: string;
  readonly startEventId: string;
  readonly startPart?: number;
  /** Ids of marks that the instance must hold. */
  readonly marks: readonly string[];
}

/**
 * A message on its way. `variables` are sealed with bond `_id`. It is delivered to at most one subscription; `held`: the instance that
 * takes it (`heldFor`) is suspended.
 */
export interface MessageRecord extends StoreRecord {
  readonly messageName: string;
  readonly correlationKey: string;
  /** Values of the correlation keys it carries; `keyed` when there are any. */
  readonly keys?: readonly string[];
  readonly keyed?: boolean;
  readonly state: 'new' | 'buffered' | 'claimed' | 'held' | 'consumed' | 'expired';
  readonly heldFor?: string;
  /** The subscription row it goes to, or `begins`. */
  readonly claimedBy: string | null;
  /** The instance it begins, decided when it was claimed for it. */
  readonly begins?: Beginning;
  /** False: it is for who waits, and begins nothing. */
  readonly mayBegin?: false;
  /** The instance that sent it. */
  readonly thrownBy?: string;
  readonly publishedAt: number;
  readonly expiresAt: number;
  readonly actor: JsonValue;
  readonly variables: JsonValue;
}

/** A command that a suspended instance gets when it goes on; `body` is sealed with bond `instanceId`. `turn` orders those of one instant. */
export interface KeptCommand extends StoreRecord {
  readonly instanceId: string;
  readonly commandId: string;
  readonly keptAt: number;
  readonly turn: number;
  readonly actor: JsonValue;
  readonly body: JsonValue;
}

/** The first answer of a command or of a creating request, kept to answer repetitions. */
export interface CommandRecord extends StoreRecord {
  readonly at: number;
  readonly instanceId?: string;
  readonly revision?: number;
  /** SHA-256 of the request, when the same key must mean the same request. */
  readonly requestHash?: string;
  /** What was decided before anything was written: ids, numbers, codes. Sealed with bond `_id`. */
  readonly plan?: JsonValue;
}

/** A row of a register (`_id` = `<register>:<key>`); `values` are sealed with bond `_id`, `blind` holds blind indexes of sealed values. */
export interface RegisterRecord extends StoreRecord {
  readonly register: string;
  readonly key: string;
  readonly revision: number;
  readonly values: JsonObject;
  readonly blind: Readonly<Record<string, string>>;
  readonly recent: readonly string[];
  /** Where the row lies in the org tree. */
  readonly orgPath: string;
  /** Values of the properties that filter the list, and sort keys of those that order it, in the order the definition names them. */
  readonly f: Readonly<Record<string, Scalar>>;
  readonly k: Readonly<Record<string, Scalar>>;
  /** Order of arrival: rows are listed by it. */
  readonly order: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly searchText: readonly string[];
}

/** One version of a register row (`_id` = `<register>:<key>@<revision>`), sealed with the bond of its row. */
export interface RegisterVersion extends StoreRecord {
  readonly register: string;
  readonly key: string;
  readonly rowId: string;
  readonly revision: number;
  readonly at: number;
  readonly by: string;
  readonly commandId: string;
  readonly values: JsonValue;
}
