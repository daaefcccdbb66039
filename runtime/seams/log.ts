import type { JsonObject } from '../../engine/index.js';

/** The structured log. `event` is a stable kebab-case key; `facts` hold ids and counts, never personal data. */
export interface Log {
  info(event: string, facts?: JsonObject): void;
  warn(event: string, facts?: JsonObject): void;
  error(event: string, facts?: JsonObject, cause?: unknown): void;
}
