import type { InstanceState, JsonObject, JsonValue, TimeLimit } from '../../engine/index.js';
import type { CaseFacts, RunningLimits } from '../seams/records.js';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The `case` variable of the root scope; undefined when the instance was called without it. */
export function caseVariable(state: InstanceState): JsonObject | undefined {
  const value = state.scopes[state.rootScopeId]?.variables['case'];
  return isObject(value) ? value : undefined;
}

/** The facts that rows of a case repeat, from its `case` variable. */
export function factsOf(variable: JsonObject, service: string): CaseFacts {
  const applicantId = text(variable['applicantId']);
  const applicantName = text(variable['applicantName']);
  return {
    caseNumber: text(variable['number']) ?? '',
    service: text(variable['service']) ?? service,
    ...(applicantId === undefined ? {} : { applicantId }),
    ...(applicantName === undefined ? {} : { applicantName }),
    orgPath: text(variable['orgPath']) ?? '/',
  };
}

/** The facts of a case among the members of its row. */
export function factsIn({ caseNumber, service, applicantId, applicantName, orgPath }: CaseFacts): CaseFacts {
  return {
    caseNumber,
    service,
    ...(applicantId === undefined ? {} : { applicantId }),
    ...(applicantName === undefined ? {} : { applicantName }),
    orgPath,
  };
}

/** ms since the epoch of an ISO instant in a variable. */
export function instantIn(value: JsonValue | undefined): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const earliest = (limits: readonly TimeLimit[], of: (limit: TimeLimit) => number | undefined): number | undefined => {
  const instants = limits.map(of).filter((instant) => instant !== undefined);
  return instants.length === 0 ? undefined : Math.min(...instants);
};

/** Limits with the case clock, and the nearest instants among them. */
export function runningLimits(state: InstanceState, limits: readonly TimeLimit[]): RunningLimits {
  const promisedDueAt = earliest(limits, (limit) => limit.promisedDueAt);
  const legalDueAt = earliest(limits, (limit) => limit.legalDueAt);
  return {
    limits,
    clock: state.clock,
    ...(promisedDueAt === undefined ? {} : { promisedDueAt }),
    ...(legalDueAt === undefined ? {} : { legalDueAt }),
  };
}
