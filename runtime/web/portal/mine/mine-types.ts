import type { JsonObject } from '../../../../engine/index.js';
import type { ApiText } from '../../shared/api-types.js';

/** Rows of one register about the person, as `GET /api/mine` gives them. */
export interface MineGroup {
  readonly register: string;
  readonly part: 'home' | 'shop';
  readonly title: ApiText;
  readonly schema: JsonObject;
  readonly english: JsonObject;
  readonly shown: readonly string[];
  readonly name: string;
  readonly due?: string;
  readonly rows: readonly JsonObject[];
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
