import { compare } from './compare.js';
import { knownNames } from './known-names.js';
import { parse } from './parse.js';
import type { Node } from './syntax.js';
import { parseDate, parseDateTime, parseDuration, parseTime } from './temporal-text.js';
import type { FeelRange, FeelValue } from './value.js';
import { FEEL } from './value.js';

const NAMES = knownNames(['date and time']);
const READERS: Readonly<Record<string, (text: string) => FeelValue | undefined>> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
};

/** A range without a lower or upper limit has nothing there and is open on that side: `(..21]`, `[18..)`. */
const NO_LOW = /^(\s*[(\]])\s*(?=\.\.)/;
const NO_HIGH = /(\.\.)\s*(?=[)[]\s*$)/;

/**
 * The range of a text such as `[18..21)` (10.3.4.9, range): ends are literals, or date and time functions of a literal, and one of them
 * may be absent. Undefined for anything else, for ends of different kinds and for a start after the end.
 */
export function parseRange(source: string): FeelRange | undefined {
  if (source.length > 1000) return undefined;
  const limits = [!NO_LOW.test(source), !NO_HIGH.test(source)];
  const text = source.replace(NO_LOW, '$1null').replace(NO_HIGH, '$1null');
  const parsed = parse(text, 'expression', NAMES, {});
  if (!parsed.ok || parsed.node.kind !== 'range' || parsed.node.test !== undefined) return undefined;
  const { low, high, lowIncluded, highIncluded } = parsed.node;
  const [from, to] = [endOf(low), endOf(high)];
  if (from === undefined || to === undefined || (from === null && to === null)) return undefined;
  if (from === null || to === null) {
    const open = from === null ? !lowIncluded : !highIncluded;
    const [first, last] = [limits[0] === true ? from : undefined, limits[1] === true ? to : undefined];
    return open ? { [FEEL]: 'range', low: first, high: last, lowIncluded, highIncluded } : undefined;
  }
  const order = compare(from, to);
  return order === null || order > 0 ? undefined : { [FEEL]: 'range', low: from, high: to, lowIncluded, highIncluded };
}

function endOf(node: Node | undefined): FeelValue | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'number' || node.kind === 'at') return node.value;
  if (node.kind === 'constant') return typeof node.value === 'boolean' ? undefined : node.value;
  if (node.kind !== 'call' || node.callee.kind !== 'name' || node.args.length !== 1) return undefined;
  const [arg] = node.args;
  const read = Object.hasOwn(READERS, node.callee.name) ? READERS[node.callee.name] : undefined;
  return arg?.kind === 'constant' && typeof arg.value === 'string' ? read?.(arg.value) : undefined;
}
