import { badValue, unknownHere } from './wire-error.js';

/** A document as the server holds it: numbers are JavaScript numbers, dates, binaries and object ids are those of the driver. */
export type Doc = Record<string, unknown>;

/** Whether a value is an embedded document: no array, no date, no BSON type of its own. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    !(value instanceof Date) && !(value instanceof RegExp) && !(value instanceof Uint8Array) && !hasBsonType(value)
  );
}

const hasBsonType = (value: object): value is { readonly _bsontype: string } => '_bsontype' in value;

const RANK = {
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  regex: 50,
} as const;

/** The place of a value's type in MongoDB's order of types; an absent field counts as null. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'undefined':
      return RANK.null;
    case 'number':
      return RANK.number;
    case 'string':
      return RANK.string;
    case 'boolean':
      return RANK.boolean;
    case 'object':
      return value === null ? RANK.null : rankOfObject(value);
    default:
      throw unknownHere(`values of type ${typeof value}`);
  }
}

function rankOfObject(value: object): number {
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof RegExp) return RANK.regex;
  if (value instanceof Uint8Array) return RANK.binary;
  if (!hasBsonType(value)) return RANK.object;
  if (value._bsontype === 'Binary') return RANK.binary;
  if (value._bsontype === 'ObjectId') return RANK.objectId;
  throw unknownHere(`values of BSON type ${value._bsontype}`);
}

const bytes = new DataView(new ArrayBuffer(8));

function numberKey(value: number): string {
  if (Number.isNaN(value)) return '\0\0\0\0';
  bytes.setFloat64(0, value === 0 ? 0 : value);
  const negative = (bytes.getUint8(0) & 0x80) !== 0;
  let key = '';
  for (let at = 0; at < 8; at += 2) {
    const unit = bytes.getUint16(at);
    key += String.fromCharCode(negative ? ~unit & 0xffff : at === 0 ? unit ^ 0x8000 : unit);
  }
  return key;
}

// MongoDB orders strings by UTF-8 bytes, that is by code points: surrogates move behind the rest of the first plane.
const byCodePoint = (text: string): string =>
  /[\ud800-\uffff]/.test(text)
    ? text.replace(/[\ud800-\uffff]/g, (unit) => {
        const code = unit.charCodeAt(0);
        return String.fromCharCode(code >= 0xe000 ? code - 0x800 : code + 0x2000);
      })
    : text;

/** The beginning of the key of every string that starts with `prefix`. */
export function prefixKey(prefix: string): string {
  return String.fromCharCode(RANK.string) + textPart(prefix);
}

const textPart = (text: string): string => {
  const ordered = byCodePoint(text);
  return ordered.includes('\0') ? ordered.replaceAll('\0', '\0\u0001') : ordered;
};

const textKey = (text: string): string => `${textPart(text)}\0\0`;

const binaryBytes = (value: unknown): { readonly type: number; readonly data: Uint8Array } => {
  if (value instanceof Uint8Array) return { type: 0, data: value };
  const binary = value as { readonly sub_type: number; readonly buffer: Uint8Array; readonly position: number };
  return { type: binary.sub_type, data: binary.buffer.subarray(0, binary.position) };
};

/**
 * A string for each value such that the order of the strings (by code units) is MongoDB's order of the values, equality included. No key is
 * the beginning of another one, so keys of several fields can be put one behind the other.
 */
export function keyOf(value: unknown): string {
  const rank = rankOf(value);
  const head = String.fromCharCode(rank);
  switch (rank) {
    case RANK.null:
      return head;
    case RANK.number:
      return head + numberKey(value as number);
    case RANK.string:
      return head + textKey(value as string);
    case RANK.boolean:
      return head + (value === true ? '\u0001' : '\0');
    case RANK.date:
      return head + numberKey((value as Date).getTime());
    case RANK.objectId:
      return head + (value as { toHexString(): string }).toHexString();
    case RANK.binary: {
      const { type, data } = binaryBytes(value);
      return head + numberKey(data.length) + String.fromCharCode(type) + textKey(Buffer.from(data).toString('latin1'));
    }
    case RANK.regex:
      return head + textKey((value as RegExp).source) + textKey((value as RegExp).flags);
    case RANK.array:
      return `${head}${(value as unknown[]).map(keyOf).join('')}\0`;
    default: {
      const fields = Object.entries(value as Doc);
      return `${head}${fields.map(([name, one]) => `${keyOf(one)[0] ?? ''}${textKey(name)}${keyOf(one)}`).join('')}\0`;
    }
  }
}

/** Negative, zero or positive, by MongoDB's order. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b || 0;
  const left = keyOf(a);
  const right = keyOf(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Equality as in a filter: numbers by value, documents field by field in order, null equals an absent field. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => sameValue(one, b[at]));
  if (isDoc(a) && isDoc(b)) {
    const names = Object.keys(a);
    const others = Object.keys(b);
    return (
      names.length === others.length && names.every((name, at) => name === others[at] && sameValue(a[name], b[name]))
    );
  }
  return rankOf(a) === rankOf(b) && keyOf(a) === keyOf(b);
}

/** The parts of a dotted path. Refuses positional operators and empty parts. */
export function pathParts(path: string): readonly string[] {
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw badValue(`the path '${path}' has an empty part`);
    if (part.startsWith('$')) throw unknownHere(`positional path '${path}'`);
  }
  return parts;
}

/** Own member of a document, never one of its prototype. */
export function memberOf(doc: Doc, name: string): unknown {
  return Object.hasOwn(doc, name) ? doc[name] : undefined;
}

/** Sets an own member, whatever its name. */
export function setMember(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else doc[name] = value;
}

/** A shallow copy, own members only. */
export function copyDoc(doc: Doc): Doc {
  const copy: Doc = {};
  for (const name of Object.keys(doc)) setMember(copy, name, doc[name]);
  return copy;
}
