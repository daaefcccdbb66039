import { dataOf } from '../core/history-data.js';
import type { MatchedRules } from '../decision/explanation.js';
import type { HistoryRecord } from '../model/history.js';
import type { JsonValue } from '../model/json.js';

/** A decision that was asked in a simulation: where and when (ms since epoch, UTC), its result, and what it and those it required rested on. */
export interface DecisionTrace {
  readonly instanceId: string;
  readonly elementId: string;
  readonly at: number;
  readonly decisionId: string;
  readonly result: JsonValue;
  readonly rules: readonly MatchedRules[];
}

/** The decisions of a history, in its order. */
export function decisionTrace(history: readonly HistoryRecord[]): readonly DecisionTrace[] {
  return history.flatMap((event) => {
    if (event.type !== 'decisionEvaluated') return [];
    const { decisionId, result, rules } = dataOf<'decisionEvaluated'>(event);
    return [
      { instanceId: event.instanceId, elementId: event.elementId ?? '', at: event.at, decisionId, result, rules },
    ];
  });
}
