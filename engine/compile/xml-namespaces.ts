import { XML, XMLNS } from './namespaces.js';
import type { XmlCursor } from './xml-cursor.js';
import { clip, malformed } from './xml-cursor.js';
import type { XmlAttribute } from './xml-parts.js';

/** Namespaces by prefix; the default namespace has the empty one. */
export type Namespaces = ReadonlyMap<string, string>;

/** What is bound before any declaration (Namespaces in XML 1.0, 3). */
export const NO_NAMESPACES: Namespaces = new Map([['xml', XML]]);

/** The namespaces inside of an element with these attributes. */
export function declared(cursor: XmlCursor, outer: Namespaces, attributes: readonly XmlAttribute[]): Namespaces {
  let inner: Map<string, string> | undefined;
  for (const { name, uri: prefix, local, value: given } of attributes) {
    if (name !== 'xmlns' && prefix !== 'xmlns') continue;
    const value = given.trim();
    const key = name === 'xmlns' ? '' : local;
    const isReserved = key === 'xmlns' || (key === 'xml') !== (value === XML) || value === XMLNS;
    if (isReserved || (key !== '' && value === '')) {
      malformed(
        cursor,
        `命名空间声明 ${clip(name)} 不合规范`,
        `the namespace declaration ${clip(name)} is not allowed`,
      );
    }
    inner ??= new Map(outer);
    inner.set(key, value);
  }
  return inner ?? outer;
}

/** The namespace of an element's name. */
export function elementNamespace(cursor: XmlCursor, namespaces: Namespaces, prefix: string, name: string): string {
  if (prefix === 'xmlns')
    malformed(cursor, `元素名 ${clip(name)} 不允许使用`, `an element cannot be called ${clip(name)}`);
  return namespaceOf(cursor, namespaces, prefix, name);
}

/** The attributes of an element with their namespaces in place of their prefixes. */
export function resolved(
  cursor: XmlCursor,
  namespaces: Namespaces,
  attributes: readonly XmlAttribute[],
  element: string,
): readonly XmlAttribute[] {
  const found = attributes.map(({ uri: prefix, local, name, value }) => {
    const uri = name === 'xmlns' ? XMLNS : prefix === '' ? '' : namespaceOf(cursor, namespaces, prefix, name);
    return { uri, local, name, value };
  });
  if (attributes.some((one) => one.uri !== '') && hasTwins(found)) {
    malformed(cursor, `元素 ${clip(element)} 的同一属性出现两次`, `an attribute of ${clip(element)} is given twice`);
  }
  return found;
}

function namespaceOf(cursor: XmlCursor, namespaces: Namespaces, prefix: string, name: string): string {
  if (prefix === 'xmlns') return XMLNS;
  const uri = namespaces.get(prefix) ?? (prefix === '' ? '' : undefined);
  return (
    uri ??
    malformed(
      cursor,
      `${clip(name)} 的前缀没有声明命名空间`,
      `no namespace is declared for the prefix of ${clip(name)}`,
    )
  );
}

/** True when two attributes have the same namespace and local name by different prefixes. */
function hasTwins(attributes: readonly XmlAttribute[]): boolean {
  return new Set(attributes.map(({ uri, local }) => `${uri} ${local}`)).size < attributes.length;
}
