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
}

export interface MappingPlan {
  readonly source: string;
  /** Variable name, or a dotted path into a context. */
  readonly target: string;
}

/** Multi-instance by collection or cardinality. */
export interface LoopPlan {
  readonly mode: 'parallel' | 'sequential';
  readonly collection?: string;
  readonly cardinality?: string;
  readonly inputElement?: string;
  readonly outputCollection?: string;
  readonly outputElement?: string;
  readonly completionCondition?: string;
}

/** `yizhan:timeLimit`; `legal` and `promised` are numbers or FEEL that gives one. */
export interface TimeLimitPlan {
  readonly key: string;
  readonly legal?: ValuePlan;
  readonly promised?: ValuePlan;
  readonly unit: 'wd' | 'cd' | 'serviceHour';
  readonly from: 'T0' | 'entry';
  readonly pausedIn: readonly string[];
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
  /** JSON Pointer of the signature list of a joint form (`decisions.md` 10). */
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
}

export interface MessagePlan {
  readonly name: string;
  /** FEEL; absent for a start event of a process (no key). */
  readonly correlationKey?: string;
}

/** What an event waits for or does. */
export type EventPlan =
  | { readonly kind: 'none' }
  | { readonly kind: 'timer'; readonly timer: TimerPlan }
  | { readonly kind: 'message'; readonly message: MessagePlan }
  | { readonly kind: 'error'; readonly errorCode?: string }
  | { readonly kind: 'escalation'; readonly escalationCode?: string }
  | { readonly kind: 'compensation'; readonly activityId?: string }
  | { readonly kind: 'terminate' };

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
  /** Element ids or paths (`accept`, `accept/examine`) whose performers may neither claim nor complete this. */
  readonly notSameUserAs: readonly string[];
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
  readonly type: 'subProcess';
  readonly triggeredByEvent: boolean;
}
export interface GatewayPlan extends ElementHead {
  readonly type: 'exclusiveGateway' | 'parallelGateway';
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
  | GatewayPlan;

export type ElementType = ElementPlan['type'];
