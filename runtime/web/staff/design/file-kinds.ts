import type { DesignTextKey } from './design-texts.js';

/** The groups in which the files of a package are listed. */
export type FileKind =
  'service' | 'processes' | 'forms' | 'decisions' | 'documents' | 'registers' | 'scenarios' | 'others';

const RULES: readonly (readonly [FileKind, RegExp])[] = [
  ['service', /^manifest\.json$/],
  ['processes', /\.bpmn$/],
  ['forms', /^forms\/[^/]+\.json$/],
  ['decisions', /\.dmn$/],
  ['documents', /^documents\//],
  ['registers', /^registers\//],
  ['scenarios', /^scenarios\//],
];

/** What a file is, by its path. */
export function kindOf(path: string): FileKind {
  return RULES.find(([, rule]) => rule.test(path))?.[0] ?? 'others';
}

/** The files in their groups, groups without files left out. */
export function groupFiles(
  paths: readonly string[],
): readonly { readonly kind: FileKind & DesignTextKey; readonly paths: readonly string[] }[] {
  const kinds: readonly FileKind[] = [...RULES.map(([kind]) => kind), 'others'];
  return kinds
    .map((kind) => ({ kind, paths: paths.filter((path) => kindOf(path) === kind) }))
    .filter((group) => group.paths.length > 0);
}

/** The name of a file without its folder and ending. */
export function baseName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.\w+$/, '');
}
