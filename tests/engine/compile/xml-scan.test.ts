import { expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { SaxesParser } from 'saxes';
import { scanXml } from '../../../engine/compile/xml-scan.js';

/** A document with everything that XML has and we read. */
const SEEDS = [
  `<?xml version="1.0"?>\n<!-- c --><a xmlns="u" xmlns:p="v"><p:b x="1" p:y='2 &amp; "3"'>t &#20013; <![CDATA[ <raw> ]]></p:b><?pi some?><c/></a>\n`,
  '<a>\r\n<b c="x\ty"/>]]&gt;</a>',
  '<p:a xmlns:p="x" p:b="1" b="2"></p:a>',
];
const PIECES = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '=',
    '/',
    '!',
    '?',
    '-',
    '--',
    '[',
    ']',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '&lt;',
    '&#0;',
  ],
  ...['&#x41;', '&x;', ' ', '\n', '\r', '\u0001', '中', 'a', 'p:', 'x:y:z', '<a/>', '<?xml version="1.0"?>', '1', '.'],
  ...['xmlns=""', 'xmlns:p="q"', '\uFFFE', '</a>', 'b="1" b="2"'],
];

interface Read {
  readonly good: boolean;
  readonly seen: readonly string[];
}

/** Elements, attributes and texts in the order of the document; neighbouring texts count as one. */
function recorder(): { seen: string[]; add: (kind: string, value: string) => void } {
  const seen: string[] = [];
  const add = (kind: string, value: string): void => {
    const last = seen.at(-1);
    if (kind === 'text' && last?.startsWith('text ')) seen[seen.length - 1] = last + value;
    else if (kind !== 'text' || value !== '') seen.push(`${kind} ${value}`);
  };
  return { seen, add };
}

function ours(xml: string): Read {
  const { seen, add } = recorder();
  const { problems } = scanXml(xml, {
    open: ({ uri, local, attributes }) =>
      add('open', JSON.stringify([uri, local, attributes.map((one) => [one.uri, one.local, one.value])])),
    close: () => add('close', ''),
    text: (text) => add('text', text),
  });
  return { good: problems.length === 0, seen };
}

function saxes(xml: string): Read {
  const { seen, add } = recorder();
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  const fail = (): never => {
    throw new Error('refused');
  };
  const text = (value: string): void => (depth > 0 ? add('text', value) : undefined);
  parser.on('error', fail);
  parser.on('doctype', fail);
  parser.on('opentag', ({ uri, local, attributes }) => {
    depth += 1;
    // Namespaces in XML 1.0 (section 4): what follows the colon is a name of its own; saxes lets it begin with `-` or a digit.
    if ([local, ...Object.values(attributes).map((one) => one.local)].some((name) => /^[-.0-9\u00b7]/.test(name)))
      fail();
    add('open', JSON.stringify([uri, local, Object.values(attributes).map((one) => [one.uri, one.local, one.value])]));
  });
  parser.on('closetag', () => {
    depth -= 1;
    add('close', '');
  });
  parser.on('text', text);
  parser.on('cdata', text);
  try {
    parser.write(xml).close();
    return { good: true, seen };
  } catch {
    return { good: false, seen };
  }
}

test('the scanner accepts, refuses and reads damaged documents as saxes does', () => {
  const edit = fc.record({ at: fc.nat(400), cut: fc.nat(4), piece: fc.constantFrom('', ...PIECES) });
  fc.assert(
    fc.property(fc.constantFrom(...SEEDS), fc.array(edit, { minLength: 0, maxLength: 3 }), (seed, edits) => {
      const xml = edits.reduce(
        (text, { at, cut, piece }) => text.slice(0, at % text.length) + piece + text.slice((at % text.length) + cut),
        seed,
      );
      const [mine, theirs] = [ours(xml), saxes(xml)];
      expect([xml, mine.good]).toEqual([xml, theirs.good]);
      if (mine.good) expect(mine.seen).toEqual(theirs.seen);
    }),
    { numRuns: 3_000 },
  );
});
