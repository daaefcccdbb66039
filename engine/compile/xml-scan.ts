import type { Problem } from '../model/problem.js';
import { XML, XMLNS } from './namespaces.js';
import { errorAt } from './problem-maker.js';
import { utf8Length } from './utf8-length.js';
import { isXmlText, withoutReferences } from './xml-characters.js';

/** Limits of an XML file of a package; anything beyond is refused before a model is built. */
export const XML_LIMITS = Object.freeze({
  bytes: 2 * 1024 * 1024,
  depth: 64,
  elements: 20_000,
  attributesPerElement: 64,
  attributeBytes: 64 * 1024,
});

/** Why an XML file is not read further. `line` counts from 1. */
export interface XmlProblem extends Problem {
  readonly severity: 'error';
}

/** One XML attribute with its namespace; `uri` is empty for an attribute without prefix. */
export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  /** As written, with its prefix. */
  readonly name: string;
  readonly value: string;
}

/** A start tag with resolved namespaces. */
export interface XmlTag {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
}

/** Receives the document while it is scanned. */
export interface XmlSink {
  readonly open: (tag: XmlTag, line: number) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
}

/** `events`: how many elements and attributes were looked at, the measure of the work done. */
export interface XmlScan {
  readonly problems: readonly XmlProblem[];
  readonly events: number;
}

/** Leaves the scan at the first violation: nothing after it is read. */
class StopScan extends Error {}

const START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff' +
  '\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
/** A name without colon (Namespaces in XML 1.0). */
const NAME = `[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`;
const TAG = new RegExp(`<(?:(${NAME}):)?(${NAME})`, 'uy');
const ATTRIBUTE = new RegExp(`[ \\t\\n]+(?:(${NAME}):)?(${NAME})[ \\t\\n]*=[ \\t\\n]*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const TAG_END = /[ \t\n]*(\/?)>/y;
const CLOSE = /<\/([^\s>]+)[ \t\n]*>/y;
const INSTRUCTION = new RegExp(`<\\?(${NAME})[ \\t\\n?]`, 'uy');
const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/y;

type Namespaces = ReadonlyMap<string, string>;

const NO_NAMESPACES: Namespaces = new Map([['xml', XML]]);

/**
 * Reads XML 1.0 in one pass, in time linear in its length, and stops at the first violation of `XML_LIMITS`, of well-formedness or of
 * namespaces (XML 1.0, Namespaces in XML 1.0). A DOCTYPE, and so every entity declaration, is refused; so is a file that was
 * decoded otherwise than it declares, which shows in replacement characters. Never throws.
 */
export function scanXml(source: string, sink?: XmlSink): XmlScan {
  const problems: XmlProblem[] = [];
  const counts = { events: 0 };
  try {
    scan(source, sink, counts, problems);
  } catch (error) {
    if (!(error instanceof StopScan)) throw error;
  }
  return { problems, events: counts.events };
}

function scan(source: string, sink: XmlSink | undefined, counts: { events: number }, problems: XmlProblem[]): void {
  const [xml, open] = [normalised(source), [] as { name: string; namespaces: Namespaces }[]];
  let [at, elements, line, counted] = [0, 0, 1, 0];
  const lineAt = (place: number): number => {
    for (let next = xml.indexOf('\n', counted); next >= 0 && next < place; next = xml.indexOf('\n', counted)) {
      line += 1;
      counted = next + 1;
    }
    return line;
  };
  const stop = (rule: string, zh: string, en: string): never => {
    problems.push({ ...errorAt(rule, { line: lineAt(at) }, zh, en), severity: 'error' });
    throw new StopScan(rule);
  };
  const malformed = (what: string): never => stop('xml-malformed', `XML 格式错误：${what}`, `Malformed XML: ${what}`);
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(xml);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const until = (end: string, from: number, what: string): string => {
    const close = xml.indexOf(end, from);
    if (close < 0) return malformed(`unclosed ${what}`);
    at = close + end.length;
    return xml.slice(from, close);
  };

  const readAttributes = (): XmlAttribute[] => {
    const attributes: XmlAttribute[] = [];
    const names = new Set<string>();
    for (let found = match(ATTRIBUTE); found; found = match(ATTRIBUTE)) {
      const [, prefix, local = '', double, single] = found;
      const name = prefix === undefined ? local : `${prefix}:${local}`;
      const raw = double ?? single ?? '';
      counts.events += 1;
      if (names.has(name))
        stop('xml-duplicate-attribute', `属性重复：${clip(name)}`, `Attribute given twice: ${clip(name)}`);
      names.add(name);
      const { attributesPerElement, attributeBytes } = XML_LIMITS;
      if (names.size > attributesPerElement) {
        const en = `More than ${attributesPerElement} attributes on one element`;
        stop('xml-attributes', `一个元素的属性超过 ${attributesPerElement} 个`, en);
      }
      if (raw.length * 3 > attributeBytes && utf8Length(raw) > attributeBytes) {
        stop('xml-attribute-size', `属性 ${clip(name)} 超过 64 KB`, `Attribute ${clip(name)} is larger than 64 KB`);
      }
      const value = withoutReferences(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw);
      if (value === undefined) malformed(`a reference in the attribute ${clip(name)}`);
      attributes.push({ uri: prefix ?? '', local, name, value: value ?? '' });
    }
    return attributes;
  };

  const bound = (outer: Namespaces, attributes: readonly XmlAttribute[]): Namespaces => {
    let inner: Map<string, string> | undefined;
    for (const { name, uri: prefix, local, value: given } of attributes) {
      if (name !== 'xmlns' && prefix !== 'xmlns') continue;
      const value = given.trim();
      const key = name === 'xmlns' ? '' : local;
      const reserved = key === 'xmlns' || (key === 'xml') !== (value === XML) || value === XMLNS;
      if (reserved || (key !== '' && value === '')) malformed(`the namespace declaration ${clip(name)}`);
      inner ??= new Map(outer);
      inner.set(key, value);
    }
    return inner ?? outer;
  };

  const namespaceOf = (namespaces: Namespaces, prefix: string, name: string): string => {
    if (prefix === 'xmlns') return XMLNS;
    const uri = namespaces.get(prefix);
    return uri ?? (prefix === '' ? '' : malformed(`no namespace for the prefix of ${clip(name)}`));
  };

  const openTag = ([, prefix = '', local = '']: RegExpExecArray): void => {
    counts.events += 1;
    elements += 1;
    if (open.length >= XML_LIMITS.depth)
      stop('xml-depth', `元素嵌套超过 ${XML_LIMITS.depth} 层`, `Nested deeper than ${XML_LIMITS.depth} elements`);
    if (elements > XML_LIMITS.elements)
      stop('xml-elements', `元素超过 ${XML_LIMITS.elements} 个`, `More than ${XML_LIMITS.elements} elements`);
    const name = prefix === '' ? local : `${prefix}:${local}`;
    if (open.length === 0 && elements > 1) malformed('several root elements');
    const raw = readAttributes();
    const end = match(TAG_END) ?? malformed(`the start tag ${clip(name)}`);
    const namespaces = bound(open.at(-1)?.namespaces ?? NO_NAMESPACES, raw);
    const attributes = raw.map((one) => resolved(one, namespaces));
    if (raw.some((one) => one.uri !== '') && hasTwins(attributes))
      malformed(`an attribute of ${clip(name)} given twice`);
    if (prefix === 'xmlns') malformed(`the element ${clip(name)}`);
    const uri = namespaceOf(namespaces, prefix, name);
    sink?.open({ uri, local, name, attributes }, lineAt(at));
    if (end[1] === '/') sink?.close();
    else open.push({ name, namespaces });
  };
  const resolved = ({ uri: prefix, local, name, value }: XmlAttribute, namespaces: Namespaces): XmlAttribute => {
    const uri = name === 'xmlns' ? XMLNS : prefix === '' ? '' : namespaceOf(namespaces, prefix, name);
    return { uri, local, name, value };
  };

  const closeTag = (): void => {
    const name = (match(CLOSE) ?? malformed('an end tag'))[1] ?? '';
    if (open.pop()?.name !== name) malformed(`unexpected end tag ${clip(name)}`);
    sink?.close();
  };

  const text = (): void => {
    const next = xml.indexOf('<', at);
    const raw = xml.slice(at, next < 0 ? xml.length : next);
    const plain = withoutReferences(raw);
    if (open.length === 0 ? !/^[ \t\n]*$/.test(raw) : raw.includes(']]>') || plain === undefined) {
      malformed(open.length === 0 ? 'text outside of the root element' : 'a reference or ]]> in a text');
    }
    at += raw.length;
    if (open.length > 0) sink?.text(plain ?? '');
  };

  const other = (): void => {
    if (xml.startsWith('<!--', at)) {
      const comment = until('-->', at + 4, 'comment');
      if (comment.includes('--') || comment.endsWith('-')) malformed('-- in a comment');
    } else if (xml.startsWith('<![CDATA[', at)) {
      if (open.length === 0) malformed('text outside of the root element');
      const data = until(']]>', at + 9, 'CDATA section');
      sink?.text(data);
    } else if (xml.startsWith('<!DOCTYPE', at)) {
      stop('xml-doctype', '不允许 DOCTYPE 与实体声明', 'DOCTYPE and entity declarations are not allowed');
    } else if (xml.startsWith('<?', at)) {
      const from = at;
      const [, target = ''] = match(INSTRUCTION) ?? malformed('a processing instruction');
      if (/^xml$/i.test(target)) malformed('a misplaced XML declaration');
      until('?>', from + 2 + target.length, 'processing instruction');
    } else malformed('an unexpected <');
  };

  if (source.length > XML_LIMITS.bytes || utf8Length(source) > XML_LIMITS.bytes)
    stop('xml-size', '文件超过 2 MB', 'The file is larger than 2 MB');
  if (!isXmlText(xml)) malformed('a character that XML does not allow');
  const declared = match(DECLARATION);
  const encoding = declared?.[1] ?? declared?.[2];
  if (encoding !== undefined && !/^utf-8$/i.test(encoding) && xml.includes('\uFFFD')) {
    const zh = `请改用 UTF-8 编码（文件声明为 ${encoding}）`;
    stop('xml-encoding', zh, `Save the file as UTF-8 (it declares ${encoding})`);
  }
  while (at < xml.length) {
    if (xml.charCodeAt(at) !== 0x3c) text();
    else if (xml.charCodeAt(at + 1) === 0x2f) closeTag();
    else {
      const tag = match(TAG);
      if (tag) openTag(tag);
      else other();
    }
  }
  if (open.length > 0) malformed(`unclosed tag ${clip(open.at(-1)?.name ?? '')}`);
  if (elements === 0) malformed('no root element');
}

/** The text without byte order mark and with line ends as XML 1.0 (2.11) wants them. */
function normalised(source: string): string {
  const xml = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return xml.includes('\r') ? xml.replace(/\r\n?/g, '\n') : xml;
}

/** True when two attributes have the same namespace and local name by different prefixes. */
function hasTwins(attributes: readonly XmlAttribute[]): boolean {
  return new Set(attributes.map(({ uri, local }) => `${uri} ${local}`)).size < attributes.length;
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
