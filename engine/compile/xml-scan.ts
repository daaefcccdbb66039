import { SaxesParser } from 'saxes';
import type { SaxesAttributeNSIncomplete, SaxesTagNS } from 'saxes';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { utf8Length } from './utf8-length.js';

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

/** Receives the document while it is scanned. */
export interface XmlSink {
  readonly open: (tag: SaxesTagNS, line: number) => void;
  readonly close: () => void;
  readonly text: (text: string) => void;
}

/** `events`: how many elements and attributes were looked at, the measure of the work done. */
export interface XmlScan {
  readonly problems: readonly XmlProblem[];
  readonly events: number;
}

/** Leaves the parser at the first violation: nothing after it is read. */
class StopScan extends Error {}

/**
 * Reads XML 1.0 as a stream, in time linear in its length, and stops at the first violation of `XML_LIMITS`, of well-formedness or of
 * namespaces (XML 1.0, Namespaces in XML 1.0). A DOCTYPE, and so every entity declaration, is refused; so is a file that was
 * decoded otherwise than it declares, which shows in replacement characters. Never throws.
 */
export function scanXml(xml: string, sink?: XmlSink): XmlScan {
  const problems: XmlProblem[] = [];
  let events = 0;
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stop = (rule: string, zh: string, en: string): never => {
    problems.push({ ...errorAt(rule, { line: parser.line }, zh, en), severity: 'error' });
    throw new StopScan(rule);
  };
  let depth = 0;
  let elements = 0;
  let attributes = 0;
  parser.on('error', (error) =>
    stop('xml-malformed', `XML 格式错误：${error.message}`, `Malformed XML: ${error.message}`),
  );
  parser.on('doctype', () =>
    stop('xml-doctype', '不允许 DOCTYPE 与实体声明', 'DOCTYPE and entity declarations are not allowed'),
  );
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding === undefined || /^utf-8$/i.test(encoding) || !xml.includes('\uFFFD')) return;
    stop(
      'xml-encoding',
      `请改用 UTF-8 编码（文件声明为 ${encoding}）`,
      `Save the file as UTF-8 (it declares ${encoding})`,
    );
  });
  parser.on('opentagstart', () => {
    events += 1;
    depth += 1;
    elements += 1;
    attributes = 0;
    if (depth > XML_LIMITS.depth)
      stop('xml-depth', `元素嵌套超过 ${XML_LIMITS.depth} 层`, `Nested deeper than ${XML_LIMITS.depth} elements`);
    if (elements > XML_LIMITS.elements)
      stop('xml-elements', `元素超过 ${XML_LIMITS.elements} 个`, `More than ${XML_LIMITS.elements} elements`);
  });
  const names = new Set<string>();
  parser.on('attribute', ({ name, value }: SaxesAttributeNSIncomplete) => {
    events += 1;
    attributes += 1;
    if (attributes === 1) names.clear();
    if (names.has(name))
      stop('xml-duplicate-attribute', `属性重复：${clip(name)}`, `Attribute given twice: ${clip(name)}`);
    names.add(name);
    const { attributesPerElement, attributeBytes } = XML_LIMITS;
    if (attributes > attributesPerElement) {
      stop(
        'xml-attributes',
        `一个元素的属性超过 ${attributesPerElement} 个`,
        `More than ${attributesPerElement} attributes on one element`,
      );
    }
    if (value.length * 3 > attributeBytes && utf8Length(value) > attributeBytes) {
      stop('xml-attribute-size', `属性 ${clip(name)} 超过 64 KB`, `Attribute ${clip(name)} is larger than 64 KB`);
    }
  });
  parser.on('opentag', (tag) => sink?.open(tag, parser.line));
  parser.on('closetag', () => {
    depth -= 1;
    sink?.close();
  });
  parser.on('text', (text) => sink?.text(text));
  parser.on('cdata', (text) => sink?.text(text));
  try {
    if (xml.length > XML_LIMITS.bytes || utf8Length(xml) > XML_LIMITS.bytes)
      stop('xml-size', '文件超过 2 MB', 'The file is larger than 2 MB');
    parser.write(xml).close();
  } catch (error) {
    if (!(error instanceof StopScan)) throw error;
  }
  return { problems, events };
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
