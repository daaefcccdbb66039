import type { Text } from './text.js';

/**
 * One executable BPMN process as plain JSON: what `compile` makes and what can be stored. Expressions are FEEL source text without
 * the leading `=`; `link` turns them into closures. Elements refer to each other by id.
 */
export interface ProcessPlan {
  readonly format: 1;
  readonly processId: string;
  readonly name: Text;
  /** All flow nodes at every depth, by id. */
  readonly elements: Readonly<Record<string, ElementPlan>>;
  /** All sequence flows at every depth, by id. */
  readonly flows: Readonly<Record<string, FlowPlan>>;
  /** Messages that the process catches or throws, by name. */
  readonly messageNames: readonly string[];
  /** Time limits of the whole process. */
  readonly limits: readonly TimeLimitPlan[];
  /** Form access entries of the process: documents every task of it shows beside its own. */
  readonly forms: readonly FormAccessPlan[];
  /** `yizhan:suspendStopsClock`: time limits stand still while the case is suspended. */
  readonly suspendStopsClock?: boolean;
  /** The highest behaviour flag there was when it was compiled (`core/behaviour-flags.ts`); absent: 0. */
  readonly behaviour?: number;
  readonly correlation?: CorrelationPlan;
  /** Properties and data objects of the process: variables of it, by name (BPMN 2.0.2, 10.4.1). */
  readonly properties?: readonly string[];
  readonly dataObjects?: readonly string[];
  /** Jobs that are done before its first element and before it ends. */
  readonly listeners?: readonly ListenerPlan[];
  /** Who may use which operation on the instance and its work items, where the model says so; other operations follow the engine's table. */
  readonly operations?: readonly OperationRulePlan[];
}

/**
 * `yizhan:operation`: who may use an operation. `who` holds role keys and the words `holder`, `candidate`, `starter`, `anyone`, `nobody`;
 * an actor who fits one of them may. `period` (ms) is the shortest time between two nudges.
 */
export interface OperationRulePlan {
  readonly name: string;
  readonly who: readonly string[];
  readonly period?: number;
}

/** A sequence flow. */
export interface FlowPlan {
  readonly id: string;
  readonly sourceId: string;
  readonly targetId: string;
  readonly condition?: string;
}

/** FEEL source, or a constant. A string in the model with a leading `=` is an expression, without it a constant. */
export type ValuePlan =
  { readonly kind: 'constant'; readonly value: string } | { readonly kind: 'feel'; readonly source: string };

/** What all flow nodes share. */
export interface ElementHead {
  readonly id: string;
  readonly name: Text;
  /** Enclosing sub-process; absent: the process itself. */
  readonly parentId?: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  readonly defaultFlowId?: string;
  /** Boundary events attached to it. */
  readonly boundaryIds: readonly string[];
  /** `yizhan:status` */
  readonly caseStatus?: string;
  readonly limits: readonly TimeLimitPlan[];
  readonly clock: readonly ClockPlan[];
  readonly inputs: readonly MappingPlan[];
  readonly outputs: readonly MappingPlan[];
  readonly loop?: LoopPlan;
  /** The compensation handler attached by a boundary compensation event. */
  readonly compensationHandlerId?: string;
  /** It is such a handler: never entered by a flow. */
  readonly isForCompensation: boolean;
  /** Tokens that must have arrived before it begins, and that leave by each flow behind it; absent: 1 (BPMN 2.0.2, 10.3). */
  readonly startQuantity?: number;
  readonly completionQuantity?: number;
  readonly data?: DataPlan;
  /** Jobs that are done before and after its own work, in their order. */
  readonly listeners?: readonly ListenerPlan[];
}

/**
 * `zeebe:executionListener` or `zeebe:taskListener`: a job that the element waits for. `start` and `end` belong to any element, the others
 * to user tasks.
 */
export interface ListenerPlan {
  readonly eventType: ListenerEventType;
  readonly jobType: ValuePlan;
  readonly retries: number;
}

export type ListenerEventType = 'start' | 'end' | 'creating' | 'assigning' | 'completing';

/**
 * Data of an activity (BPMN 2.0.2, 10.4). Data associations are compiled into `inputs` and `outputs`: data objects, stores and
 * properties are variables of the same name. What remains is when they are there.
 */
export interface DataPlan {
  /** The activity begins with the first of these sets that is complete, and waits until there is one. Absent: at once. */
  readonly inputSets?: readonly InputSetPlan[];
  /** Its result must hold the values of one of these sets, by name of the data output. Absent: anything will do. */
  readonly outputSets?: readonly (readonly string[])[];
  /** Data objects and properties that live in this sub-process, by name. */
  readonly locals?: readonly string[];
  /** Data states its completion sets. */
  readonly states?: readonly DataStatePlan[];
}

/** An input set is complete when all these variables have a value, and these data objects are in these states. */
export interface InputSetPlan {
  readonly variables: readonly string[];
  readonly states?: readonly DataStatePlan[];
}

/** A data object (variable name) and the name of a state of it (`bpmn:dataState`). */
export interface DataStatePlan {
  readonly variable: string;
  readonly state: string;
}

export interface MappingPlan {
  readonly source: string;
  /** Variable name, or a dotted path into a context. */
  readonly target: string;
}

/** Multi-instance by collection or cardinality, or a standard loop (BPMN 2.0.2, 10.3.8). */
export interface LoopPlan {
  readonly mode: 'parallel' | 'sequential' | 'standard';
  readonly collection?: string;
  readonly cardinality?: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  /** A variable of each instance for the value that `outputElement` reads (`bpmn:outputDataItem`). */
  readonly outputItem?: string;
  readonly completionCondition?: string;
  /** When a multi-instance throws events; absent: never (`All`). */
  readonly behaviour?: LoopBehaviourPlan;
  /** Of a standard loop: while it holds there is another turn. Judged before the first turn, too, with `testBefore`. */
  readonly condition?: string;
  readonly testBefore?: boolean;
  /** Of a standard loop: most turns. */
  readonly maximum?: number;
}

/** Events of a multi-instance: at each (`None`) or the first (`One`) completion of an instance, or where a condition holds then. */
export type LoopBehaviourPlan =
  | { readonly kind: 'none' | 'one'; readonly event: EventPlan }
  | { readonly kind: 'complex'; readonly definitions: readonly LoopEventPlan[] };

/** `bpmn:complexBehaviorDefinition`. */
export interface LoopEventPlan {
  readonly condition: string;
  readonly event: EventPlan;
}

/** `yizhan:timeLimit`; `legal` and `promised` are numbers or FEEL that gives one. */
export interface TimeLimitPlan {
  readonly key: string;
  readonly legal?: ValuePlan;
  readonly promised?: ValuePlan;
  readonly unit: 'wd' | 'cd' | 'serviceHour';
  readonly from: 'T0' | 'entry';
  /** Case statuses in which it stands still, or FEEL that gives them when the limit is made. */
  readonly pausedIn: readonly string[] | Extract<ValuePlan, { kind: 'feel' }>;
}

/** `yizhan:clock`: acts on the case clock when the element completes. `at` is FEEL that gives an ISO instant or ms. */
export interface ClockPlan {
  readonly action: 'start' | 'stop' | 'extend';
  readonly limitKey?: string;
  readonly at?: string;
  readonly amount?: string;
}

/** `yizhan:formAccess` of one form at one node. */
export interface FormAccessPlan {
  /** Form id, constant or FEEL (`=caseForm`). */
  readonly form: ValuePlan;
  /** Access of fields without an entry of their own or of an ancestor; absent: such a field is a Problem at deploy. */
  readonly fallback?: FieldAccess;
  readonly fields: readonly FieldEntryPlan[];
  /** FEEL giving a list of JSON Pointers that are writable in addition. */
  readonly writable?: string;
  /** Check the whole document against the full schema here. */
  readonly complete: boolean;
  /** JSON Pointer of the signature list of a joint form. */
  readonly joint?: string;
}

export type FieldAccess = 'hidden' | 'read' | 'write' | 'append';

export interface FieldEntryPlan {
  /** JSON Pointer with `*` for array items. */
  readonly path: string;
  readonly access: FieldAccess;
  readonly required?: boolean;
}

/** When a timer fires. `unit` absent: `value` gives an ISO 8601 duration, date or cycle; else a number of units from `from` (default: entry). */
export interface TimerPlan {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly value: ValuePlan;
  readonly unit?: 'wd' | 'cd' | 'serviceHour';
  readonly from?: string;
  readonly endOf: 'office' | 'applicant';
  /** `yizhan:workingTime`: days are working days, hours and minutes are those in which the office is open. */
  readonly workingTime?: true;
  /** `yizhan:catchUp` of a cycle: what becomes of turns that nobody was there for; absent: one of them is made up for. */
  readonly catchUp?: 'all' | 'skip';
}

export interface MessagePlan {
  readonly name: string;
  /** FEEL; absent for a start event of a process (no key). */
  readonly correlationKey?: string;
  /** `yizhan:oncePerKey` of a start event: no second instance starts while one that began with the same key is active. */
  readonly oncePerKey?: true;
}

/**
 * Correlation keys of a process (BPMN 2.0.2, 8.4.2). A key is a list of properties; `retrievals` says by message name how a property is
 * read from a message, `bindings` by key id how it is read from the data of the process. All expressions are FEEL.
 */
export interface CorrelationPlan {
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly retrievals: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bindings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What an event waits for or does. */
export type EventPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'timer'; readonly timer: TimerPlan }
  | { readonly kind: 'message'; readonly message: MessagePlan }
  | { readonly kind: 'error'; readonly errorCode?: string }
  | { readonly kind: 'escalation'; readonly escalationCode?: string }
  | {
      readonly kind: 'compensation';
      readonly activityId?: string;
      /** The thrower goes on at once; the handlers run beside it. */
      readonly waitForCompletion?: false;
    }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'signal'; readonly name: string }
  | { readonly kind: 'link'; readonly name: string }
  | { readonly kind: 'conditional'; readonly condition: string }
  | { readonly kind: 'cancel' }
  /** `parallel`: a catching event waits for all of its events, otherwise for any one; a throwing event throws all of them. */
  | { readonly kind: 'multiple'; readonly parallel: boolean; readonly events: readonly EventPlan[] };

export interface StartEventPlan extends ElementHead {
  readonly type: 'startEvent';
  readonly event: EventPlan;
  /** Only in an event sub-process. */
  readonly interrupting: boolean;
  readonly form?: UserFormPlan;
}
export interface EndEventPlan extends ElementHead {
  readonly type: 'endEvent';
  readonly event: EventPlan;
}
export interface IntermediateCatchEventPlan extends ElementHead {
  readonly type: 'intermediateCatchEvent';
  readonly event: EventPlan;
}
export interface IntermediateThrowEventPlan extends ElementHead {
  readonly type: 'intermediateThrowEvent';
  readonly event: EventPlan;
}
export interface BoundaryEventPlan extends ElementHead {
  readonly type: 'boundaryEvent';
  readonly attachedToId: string;
  readonly interrupting: boolean;
  readonly event: EventPlan;
}
export interface UserFormPlan {
  readonly formId?: ValuePlan;
  readonly access: readonly FormAccessPlan[];
}
export interface UserTaskPlan extends ElementHead {
  readonly type: 'userTask';
  readonly form: UserFormPlan;
  readonly assignee?: ValuePlan;
  readonly candidateUsers?: ValuePlan;
  readonly candidateGroups?: ValuePlan;
  readonly priority?: ValuePlan;
  readonly dueDate?: ValuePlan;
  readonly followUpDate?: ValuePlan;
  /** Element ids or paths (`accept`, `accept/examine`) whose performers may neither claim nor complete this. */
  readonly notSameUserAs: readonly string[];
  /** How several people decide it together; absent: one person completes it. */
  readonly policy?: ApprovalPolicyPlan;
  /** As `ProcessPlan.operations`, for this task alone; comes before those of the process. */
  readonly operations?: readonly OperationRulePlan[];
}

/** 会签 all, 或签 any, 依次 in turn, 票签 weighted votes. */
export type ApprovalMode = 'all' | 'any' | 'inTurn' | 'vote';

/** What is done without asking: the person counts as approving or refusing, or the task goes to `escalateTo`. */
export type AutomaticAnswer = 'pass' | 'refuse' | 'escalate';

/** `yizhan:approval`: how several people decide one user task together. */
export interface ApprovalPolicyPlan {
  readonly mode: ApprovalMode;
  /**
   * Gives the approvers: user ids, `role:<key>`, or contexts `{user | role, weight, secondWeight}` with whole numbers (weight 1 and
   * second weight 0 unless said). Absent: assignee and candidates of the task, each candidate group one approver.
   */
  readonly approvers?: ValuePlan;
  /** `end`: a refusal decides (with `any`: the first answer). `goOn`: the others are asked all the same. Not for `vote`. */
  readonly refusal: 'end' | 'goOn';
  /** `vote` only: ends as soon as no later vote can change the outcome. */
  readonly earlyFinish: boolean;
  /** `vote` only: all must hold. */
  readonly thresholds: readonly ThresholdPlan[];
  /** Users and `role:<key>` whose refusal alone decides. */
  readonly veto?: ValuePlan;
  /** FEEL over the submitted variables: "approve", "refuse", "abstain", true or false. Absent: the command says it. */
  readonly decision?: string;
  /** FEEL over the submitted variables: the opinion as text. */
  readonly opinion?: string;
  /** Variable that gets "approved" or "refused". */
  readonly outcome: string;
  /** Variable that gets the list of votes, in the order of the approvers. */
  readonly results?: string;
  /** Variable that gets the final tally. */
  readonly tally?: string;
  /** What happens to an approver who already agreed at a step of `previous` (absent: at any other step with a policy). */
  readonly sameApprover: 'ask' | 'pass';
  readonly previous?: readonly string[];
  readonly emptyApprover: AutomaticAnswer | 'incident';
  readonly applicantIsApprover: AutomaticAnswer | 'ask';
  /** FEEL giving the applicant's user id; absent: `case.applicantId`, else the starter. */
  readonly applicant?: string;
  /** What happens at the due date of the task, or when the lamp of its time limit shows this colour. `count`: the votes there are decide. */
  readonly timeUp?: {
    readonly action: AutomaticAnswer | 'count' | 'remind';
    readonly at: 'due' | 'yellow' | 'red' | 'black';
  };
  /** `role:<key>` or a user id. */
  readonly escalateTo?: ValuePlan;
}

/**
 * A share that must be reached: `quorum` by the votes cast (of all), `approval` by those in favour, of the votes cast (`present`) or of
 * `all`. It holds when part x denominator >= numerator x whole, or > where `strict`: never by division.
 */
export interface ThresholdPlan {
  readonly of: 'quorum' | 'approval';
  readonly base: 'all' | 'present';
  readonly weight: 'first' | 'second';
  readonly numerator: number;
  readonly denominator: number;
  readonly strict: boolean;
}
export interface ServiceTaskPlan extends ElementHead {
  readonly type: 'serviceTask' | 'sendTask';
  /** A job; absent for a send task that throws a message. */
  readonly job?: {
    readonly jobType: ValuePlan;
    readonly retries: number;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly message?: MessagePlan;
}
export interface ReceiveTaskPlan extends ElementHead {
  readonly type: 'receiveTask';
  readonly message: MessagePlan;
  /** Its message starts the process. */
  readonly instantiate?: boolean;
}
export interface ScriptTaskPlan extends ElementHead {
  readonly type: 'scriptTask';
  readonly expression: string;
  readonly resultVariable?: string;
}
export interface BusinessRuleTaskPlan extends ElementHead {
  readonly type: 'businessRuleTask';
  readonly decisionId: ValuePlan;
  readonly resultVariable: string;
}
export interface CallActivityPlan extends ElementHead {
  readonly type: 'callActivity';
  readonly processId: ValuePlan;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}
export interface SubProcessPlan extends ElementHead {
  readonly type: 'subProcess' | 'transaction';
  readonly triggeredByEvent: boolean;
}
export interface AdHocSubProcessPlan extends ElementHead {
  readonly type: 'adHocSubProcess';
  readonly ordering: 'parallel' | 'sequential';
  /** Judged after each inner activity; absent: complete when each activity without incoming flow has been carried out. */
  readonly completionCondition?: string;
  readonly cancelRemainingInstances: boolean;
}
/** An undefined or a manual task: nothing the engine does or waits for. */
export interface PlainTaskPlan extends ElementHead {
  readonly type: 'task' | 'manualTask';
}
export interface GatewayPlan extends ElementHead {
  readonly type: 'exclusiveGateway' | 'parallelGateway' | 'inclusiveGateway';
}
export interface ComplexGatewayPlan extends ElementHead {
  readonly type: 'complexGateway';
  /** FEEL over the variables and `activationCount`; absent: one token is enough. */
  readonly activationCondition?: string;
}

/** `instantiate`: it starts the process; `parallel`: then all of its events must come, not just the first. */
export interface EventBasedGatewayPlan extends ElementHead {
  readonly type: 'eventBasedGateway';
  readonly instantiate: boolean;
  readonly parallel: boolean;
}

/** A flow node, by BPMN element. The registry of the engine has one behaviour for each `type`. */
export type ElementPlan =
  | StartEventPlan
  | EndEventPlan
  | IntermediateCatchEventPlan
  | IntermediateThrowEventPlan
  | BoundaryEventPlan
  | UserTaskPlan
  | ServiceTaskPlan
  | ReceiveTaskPlan
  | ScriptTaskPlan
  | BusinessRuleTaskPlan
  | CallActivityPlan
  | SubProcessPlan
  | AdHocSubProcessPlan
  | PlainTaskPlan
  | GatewayPlan
  | ComplexGatewayPlan
  | EventBasedGatewayPlan;

export type ElementType = ElementPlan['type'];
