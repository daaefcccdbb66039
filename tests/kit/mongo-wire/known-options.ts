import { isDoc, type Doc } from './bson-order.js';
import { badValue, unknownHere, WireError } from './wire-error.js';

const EVERYWHERE = [
  'lsid',
  'txnNumber',
  '$db',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
  '$clusterTime',
  'comment',
];

/** Refuses an option that is not in the list. */
export function onlyOptions(command: Doc, name: string, options: readonly string[]): void {
  for (const option of Object.keys(command)) {
    if (option === name || options.includes(option) || EVERYWHERE.includes(option)) continue;
    throw unknownHere(`option ${option} of ${name}`);
  }
  checkReadConcern(command['readConcern']);
}

/** Refuses a field of a statement that is not in the list. */
export function onlyFields(statement: unknown, what: string, fields: readonly string[]): Doc {
  if (!isDoc(statement)) throw badValue(`${what} must be a document`);
  for (const field of Object.keys(statement))
    if (!fields.includes(field)) throw unknownHere(`field ${field} of ${what}`);
  return statement;
}

function checkReadConcern(concern: unknown): void {
  if (concern === undefined) return;
  const { level } = onlyFields(concern, 'readConcern', ['level']);
  if (level !== undefined && level !== 'local' && level !== 'majority')
    throw unknownHere(`readConcern ${String(level)}`);
}

/** What the write concern of a command asks for. */
export interface WriteConcern {
  readonly majority: boolean;
  readonly journal: boolean;
}

/** Reads a write concern; without one a single node acknowledges, as on a standalone server and in the worst of replica sets. */
export function writeConcernOf(command: Doc): WriteConcern {
  if (command['writeConcern'] === undefined) return { majority: false, journal: false };
  const concern = onlyFields(command['writeConcern'], 'writeConcern', ['w', 'j', 'wtimeout']);
  const { w, j } = concern;
  if (w === 0) throw unknownHere('unacknowledged writes (w: 0)');
  if (w !== undefined && w !== 'majority' && w !== 1)
    throw new WireError(100, 'UnsatisfiableWriteConcern', `not enough data-bearing nodes for w: ${String(w)}`);
  return { majority: w === 'majority', journal: j === true };
}

/** The document under a name, `{}` when it is absent. */
export function docOption(command: Doc, name: string): Doc {
  const value = command[name] ?? {};
  if (!isDoc(value)) throw badValue(`${name} must be a document`);
  return value;
}

/** The number under a name: a whole one, not below 0. */
export function countOption(command: Doc, name: string, otherwise: number): number {
  const value = command[name] ?? otherwise;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw badValue(`${name} must be a number that is not negative`);
  return value;
}

/** The text under a name. */
export function textOption(command: Doc, name: string): string {
  const value = command[name];
  if (typeof value !== 'string' || value === '') throw new WireError(73, 'InvalidNamespace', `${name} must be a name`);
  return value;
}

/** The list under a name. */
export function listOption(command: Doc, name: string): readonly unknown[] {
  const value = command[name];
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  return value;
}

/** The flag under a name. */
export function flagOption(command: Doc, name: string, otherwise = false): boolean {
  const value = command[name] ?? otherwise;
  if (typeof value !== 'boolean') throw badValue(`${name} must be true or false`);
  return value;
}

/** The sort order under a name. */
export function sortOption(command: Doc, name: string): readonly (readonly [string, 1 | -1])[] {
  return Object.entries(docOption(command, name)).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw unknownHere(`sort direction ${JSON.stringify(direction)}`);
    return [field, direction] as const;
  });
}
