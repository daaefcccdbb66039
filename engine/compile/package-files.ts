import type { JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import { readJson } from './json-reader.js';
import { errorAt } from './problem-maker.js';
import { utf8Length } from './utf8-length.js';

/** What a file of a package is; the schema names of `definitions/schema/` for JSON files. */
export type FileKind =
  'manifest' | 'form' | 'register' | 'document' | 'config' | 'i18n' | 'scenario' | 'sample' | 'calendar';

/** Limits of a package as a whole. */
export const PACKAGE_LIMITS = Object.freeze({ files: 1000, fileBytes: 2 * 1024 * 1024, bytes: 20 * 1024 * 1024 });

/** A JSON file of a package: what it is, its name without folder and ending, and its value when it could be read. */
export interface PackageJson {
  readonly path: string;
  readonly kind: FileKind;
  readonly name: string;
  readonly value: JsonValue;
}

/** The files of a package by kind. */
export interface PackageFiles {
  readonly json: readonly PackageJson[];
  readonly bpmn: readonly { readonly path: string; readonly xml: string }[];
  readonly dmn: readonly { readonly path: string; readonly xml: string }[];
  readonly problems: readonly Problem[];
}

const FOLDERS: Readonly<Record<string, FileKind>> = {
  forms: 'form',
  registers: 'register',
  documents: 'document',
  calendars: 'calendar',
  i18n: 'i18n',
  scenarios: 'scenario',
  samples: 'sample',
};

/** Sorts the files of a package by their place and reads the JSON ones; a file without a place, too large or unreadable is a Problem. */
export function readPackageFiles(files: Readonly<Record<string, string>>): PackageFiles {
  const problems: Problem[] = [];
  const json: PackageJson[] = [];
  const bpmn: { path: string; xml: string }[] = [];
  const dmn: { path: string; xml: string }[] = [];
  const paths = Object.keys(files).sort();
  let bytes = 0;
  if (paths.length > PACKAGE_LIMITS.files) {
    problems.push(
      errorAt('package-size', {}, `文件超过 ${PACKAGE_LIMITS.files} 个`, `More than ${PACKAGE_LIMITS.files} files`),
    );
    return { json, bpmn, dmn, problems };
  }
  for (const path of paths) {
    const text = files[path] ?? '';
    const size = utf8Length(text);
    bytes += size;
    const kind = kindOf(path);
    if (size > PACKAGE_LIMITS.fileBytes)
      problems.push(errorAt('file-size', { file: path }, '文件超过 2 MB', 'The file is larger than 2 MB'));
    else if (kind === 'bpmn') bpmn.push({ path, xml: text });
    else if (kind === 'dmn') dmn.push({ path, xml: text });
    else if (kind === undefined) {
      problems.push(
        errorAt('unknown-file', { file: path }, '流程包中不应有此文件', 'A package has no place for this file'),
      );
    } else if (kind !== 'note') {
      const read = readJson(text);
      if (read.ok) json.push({ path, kind, name: path.replace(/^.*\//, '').replace(/\.json$/, ''), value: read.value });
      else {
        const { rule, line, pointer, zh, en } = read.fault;
        problems.push(errorAt(rule, { file: path, pointer, line }, zh, en));
      }
    }
  }
  if (bytes > PACKAGE_LIMITS.bytes)
    problems.push(errorAt('package-size', {}, '流程包超过 20 MB', 'The package is larger than 20 MB'));
  return { json, bpmn, dmn, problems };
}

function kindOf(path: string): FileKind | 'bpmn' | 'dmn' | 'note' | undefined {
  if (path === 'manifest.json') return 'manifest';
  if (path === 'config.json') return 'config';
  if (/^[A-Za-z0-9][\w.-]*\.md$/.test(path)) return 'note';
  if (/^[A-Za-z0-9][\w.-]*\.bpmn$/.test(path)) return 'bpmn';
  if (/^decisions\/[A-Za-z0-9][\w.-]*\.dmn$/.test(path)) return 'dmn';
  if (/^samples\/documents\/[A-Za-z0-9][\w.-]*\.json$/.test(path)) return 'sample';
  const [, folder = '', name = ''] = /^([a-z0-9]+)\/([A-Za-z0-9][\w.-]*)\.json$/.exec(path) ?? [];
  if (!Object.hasOwn(FOLDERS, folder) || (folder === 'i18n' && name !== 'en')) return undefined;
  return FOLDERS[folder];
}
