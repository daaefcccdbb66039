import {
  dateOf,
  deadline,
  type CalendarData,
  type CompiledPackage,
  type JsonObject,
  type ValuePlan,
} from '../../engine/index.js';
import type { CompiledFeel } from '../../engine/index.js';

/**
 * The date by which the office promises the decision: the longest limit of the service's process that counts from acceptance, counted
 * from `from` (ms since the epoch). Undefined when the process promises nothing. ISO date.
 */
export function expectedDate(input: {
  readonly active: CompiledPackage;
  readonly processId: string;
  readonly expressions: ReadonlyMap<string, CompiledFeel>;
  readonly config: JsonObject;
  readonly calendar: CalendarData;
  readonly from: number;
}): string | undefined {
  const { active, processId, expressions, config, calendar, from } = input;
  const plan = active.plans.get(processId);
  if (plan === undefined) return undefined;
  const limits = [...plan.limits, ...Object.values(plan.elements).flatMap((element) => element.limits)];
  const dates = limits
    .filter((limit) => limit.from === 'T0')
    .flatMap((limit) => {
      const amount = numberOf(limit.promised ?? limit.legal, expressions, config);
      if (amount === undefined) return [];
      const due = deadline({ cal: calendar, from, amount, unit: limit.unit, kind: 'office' });
      return [dateOf(calendar, due.dueAt - 1)];
    });
  return dates.sort().at(-1);
}

function numberOf(
  value: ValuePlan | undefined,
  expressions: ReadonlyMap<string, CompiledFeel>,
  config: JsonObject,
): number | undefined {
  if (value === undefined) return undefined;
  const result = value.kind === 'constant' ? Number(value.value) : evaluated(expressions.get(value.source), config);
  return typeof result === 'number' && Number.isFinite(result) && result >= 0 ? result : undefined;
}

function evaluated(feel: CompiledFeel | undefined, config: JsonObject): unknown {
  const outcome = feel?.evaluate({}, { config });
  return outcome?.ok === true ? outcome.value : undefined;
}
