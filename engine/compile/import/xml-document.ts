import { SaxesParser } from 'saxes';
import { prescanXml } from '../xml-prescan.js';
import type { XmlProblem } from '../xml-parts.js';

/** An XML attribute as written. */
export interface DocAttribute {
  name: string;
  uri: string;
  local: string;
  value: string;
}

/** An XML element that may be changed; `content` keeps texts, comments and elements in their order. */
export interface DocElement {
  name: string;
  uri: string;
  local: string;
  attributes: DocAttribute[];
  content: DocNode[];
}

/** A piece of a document. */
export type DocNode =
  DocElement | { readonly text: string } | { readonly comment: string } | { readonly cdata: string };

/** A document that can be changed and written back. */
export interface XmlDocument {
  readonly declaration: boolean;
  readonly before: DocNode[];
  readonly root: DocElement;
}

/** The document, or why it cannot be read. */
export type ReadDocument =
  | { readonly ok: true; readonly document: XmlDocument }
  | { readonly ok: false; readonly problems: readonly XmlProblem[] };

/** Reads XML into a tree that keeps everything that `writeDocument` needs to write it again. The limits of packages hold. Never throws. */
export function readDocument(xml: string): ReadDocument {
  const problems = prescanXml(xml);
  if (problems.length > 0) return { ok: false, problems };
  const parser = new SaxesParser({ xmlns: true });
  const before: DocNode[] = [];
  const open: DocElement[] = [];
  let root: DocElement | undefined;
  let declaration = false;
  const add = (node: DocNode): void => {
    (open.at(-1)?.content ?? before).push(node);
  };
  parser.on('xmldecl', () => (declaration = true));
  parser.on('opentag', ({ name, uri, local, attributes }) => {
    const element: DocElement = {
      name,
      uri,
      local,
      attributes: Object.values(attributes).map((one) => ({
        name: one.name,
        uri: one.uri,
        local: one.local,
        value: one.value,
      })),
      content: [],
    };
    if (root === undefined) root = element;
    else add(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => (open.length > 0 ? add({ text }) : undefined));
  parser.on('comment', (comment) => add({ comment }));
  parser.on('cdata', (cdata) => add({ cdata }));
  parser.write(xml).close();
  if (root === undefined) return { ok: false, problems };
  return { ok: true, document: { declaration, before, root } };
}

/** Writes a document as XML 1.0. */
export function writeDocument({ declaration, before, root }: XmlDocument): string {
  const head = declaration ? '<?xml version="1.0" encoding="UTF-8"?>\n' : '';
  return `${head}${before.map(write).join('')}${write(root)}\n`;
}

/** Whether a piece is an element. */
export function isElement(node: DocNode): node is DocElement {
  return 'name' in node;
}

/** Child elements, in order. */
export function elementsOf(element: DocElement): readonly DocElement[] {
  return element.content.filter(isElement);
}

/** The trimmed character data of an element. */
export function textOf(element: DocElement): string {
  return element.content
    .map((node) => ('text' in node ? node.text : 'cdata' in node ? node.cdata : ''))
    .join('')
    .trim();
}

function write(node: DocNode): string {
  if ('text' in node) return escaped(node.text);
  if ('comment' in node) return `<!--${node.comment}-->`;
  if ('cdata' in node) return `<![CDATA[${node.cdata}]]>`;
  const attributes = node.attributes.map(({ name, value }) => ` ${name}="${escaped(value, true)}"`).join('');
  if (node.content.length === 0) return `<${node.name}${attributes}/>`;
  return `<${node.name}${attributes}>${node.content.map(write).join('')}</${node.name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};

function escaped(text: string, isAttribute = false): string {
  return text.replace(isAttribute ? /[&<>"\n\t\r]/g : /[&<>\r]/g, (sign) => ENTITIES[sign] ?? sign);
}
