import type { ApiText } from './api-text.js';

/** A share: how many of how many. */
export interface Share {
  readonly n: number;
  readonly of: number;
}

/** The figures every process gives. Times in working days; null where nothing was measured. */
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
  /** Levels 3 to 5 among the ratings that count. */
  readonly satisfied: Share;
  /** Rated cases among the closed ones. */
  readonly participation: Share;
  readonly badFixed: Share;
}

/** One line of the table. */
export interface FigureGroup {
  readonly key: string;
  readonly label: ApiText;
  readonly figures: Figures;
}

/** The table with its sum. `isBehind`: more has changed than could be read now. */
export interface Statistics {
  readonly by: string;
  readonly from: string;
  readonly to: string;
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
  readonly corrections: number;
  readonly isRed: boolean;
  readonly isBlack: boolean;
}

/** A page of them. */
export interface FigureCases {
  readonly items: readonly FigureCase[];
  readonly total: number;
  readonly next: number | null;
}
