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

  test.each<[xml: string, zh: string, en: string]>([
    ['<a>&other;</a>', '文本中的 & 引用无法识别', 'a reference (&) in a text is unknown or unfinished'],
    ['<a>]]></a>', '文本中不允许出现 ]]>', ']]> is not allowed in a text'],
    ['<a b="&other;"/>', '属性 b 中的 & 引用无法识别', 'a reference (&) in the attribute b is unknown or unfinished'],
    ['<a>\u0001</a>', '含有 XML 不允许的字符', 'it contains a character that XML does not allow'],
    ['<a xmlns:p=""/>', '命名空间声明 xmlns:p 不合规范', 'the namespace declaration xmlns:p is not allowed'],
    ['<p:a/>', 'p:a 的前缀没有声明命名空间', 'no namespace is declared for the prefix of p:a'],
    ['<xmlns:a/>', '元素名 xmlns:a 不允许使用', 'an element cannot be called xmlns:a'],
    [
      '<a xmlns:p="urn:x" xmlns:q="urn:x" p:b="1" q:b="2"/>',
      '元素 a 的同一属性出现两次',
      'an attribute of a is given twice',
    ],
    ['<a b=1/>', '元素 a 的开始标签有误', 'the start tag of a cannot be read'],
    ['<a/><b/>', '根元素不止一个', 'there is more than one root element'],
    ['<a></ a>', '结束标签有误', 'an end tag cannot be read'],
    ['<a><b></a>', '结束标签 a 与开始标签不对应', 'the end tag a does not match a start tag'],
    ['<a><b></b>', '元素 a 没有结束标签', 'the element a has no end tag'],
    ['', '没有根元素', 'there is no root element'],
    ['hello', '根元素之外有文本', 'there is text outside of the root element'],
    ['<![CDATA[x]]><a/>', '根元素之外有文本', 'there is text outside of the root element'],
    ['<a><![CDATA[x</a>', 'CDATA 区段没有结束', 'a CDATA section has no end'],
    ['<a><!-- x</a>', '注释没有结束', 'a comment has no end'],
    ['<a><!-- x -- y --></a>', '注释中不允许出现 --', '-- is not allowed in a comment'],
    ['<a><?1 x?></a>', '处理指令有误', 'a processing instruction cannot be read'],
    ['<a><?pi x</a>', '处理指令没有结束', 'a processing instruction has no end'],
    [
      '<a/><?xml version="1.0"?>',
      'XML 声明不在文件开头',
      'the XML declaration does not stand at the beginning of the file',
    ],
    ['<a>< b/></a>', '< 的位置有误', 'a < stands where no tag begins'],
  ])('says in both languages what is wrong with %s', (xml, zh, en) => {
    expect(prescanXml(xml)[0]?.text).toEqual({ zh: `XML 格式错误：${zh}`, en: `Malformed XML: ${en}` });
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
