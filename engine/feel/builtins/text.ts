import { builtin, variant } from '../builtin.js';
import { charge, chargeList, chargeString } from '../budget.js';
import { truncated } from '../number.js';
import { matchesPattern, replacePattern, splitPattern } from '../regular-expression.js';
import type { FeelRun } from '../run.js';
import type { FeelNumber, FeelValue } from '../value.js';

/** Half of a character that takes two UTF-16 units; without one, units are characters. */
const SURROGATE = /[\ud800-\udfff]/;

/** The characters of a text: code points, not UTF-16 units (10.3.2.3.2). */
function characters(text: string, run: FeelRun): readonly string[] {
  charge(run, text.length >> 3);
  return Array.from(text);
}

function substring(run: FeelRun, text: string, start: FeelNumber, length: FeelNumber | undefined): string | undefined {
  const all = SURROGATE.test(text) ? characters(text, run) : text;
  const from = truncated(start);
  const count = length === undefined ? all.length : truncated(length);
  if (from === 0 || Math.abs(from) > all.length || count < 1) return undefined;
  const first = from > 0 ? from - 1 : all.length + from;
  const part = all.slice(first, first + count);
  return typeof part === 'string' ? part : part.join('');
}

function joined(run: FeelRun, list: readonly FeelValue[], delimiter = ''): string | undefined {
  const texts: string[] = [];
  let length = 0;
  charge(run, list.length);
  for (const item of list) {
    if (item === null) continue;
    if (typeof item !== 'string') return undefined;
    length += item.length + delimiter.length;
    chargeString(run, length);
    texts.push(item);
  }
  return texts.join(delimiter);
}

/** String functions (DMN 1.5, 10.3.4.3). */
export const TEXT = [
  builtin(
    'substring',
    variant(
      [
        ['string', 'string'],
        ['start position', 'number'],
        ['length?', 'number'],
      ],
      substring,
    ),
  ),
  builtin(
    'string length',
    variant([['string', 'string']], (run, text) => (SURROGATE.test(text) ? characters(text, run).length : text.length)),
  ),
  builtin(
    'upper case',
    variant([['string', 'string']], (run, text) => cased(run, text, text.toUpperCase())),
  ),
  builtin(
    'lower case',
    variant([['string', 'string']], (run, text) => cased(run, text, text.toLowerCase())),
  ),
  builtin(
    'substring before',
    variant(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      (_run, text, match) => {
        const at = text.indexOf(match);
        return at < 0 ? '' : text.slice(0, at);
      },
    ),
  ),
  builtin(
    'substring after',
    variant(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      (_run, text, match) => {
        const at = text.indexOf(match);
        return at < 0 ? '' : text.slice(at + match.length);
      },
    ),
  ),
  builtin(
    'replace',
    variant(
      [
        ['input', 'string'],
        ['pattern', 'string'],
        ['replacement', 'string'],
        ['flags??', 'string'],
      ],
      (run, input, pattern, replacement, flags) => replacePattern({ input, pattern, flags }, replacement, run),
    ),
  ),
  builtin(
    'contains',
    variant(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      (_run, text, match) => text.includes(match),
    ),
  ),
  builtin(
    'starts with',
    variant(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      (_run, text, match) => text.startsWith(match),
    ),
  ),
  builtin(
    'ends with',
    variant(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      (_run, text, match) => text.endsWith(match),
    ),
  ),
  builtin(
    'matches',
    variant(
      [
        ['input', 'string'],
        ['pattern', 'string'],
        ['flags??', 'string'],
      ],
      (run, input, pattern, flags) => matchesPattern({ input, pattern, flags }, run),
    ),
  ),
  builtin(
    'split',
    variant(
      [
        ['string', 'string'],
        ['delimiter', 'string'],
      ],
      (run, input, pattern) => {
        const parts = splitPattern({ input, pattern, flags: undefined }, run);
        if (parts) chargeList(run, parts.length);
        return parts;
      },
    ),
  ),
  builtin(
    'string join',
    variant(
      [
        ['list', 'list'],
        ['delimiter??', 'string'],
      ],
      joined,
    ),
  ),
];

function cased(run: FeelRun, text: string, result: string): string {
  charge(run, text.length >> 3);
  chargeString(run, result.length);
  return result;
}
