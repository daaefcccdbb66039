import { describe, expect, test } from '@jest/globals';
import { prescanXml } from '../../../engine/compile/xml-prescan.js';
import { scanXml } from '../../../engine/compile/xml-scan.js';

const rules = (xml: string): string[] => prescanXml(xml).map((problem) => problem.rule);
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

describe('the scan before the model parser', () => {
  test('accepts an ordinary document with a byte order mark, comments, CDATA and predefined entities', () => {
    expect(
      rules('\uFEFF<?xml version="1.0" encoding="utf-8"?><!-- a --><a b="1 &lt; 2"><![CDATA[<!DOCTYPE x>]]>&amp;</a>'),
    ).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'xml-doctype'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>', 'xml-doctype'],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml-doctype'],
    ['an entity without declaration', '<a>&other;</a>', 'xml-malformed'],
    [
      'a file decoded otherwise than it declares',
      '<?xml version="1.0" encoding="GB2312"?><a>\uFFFD</a>',
      'xml-encoding',
    ],
    ['65 levels', many(65, () => '<a>') + many(65, () => '</a>'), 'xml-depth'],
    ['20 001 elements', `<a>${many(20_000, () => '<b/>')}</a>`, 'xml-elements'],
    ['65 attributes', `<a ${many(65, (i) => `a${i}="" `)}/>`, 'xml-attributes'],
    ['an attribute twice', '<a b="1" b="2"/>', 'xml-duplicate-attribute'],
    ['an attribute twice by two prefixes', '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>', 'xml-malformed'],
    ['an attribute over 64 KB', `<a b="${'中'.repeat(22_000)}"/>`, 'xml-attribute-size'],
    ['more than 2 MB', `<a>${'中'.repeat(700_000)}</a>`, 'xml-size'],
    ['an end tag too few', '<a><b></a>', 'xml-malformed'],
    ['nothing', '', 'xml-malformed'],
    ['no XML', 'hello', 'xml-malformed'],
    ['a prefix without namespace', '<p:a/>', 'xml-malformed'],
    ['an attribute named __proto__ twice', '<a __proto__="1" __proto__="2"/>', 'xml-duplicate-attribute'],
  ])('refuses %s', (_name, xml, rule) => {
    expect(rules(xml)).toEqual([rule]);
  });

  test('stops at the first violation: 50 000 duplicate attributes cost two steps', () => {
    const scan = scanXml(`<a ${many(50_000, () => 'b="" ')}/>`);
    expect(scan.problems).toHaveLength(1);
    expect(scan.events).toBeLessThanOrEqual(3);
  });

  test('does not look at more elements than the limit', () => {
    expect(scanXml(`<a>${many(200_000, () => '<b/>')}</a>`).events).toBe(20_001);
    expect(scanXml(many(200_000, () => '<a>')).events).toBe(65);
  });

  test('says the line', () => {
    expect(prescanXml('<a>\n<b>\n</a>')[0]?.line).toBe(3);
  });
});
