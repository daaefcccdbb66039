import type { ApiText } from './api-text.js';

/** A line of a notice, masked where it names a person. */
export interface NoticeLine {
  readonly label: string;
  readonly value: string;
}

/** A notice as the board shows it. Dates are `YYYY-MM-DD`. A notice that is over has no `content`. */
export interface BoardNotice {
  readonly noticeId: string;
  readonly kind: string;
  readonly title: ApiText;
  readonly audience: string;
  readonly community: string | null;
  readonly postedOn: string;
  readonly endsOn: string;
  readonly endedOn: string | null;
  readonly days: number;
  readonly unit: string;
  readonly places: readonly string[];
  /** It is shown now. */
  readonly isOpen: boolean;
  readonly outcome: string | null;
  readonly objections: number | null;
  readonly content?: readonly NoticeLine[];
}

/** A page of the board. */
export interface BoardPageView {
  readonly items: readonly BoardNotice[];
  readonly kinds: readonly string[];
  readonly nextCursor: string | null;
}

/** An objection as the person sees it who made it. */
export interface OwnObjection {
  readonly objectionNo: string;
  readonly noticeId: string;
  readonly receivedOn: string;
  readonly state: string;
  readonly facts: string;
  readonly answer: string | null;
  readonly answeredOn: string | null;
  readonly hasLetter: boolean;
}
