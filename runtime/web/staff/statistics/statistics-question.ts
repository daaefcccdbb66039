/** What is asked for. Months as `2026-03`. */
export interface StatisticsQuestion {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly service: string;
  readonly community: string;
}

/** The question as an address carries it. */
export function questionText(question: StatisticsQuestion, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...question, ...more }).filter(([, value]) => value !== '');
  return new URLSearchParams(given).toString();
}
