import type { JsonObject } from '../../engine/index.js';
import type { ApiText } from './api-text.js';

/** Part of the page on which people see what the office knows of them. */
export type MinePart = 'home' | 'shop';

/** Rows of one register that are about the person, masked, as `GET /api/mine` gives them. */
export interface MineGroup {
  readonly register: string;
  readonly part: MinePart;
  readonly title: ApiText;
  readonly schema: JsonObject;
  readonly english: JsonObject;
  /** Properties to show, in order. */
  readonly shown: readonly string[];
  /** The property by which a row is called. */
  readonly name: string;
  /** The day until which something is valid or due, where the register knows one. */
  readonly due?: string;
  readonly rows: readonly JsonObject[];
  /** Names of what rows refer to, by property and key. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same in English, where what is referred to has an English name. */
  readonly englishNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
