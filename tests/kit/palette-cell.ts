import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '../../engine/model/json.js';

/** One thing a cell does to the running processes; members beside the first are options of it. */
export type CellStep =
  | { readonly start: string; readonly variables?: JsonObject }
  /** `as`: the only role of the person who does it; without it whoever may. */
  | { readonly complete: string; readonly variables?: JsonObject; readonly as?: string }
  /** Starts an activity of an ad-hoc sub-process. */
  | { readonly activity: string; readonly variables?: JsonObject }
  /** Adds an instance to a multi-instance activity. */
  | { readonly instance: string; readonly item: JsonValue; readonly place?: number }
  | { readonly message: string; readonly key?: string; readonly variables?: JsonObject }
  | { readonly signal: string; readonly variables?: JsonObject }
  | { readonly advance: string }
  | { readonly job: string; readonly variables?: JsonObject; readonly error?: string; readonly fail?: string }
  | { readonly set: JsonObject }
  | { readonly resolve: string; readonly variables?: JsonObject };

/** What is switched off to see that the cell notices: the behaviour of an element, or a trigger at a position. */
export interface CellOff {
  readonly element?: string;
  readonly event?: string;
  readonly position?: string;
  /** A moment at which listeners are asked. */
  readonly listener?: string;
  /** What the element does instead: `pass` completes at once (the default), `rest` keeps its token for ever. */
  readonly as?: 'pass' | 'rest';
}

/** A cell of the palette: a BPMN file, what is done to it, and the trace that must come out. */
export interface Cell {
  readonly name: string;
  readonly xml: string;
  /** Decisions that the process asks: `<name>.dmn`. */
  readonly dmn?: string;
  readonly title: string;
  readonly clause: string;
  readonly off: CellOff;
  readonly variables?: JsonObject;
  readonly steps: readonly CellStep[];
  /** `entered id`, `completed id`, `cancelled id` of all instances, as they happened. */
  readonly trace: readonly string[];
  /** Status of the first instance. */
  readonly end: string;
  readonly variablesAfter?: JsonObject;
  /** Codes of the incidents that are open at the end. */
  readonly incidents?: readonly string[];
  /** Status of every instance, in the order of their starts. */
  readonly instances?: readonly string[];
}

const MEMBERS = 'title clause off variables steps trace end variablesAfter incidents instances'.split(' ');

/** Every cell of a folder: pairs `<name>.bpmn` and `<name>.json`, by name; `others` are files that are none. Throws for a file without its partner or a member nobody reads. */
export function readCells(folder: string, others: readonly string[] = []): readonly Cell[] {
  const files = readdirSync(folder).filter((file) => /\.(bpmn|json)$/.test(file) && !others.includes(file));
  const names = [...new Set(files.map((file) => file.replace(/\.(bpmn|json)$/, '')))].sort();
  return names.map((name): Cell => {
    const xml = readFileSync(join(folder, `${name}.bpmn`), 'utf8');
    const cell = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Omit<Cell, 'name' | 'xml' | 'dmn'>;
    const strange = Object.keys(cell).filter((member) => !MEMBERS.includes(member));
    if (strange.length > 0) throw new Error(`${name}.json: unknown ${strange.join(', ')}`);
    const decisions = join(folder, `${name}.dmn`);
    return { ...cell, name, xml, ...(existsSync(decisions) ? { dmn: readFileSync(decisions, 'utf8') } : {}) };
  });
}
