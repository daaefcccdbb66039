import type { ApiText } from '../../shared/api-types.js';

/** A share: how many of how many. */
export interface Share {
  readonly n: number;
  readonly of: number;
}

/** Figures of some cases, as the server counts them. */
export interface Figures {
  readonly received: number;
  readonly accepted: number;
  readonly inHand: number;
  readonly closed: number;
  readonly onTimePromised: Share;
  readonly onTimeLegal: Share;
  readonly meanDays: number | null;
  readonly p90Days: number | null;
  readonly firstTime: Share;
  readonly correctionsPerCase: number | null;
  readonly online: Share;
  readonly zeroVisit: Share;
  readonly rejected: Share;
  readonly overdue: number;
  readonly ratings: number;
  readonly satisfied: Share;
  readonly participation: Share;
  readonly badFixed: Share;
}

/** A line of the table. */
export interface FigureGroup {
  readonly key: string;
  readonly label: ApiText;
  readonly figures: Figures;
}

/** The table with its sum. */
export interface Statistics {
  readonly total: Figures;
  readonly groups: readonly FigureGroup[];
  readonly reasons: readonly { readonly label: ApiText; readonly n: number }[];
  readonly services: readonly { readonly key: string; readonly title: ApiText }[];
  readonly communities: readonly { readonly key: string; readonly title: ApiText }[];
  readonly isBehind: boolean;
}

/** A case behind a figure. */
export interface FigureCase {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly title: ApiText;
  readonly applicant: string;
  readonly statusText: ApiText;
  readonly receivedOn: string;
  readonly workingDays: number | null;
  readonly isRed: boolean;
  readonly isBlack: boolean;
}

/** A page of them. */
export interface FigureCases {
  readonly items: readonly FigureCase[];
  readonly total: number;
  readonly next: number | null;
}

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
