import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';

/** Text files of a package by path. */
export type PackageFiles = Readonly<Record<string, string>>;

const MANIFEST = 'manifest.json';
const ENGLISH = 'i18n/en.json';

/** The version after the newest of those given: its minor number plus one, within the major of `base`. Versions are `major.minor`. */
export function nextVersion(base: string, existing: readonly string[]): string {
  const [major = 1] = numbersOf(base);
  const minors = [base, ...existing]
    .map(numbersOf)
    .flatMap(([one, minor]) => (one === major && minor !== undefined ? [minor] : []));
  return `${major}.${Math.max(0, ...minors) + 1}`;
}

/** The files as they are published: the manifest says the version, and English names whose element has gone are dropped. */
export function prepareFiles(files: PackageFiles, version: string): PackageFiles {
  const manifest = files[MANIFEST];
  const english = files[ENGLISH];
  return {
    ...files,
    ...(manifest === undefined ? {} : { [MANIFEST]: withVersion(manifest, version) }),
    ...(english === undefined ? {} : { [ENGLISH]: withoutLostNames(english, files) }),
  };
}

/** The English names of elements in the package; empty when there are none. */
export function englishElements(files: PackageFiles): Readonly<Record<string, string>> {
  const elements = parsed(files[ENGLISH])['elements'];
  if (!isObject(elements)) return {};
  return Object.fromEntries(
    Object.entries(elements).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The text of `i18n/en.json` with these names of elements; the text itself when they are the same. */
export function withEnglishElements(
  files: PackageFiles,
  elements: Readonly<Record<string, string>>,
): string | undefined {
  const before = englishElements(files);
  const names = Object.keys(elements);
  if (names.length === Object.keys(before).length && names.every((name) => before[name] === elements[name]))
    return files[ENGLISH];
  return written({ ...parsed(files[ENGLISH]), elements });
}

function withVersion(manifest: string, version: string): string {
  const replaced = manifest.replace(
    /("version"\s*:\s*)"[^"]*"/,
    (_, key: string) => `${key}${JSON.stringify(version)}`,
  );
  return parsed(replaced)['version'] === version ? replaced : written({ ...parsed(manifest), version });
}

function withoutLostNames(english: string, files: PackageFiles): string {
  const models = Object.entries(files).flatMap(([path, text]) => (path.endsWith('.bpmn') ? [text] : []));
  const ids = new Set(models.flatMap((xml) => [...xml.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1])));
  const elements = englishElements(files);
  const kept = Object.entries(elements).filter(([id]) => ids.has(id));
  return kept.length === Object.keys(elements).length
    ? english
    : written({ ...parsed(english), elements: Object.fromEntries(kept) });
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map(Number).filter(Number.isInteger);
}

function parsed(text: string | undefined): JsonObject {
  try {
    const value = JSON.parse(text ?? '{}') as JsonValue;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function written(value: JsonObject): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
