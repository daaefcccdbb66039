import { SaxesParser } from 'saxes';

/** An element of an XML text, names without their prefixes. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

/** Reads an XML text into a tree; undefined when it is broken. */
export function readXml(xml: string): XmlNode | undefined {
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open: XmlNode[] = [root];
  const parser = new SaxesParser();
  let isBroken = false;
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', (tag) => {
    const node: XmlNode = { name: local(tag.name), attributes: { ...tag.attributes }, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('closetag', () => void open.pop());
  const take = (text: string): void => {
    const node = open.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(xml).close();
  return isBroken ? undefined : root.children[0];
}

/** The first child of a name. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((one) => one.name === name);
}

/** All children of a name. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node?.children.filter((one) => one.name === name) ?? [];
}

/** The text of an element's `text` child, or of the element itself. */
export function textIn(node: XmlNode | undefined): string {
  return (childOf(node, 'text') ?? node)?.text.trim() ?? '';
}

function local(name: string): string {
  return name.replace(/^.*:/, '');
}
