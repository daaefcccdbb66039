import { utf8Length } from './utf8-length.js';
import { readAttributes } from './xml-attributes.js';
import { isXmlText, withoutReferences } from './xml-characters.js';
import type { XmlCursor } from './xml-cursor.js';
import { clip, lineOf, malformed, match, stop, StopScan, until } from './xml-cursor.js';
import { CLOSE, DECLARATION, INSTRUCTION, TAG, TAG_END } from './xml-grammar.js';
import { XML_LIMITS } from './xml-limits.js';
import type { Namespaces } from './xml-namespaces.js';
import { declared, elementNamespace, NO_NAMESPACES, resolved } from './xml-namespaces.js';
import type { XmlProblem, XmlSink } from './xml-parts.js';

/** `events`: how many elements and attributes were looked at, the measure of the work done. */
export interface XmlScan {
  readonly problems: readonly XmlProblem[];
  readonly events: number;
}

/** The elements that are open where the reader stands, how many there were so far, and who is told. */
interface Scan {
  readonly cursor: XmlCursor;
  readonly sink: XmlSink | undefined;
  readonly open: { readonly name: string; readonly namespaces: Namespaces }[];
  elements: number;
}

/**
 * Reads XML 1.0 in one pass, in time linear in its length, and stops at the first violation of `XML_LIMITS`, of well-formedness or of
 * namespaces (XML 1.0, Namespaces in XML 1.0). A DOCTYPE, and so every entity declaration, is refused; so is a file that was
 * decoded otherwise than it declares, which shows in replacement characters. Never throws.
 */
export function scanXml(source: string, sink?: XmlSink): XmlScan {
  const cursor: XmlCursor = { xml: normalised(source), at: 0, line: 1, counted: 0, events: 0 };
  try {
    if (source.length > XML_LIMITS.bytes || utf8Length(source) > XML_LIMITS.bytes) {
      stop(cursor, 'xml-size', '文件超过 2 MB', 'The file is larger than 2 MB');
    }
    scan({ cursor, sink, open: [], elements: 0 });
  } catch (error) {
    if (!(error instanceof StopScan)) throw error;
    return { problems: [error.problem], events: cursor.events };
  }
  return { problems: [], events: cursor.events };
}

function scan(one: Scan): void {
  const { cursor, open } = one;
  const { xml } = cursor;
  if (!isXmlText(xml)) malformed(cursor, '含有 XML 不允许的字符', 'it contains a character that XML does not allow');
  readDeclaration(cursor);
  while (cursor.at < xml.length) {
    if (xml.charCodeAt(cursor.at) !== 0x3c) readText(one);
    else if (xml.charCodeAt(cursor.at + 1) === 0x2f) readEndTag(one);
    else {
      const tag = match(cursor, TAG);
      if (tag) readStartTag(one, tag);
      else readOther(one);
    }
  }
  const last = open.at(-1);
  if (last) malformed(cursor, `元素 ${clip(last.name)} 没有结束标签`, `the element ${clip(last.name)} has no end tag`);
  if (one.elements === 0) malformed(cursor, '没有根元素', 'there is no root element');
}

function readDeclaration(cursor: XmlCursor): void {
  const found = match(cursor, DECLARATION);
  const encoding = found?.[1] ?? found?.[2];
  if (encoding === undefined || /^utf-8$/i.test(encoding) || !cursor.xml.includes('\uFFFD')) return;
  const zh = `请改用 UTF-8 编码（文件声明为 ${encoding}）`;
  stop(cursor, 'xml-encoding', zh, `Save the file as UTF-8 (it declares ${encoding})`);
}

function readStartTag(one: Scan, [, prefix = '', local = '']: RegExpExecArray): void {
  const { cursor, sink, open } = one;
  const { depth, elements: most } = XML_LIMITS;
  cursor.events += 1;
  one.elements += 1;
  if (open.length >= depth) {
    stop(cursor, 'xml-depth', `元素嵌套超过 ${depth} 层`, `Nested deeper than ${depth} elements`);
  }
  if (one.elements > most) stop(cursor, 'xml-elements', `元素超过 ${most} 个`, `More than ${most} elements`);
  const name = prefix === '' ? local : `${prefix}:${local}`;
  if (open.length === 0 && one.elements > 1) {
    malformed(cursor, '根元素不止一个', 'there is more than one root element');
  }
  const raw = readAttributes(cursor);
  const end =
    match(cursor, TAG_END) ??
    malformed(cursor, `元素 ${clip(name)} 的开始标签有误`, `the start tag of ${clip(name)} cannot be read`);
  const namespaces = declared(cursor, open.at(-1)?.namespaces ?? NO_NAMESPACES, raw);
  const attributes = resolved(cursor, namespaces, raw, name);
  const uri = elementNamespace(cursor, namespaces, prefix, name);
  sink?.open({ uri, local, name, attributes }, lineOf(cursor));
  if (end[1] === '/') sink?.close();
  else open.push({ name, namespaces });
}

function readEndTag({ cursor, sink, open }: Scan): void {
  const [, name = ''] = match(cursor, CLOSE) ?? malformed(cursor, '结束标签有误', 'an end tag cannot be read');
  if (open.pop()?.name !== name) {
    malformed(
      cursor,
      `结束标签 ${clip(name)} 与开始标签不对应`,
      `the end tag ${clip(name)} does not match a start tag`,
    );
  }
  sink?.close();
}

function readText({ cursor, sink, open }: Scan): void {
  const { xml, at } = cursor;
  const next = xml.indexOf('<', at);
  const raw = xml.slice(at, next < 0 ? xml.length : next);
  if (open.length === 0) {
    if (!/^[ \t\n]*$/.test(raw)) outsideText(cursor);
    cursor.at += raw.length;
    return;
  }
  if (raw.includes(']]>')) malformed(cursor, '文本中不允许出现 ]]>', ']]> is not allowed in a text');
  const plain = withoutReferences(raw);
  if (plain === undefined) {
    malformed(cursor, '文本中的 & 引用无法识别', 'a reference (&) in a text is unknown or unfinished');
  }
  cursor.at += raw.length;
  sink?.text(plain);
}

/** Comments, CDATA sections, processing instructions, and what is none of XML's markup. */
function readOther({ cursor, sink, open }: Scan): void {
  const { xml, at } = cursor;
  if (xml.startsWith('<!--', at)) {
    const comment = until(cursor, '-->', at + 4) ?? malformed(cursor, '注释没有结束', 'a comment has no end');
    if (comment.includes('--') || comment.endsWith('-')) {
      malformed(cursor, '注释中不允许出现 --', '-- is not allowed in a comment');
    }
  } else if (xml.startsWith('<![CDATA[', at)) {
    if (open.length === 0) outsideText(cursor);
    const data = until(cursor, ']]>', at + 9) ?? malformed(cursor, 'CDATA 区段没有结束', 'a CDATA section has no end');
    sink?.text(data);
  } else if (xml.startsWith('<!DOCTYPE', at)) {
    stop(cursor, 'xml-doctype', '不允许 DOCTYPE 与实体声明', 'DOCTYPE and entity declarations are not allowed');
  } else if (xml.startsWith('<?', at)) {
    const [, target = ''] =
      match(cursor, INSTRUCTION) ?? malformed(cursor, '处理指令有误', 'a processing instruction cannot be read');
    if (/^xml$/i.test(target)) {
      malformed(cursor, 'XML 声明不在文件开头', 'the XML declaration does not stand at the beginning of the file');
    }
    if (until(cursor, '?>', at + 2 + target.length) === undefined) {
      malformed(cursor, '处理指令没有结束', 'a processing instruction has no end');
    }
  } else malformed(cursor, '< 的位置有误', 'a < stands where no tag begins');
}

function outsideText(cursor: XmlCursor): never {
  return malformed(cursor, '根元素之外有文本', 'there is text outside of the root element');
}

/** The text without byte order mark and with line ends as XML 1.0 (2.11) wants them. */
function normalised(source: string): string {
  const xml = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
}
