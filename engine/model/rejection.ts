import type { JsonValue } from './json.js';

/** A value a command refused to be applied with. Never thrown. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly detail?: JsonValue;
}

/** Why a command does not apply. One table in the runtime maps codes to HTTP and to zh/en texts. */
export type RejectionCode =
  | 'INSTANCE_EXISTS'
  | 'INSTANCE_NOT_FOUND'
  | 'INSTANCE_ENDED'
  | 'START_EVENT_UNKNOWN'
  | 'WORK_ITEM_GONE'
  | 'ALREADY_CLAIMED'
  | 'NOT_CLAIMED'
  | 'NOT_ASSIGNEE'
  | 'NOT_CANDIDATE'
  | 'SEPARATION_OF_DUTIES'
  | 'JOB_GONE'
  | 'TIMER_GONE'
  | 'TIMER_NOT_DUE'
  | 'SUBSCRIPTION_GONE'
  | 'CALL_GONE'
  | 'INCIDENT_GONE'
  | 'SCOPE_GONE'
  | 'ACTIVITY_NOT_ENABLED'
  | 'NOT_ALLOWED'
  | 'STAND_IN_INVALID'
  | 'ALREADY_VOTED'
  | 'APPLICANT_IS_APPROVER'
  | 'VOTE_NEEDED'
  | 'VOTE_INVALID'
  | 'ALREADY_HELD'
  | 'NOT_DELEGATED'
  | 'APPROVER_GONE'
  | 'LAST_APPROVER'
  | 'NUDGED_LATELY'
  | 'NO_HOLDER'
  | 'QUESTION_GONE'
  | 'BAD_VALUE'
  | 'REASON_NEEDED'
  | 'SUSPENDED'
  | 'NOT_SUSPENDED'
  | 'ELEMENT_UNKNOWN'
  | 'TOKEN_GONE'
  | 'SCOPE_AMBIGUOUS'
  | 'NOT_EARLIER'
  | 'TARGET_IN_LOOP'
  | 'TARGET_NOT_A_STEP'
  | 'ALREADY_ACTED'
  | 'COMPENSATING'
  | 'NOTHING_TO_RESTORE'
  | 'STATE_MOVED'
  | 'INSTANCE_ACTIVE'
  | 'PLAN_MISMATCH'
  | 'MIGRATION_REFUSED'
  | 'LISTENER_PENDING';
