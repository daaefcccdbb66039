import type { JsonObject } from '../../../../engine/index.js';
import type { ApiText } from '../../shared/api-types.js';

/** A notice as staff see it. */
export interface OfficeNotice {
  readonly noticeId: string;
  readonly kind: string;
  readonly title: ApiText;
  readonly postedOn: string;
  readonly endsOn: string;
  readonly isOpen: boolean;
  readonly state: string;
  readonly caseNumber: string;
  readonly objections: number | null;
  readonly openObjections: number;
  readonly content?: readonly { readonly label: string; readonly value: string }[];
  readonly board: readonly { readonly label: string; readonly value: string }[];
  readonly photos: readonly JsonObject[];
}
