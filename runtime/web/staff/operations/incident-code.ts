import { isTextKey } from '../texts/catalogue.js';
import type { Texts } from '../texts/use-texts.js';

/** The causes that have a name of their own, for a choice. */
export const INCIDENT_CODES = [
  'JOB_FAILED',
  'TIMER_FAILED',
  'CHILD_FAILED',
  'EXPRESSION_FAILED',
  'NO_FLOW',
  'NO_CANDIDATES',
  'LOOP_BUDGET',
  'CALL_DEPTH',
  'DECISION_UNKNOWN',
  'ERROR_UNCAUGHT',
  'CANCEL_UNCAUGHT',
  'DEADLOCK',
] as const;

/** What a cause is called. */
export function codeName(code: string | undefined, { t }: Pick<Texts, 't'>): string {
  const key = `incidents.code.${code ?? 'other'}`;
  return isTextKey(key) ? t(key) : t('incidents.code.other');
}
