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

/**
 * The range of a text such as `[18..21)` (10.3.4.9, range): ends are literals, or date and time functions of a literal. Undefined for
 * anything else, for ends of different kinds and for a start after the end.
 */
export function parseRange(text: string): FeelRange | undefined {
  if (text.length > 1000) return undefined;
  const parsed = parse(text, 'expression', NAMES, {});
  if (!parsed.ok || parsed.node.kind !== 'range' || parsed.node.test !== undefined) return undefined;
  const { low, high, lowIncluded, highIncluded } = parsed.node;
  const [from, to] = [endOf(low), endOf(high)];
  if (from === undefined || to === undefined || (from === null && to === null)) return undefined;
  if (from === null || to === null) {
    const open = from === null ? !lowIncluded : !highIncluded;
    return open ? { [FEEL]: 'range', low: from, high: to, lowIncluded, highIncluded } : undefined;
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
