import type { BpmnFile } from './bpmn-model.js';
import { elementsById } from './bpmn-model.js';
import { decodeXml } from './decode-xml.js';
import { BPMN } from './namespaces.js';
import { attributeOf, childrenOf, readXml } from './xml-tree.js';

/** Gives the contents of a file that a model imports, by the `location` as written there; undefined when there is none. */
export type ResolveImport = (location: string) => string | Uint8Array | undefined;

/** How many files one model may import, directly and through others. */
export const MAX_IMPORTED_FILES = 100;

/** An imported file, or why it cannot be used. */
export interface ImportedFile {
  readonly location: string;
  readonly file?: BpmnFile;
}

/** The files that `definitions` imports as BPMN, each with what it imports itself, every one once. */
export function readImports(file: BpmnFile, resolve: ResolveImport): readonly ImportedFile[] {
  const found = new Map<string, ImportedFile>();
  const queue: BpmnFile[] = [file];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const location of bpmnImportsOf(next)) {
      if (found.has(location) || found.size >= MAX_IMPORTED_FILES) continue;
      const imported = readImported(location, resolve);
      found.set(location, imported);
      if (imported.file) queue.push(imported.file);
    }
  }
  return [...found.values()];
}

/** The locations of the BPMN files that a file imports itself. */
export function bpmnImportsOf({ definitions }: BpmnFile): readonly string[] {
  return childrenOf(definitions, BPMN, 'import').flatMap((one) =>
    attributeOf(one, 'importType')?.trim() === BPMN ? (attributeOf(one, 'location') ?? '') : [],
  );
}

function readImported(location: string, resolve: ResolveImport): ImportedFile {
  const contents = resolve(location);
  const decoded = contents === undefined ? undefined : decodeXml(contents);
  const read = decoded?.ok ? readXml(decoded.text) : undefined;
  if (!read?.ok || read.root.uri !== BPMN || read.root.local !== 'definitions') return { location };
  return { location, file: { definitions: read.root, elements: elementsById(read.root) } };
}
