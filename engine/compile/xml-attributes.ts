import { utf8Length } from './utf8-length.js';
import { withoutReferences } from './xml-characters.js';
import type { XmlCursor } from './xml-cursor.js';
import { clip, malformed, match, stop } from './xml-cursor.js';
import { ATTRIBUTE } from './xml-grammar.js';
import { XML_LIMITS } from './xml-limits.js';
import type { XmlAttribute } from './xml-parts.js';

/** Reads the attributes of a start tag; `uri` holds their prefix still. */
export function readAttributes(cursor: XmlCursor): XmlAttribute[] {
  const attributes: XmlAttribute[] = [];
  const names = new Set<string>();
  for (let found = match(cursor, ATTRIBUTE); found; found = match(cursor, ATTRIBUTE)) {
    const [, prefix, local = '', double, single] = found;
    const name = prefix === undefined ? local : `${prefix}:${local}`;
    cursor.events += 1;
    if (names.has(name)) {
      stop(cursor, 'xml-duplicate-attribute', `属性重复：${clip(name)}`, `Attribute given twice: ${clip(name)}`);
    }
    names.add(name);
    const { attributesPerElement: most } = XML_LIMITS;
    if (names.size > most) {
      stop(cursor, 'xml-attributes', `一个元素的属性超过 ${most} 个`, `More than ${most} attributes on one element`);
    }
    attributes.push({ uri: prefix ?? '', local, name, value: valueOf(cursor, name, double ?? single ?? '') });
  }
  return attributes;
}

/** The value as XML 1.0 (3.3.3) normalises it. */
function valueOf(cursor: XmlCursor, name: string, raw: string): string {
  const { attributeBytes } = XML_LIMITS;
  if (raw.length * 3 > attributeBytes && utf8Length(raw) > attributeBytes) {
    stop(cursor, 'xml-attribute-size', `属性 ${clip(name)} 超过 64 KB`, `Attribute ${clip(name)} is larger than 64 KB`);
  }
  return (
    withoutReferences(/[\t\n]/.test(raw) ? raw.replace(/[\t\n]/g, ' ') : raw) ??
    malformed(
      cursor,
      `属性 ${clip(name)} 中的 & 引用无法识别`,
      `a reference (&) in the attribute ${clip(name)} is unknown or unfinished`,
    )
  );
}
