import { DmnModdle } from 'dmn-moddle';
import type { DmnWarning } from 'dmn-moddle';
import { errorAt } from '../compile/problem-maker.js';
import { prescanXml } from '../compile/xml-prescan.js';
import type { Problem } from '../model/problem.js';
import { DMN_MODEL, DMN_PACKAGE } from './dmn-metamodel.js';
import type { DmnNode } from './dmn-node.js';
import { asNode } from './dmn-node.js';

// All versions share one vocabulary (`dmn-metamodel.ts`); only where the namespace is declared it names the version.
const VERSIONS =
  /(\sxmlns(?::[\w.-]+)?\s*=\s*["'])https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn\.xsd|(?:20180521|20191111|20211108|20230324)\/MODEL\/)(?=["'])/g;

// Each problem costs a walk through the text to find its element; nobody reads more of them at once.
const MAX_PROBLEMS = 50;

/** What `readDmn` answers. */
export type ReadDmn =
  { readonly ok: true; readonly definitions: DmnNode } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads DMN XML (1.1 to 1.5) into a tree. Refused: what `prescanXml` refuses, broken XML, elements and attributes of the DMN namespace
 * that DMN 1.5 does not know. Foreign namespaces are left aside. Never rejects.
 */
export async function readDmn(xml: string): Promise<ReadDmn> {
  const early = prescanXml(xml);
  if (early.length > 0) return { ok: false, problems: early };
  try {
    const { rootElement, warnings } = await new DmnModdle({ dmn: DMN_PACKAGE }).fromXML(
      xml.replace(VERSIONS, `$1${DMN_MODEL}`),
    );
    const problems: Problem[] = [];
    for (const warning of warnings) if (problems.length < MAX_PROBLEMS) problems.push(...problemOf(warning, xml));
    const definitions = asNode(rootElement);
    if (problems.length > 0) return { ok: false, problems };
    if (definitions) return { ok: true, definitions };
    return { ok: false, problems: [errorAt('dmn-root', {}, '不是 DMN 文件', 'Not a DMN file')] };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return {
      ok: false,
      problems: [errorAt('dmn-xml', {}, `无法读取 DMN：${reason}`, `DMN cannot be read: ${reason}`)],
    };
  }
}

function problemOf(warning: DmnWarning, xml: string): readonly Problem[] {
  const attribute = /^unknown attribute <(.+)>/.exec(warning.message)?.[1];
  if (attribute !== undefined) {
    const place = { elementId: warning.element?.id };
    return [errorAt('unknown-attribute', place, `未知属性：${attribute}`, `Unknown attribute: ${attribute}`)];
  }
  // Elements of other namespaces, and references of the drawing, do not change what a decision means.
  if (/nested error: unrecognized element|^unresolved reference/.test(warning.message)) return [];
  const duplicate = /duplicate ID <(.+)>/.exec(warning.message)?.[1];
  if (duplicate !== undefined) {
    return [
      errorAt('duplicate-id', { elementId: duplicate }, `重复的 id：${duplicate}`, `Id given twice: ${duplicate}`),
    ];
  }
  const name = /unparsable content <([\w:.-]+)/.exec(warning.message)?.[1] ?? '?';
  const line = Number(/line: (\d+)/.exec(warning.message)?.[1] ?? 0);
  const column = Number(/column: (\d+)/.exec(warning.message)?.[1] ?? 0);
  const place = { elementId: idAt(xml, line, column), line: line + 1 };
  return [errorAt('unsupported-element', place, `不支持的元素：${name}`, `Element not supported: ${name}`)];
}

/** The id of the element that begins at a place (line and column from 0), or of the last element before it that has one. */
function idAt(xml: string, line: number, column: number): string | undefined {
  let start = column;
  for (let left = line, at = 0; left > 0; left -= 1) {
    at = xml.indexOf('\n', at) + 1;
    if (left === 1) start += at;
  }
  const own = /^<[^>]*?\sid="([^"]*)"/.exec(xml.slice(start))?.[1];
  return own ?? [...xml.slice(0, start).matchAll(/\sid="([^"]*)"/g)].at(-1)?.[1];
}
