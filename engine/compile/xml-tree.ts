import type { XmlAttribute, XmlProblem } from './xml-parts.js';
import { scanXml } from './xml-scan.js';

/** One XML element. `text` is its own character data, trimmed; `line` counts from 1. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  readonly parent?: XmlElement;
  readonly text: string;
  readonly line: number;
}

/** The tree, or why there is none. */
export type ReadXml =
  { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly problems: readonly XmlProblem[] };

interface Draft {
  uri: string;
  local: string;
  name: string;
  attributes: readonly XmlAttribute[];
  children: Draft[];
  parent?: Draft;
  text: string;
  line: number;
}

/** Reads XML within `XML_LIMITS` into a tree with resolved namespaces. */
export function readXml(xml: string): ReadXml {
  let root: Draft | undefined;
  let current: Draft | undefined;
  const { problems } = scanXml(xml, {
    open: (tag, line) => {
      const { uri, local, name, attributes } = tag;
      const element: Draft = {
        uri,
        local,
        name,
        attributes,
        children: [],
        text: '',
        line,
        ...(current ? { parent: current } : {}),
      };
      if (current) current.children.push(element);
      else root = element;
      current = element;
    },
    close: () => {
      if (!current) return;
      current.text = current.text.trim();
      current = current.parent;
    },
    text: (text) => {
      if (current) current.text += text;
    },
  });
  if (problems.length > 0 || !root) return { ok: false, problems };
  return { ok: true, root };
}

/** The value of an attribute, or undefined. `uri` empty: an attribute without prefix. */
export function attributeOf(element: XmlElement, local: string, uri = ''): string | undefined {
  return element.attributes.find((attribute) => attribute.local === local && attribute.uri === uri)?.value;
}

/** The children with this name, in order. */
export function childrenOf(element: XmlElement, uri: string, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.local === local && child.uri === uri);
}

/** The first child with this name. */
export function childOf(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local && child.uri === uri);
}

/** The local part of a QName reference (`tns:a` and `a` both name `a`). */
export function localName(reference: string): string {
  return reference.slice(reference.indexOf(':') + 1).trim();
}

/** The `id` of the element or of its nearest ancestor that has one: the place a Problem names. */
export function nearestId(element: XmlElement): string | undefined {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const id = attributeOf(at, 'id');
    if (id !== undefined) return id;
  }
  return undefined;
}
