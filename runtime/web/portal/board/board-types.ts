import type { ApiText } from '../../shared/api-types.js';

/** A notice as the server gives it; one that is over has no content. */
export interface BoardNotice {
  readonly noticeId: string;
  readonly kind: string;
  readonly title: ApiText;
  readonly audience: string;
  readonly postedOn: string;
  readonly endsOn: string;
  readonly endedOn: string | null;
  readonly days: number;
  readonly unit: string;
  readonly places: readonly string[];
  readonly isOpen: boolean;
  readonly outcome: string | null;
  readonly objections: number | null;
  readonly content?: readonly { readonly label: string; readonly value: string }[];
}

/** A page of the board. */
export interface BoardPageView {
  readonly items: readonly BoardNotice[];
  readonly kinds: readonly string[];
  readonly nextCursor: string | null;
}

/** An objection of the person. */
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
