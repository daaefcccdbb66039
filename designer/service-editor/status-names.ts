import { isObject, type JsonObject, STATUS_NAMES, type Text } from '../../engine/index.js';
import { statusesIn } from '../process-editor/package-resources.js';

/** A status of the cases of a package: how it is called here, and how everywhere else. A status with neither is refused at publishing. */
export interface NamedStatus {
  readonly key: string;
  readonly own: JsonObject;
  readonly common: Text | undefined;
}

/** The statuses that the processes of a package set, and those its manifest names, by key. */
export function statusesToName(files: Readonly<Record<string, string>>, manifest: JsonObject): readonly NamedStatus[] {
  const named = isObject(manifest['statuses']) ? manifest['statuses'] : {};
  const used = Object.entries(files).flatMap(([file, text]) => (file.endsWith('.bpmn') ? statusesIn(text) : []));
  return [...new Set([...used, ...Object.keys(named)])].sort().map((key) => {
    const own = named[key];
    return {
      key,
      own: isObject(own) ? own : {},
      common: Object.hasOwn(STATUS_NAMES, key) ? STATUS_NAMES[key] : undefined,
    };
  });
}

/** The manifest with a status called so; with an empty text in Chinese it is called as everywhere. */
export function withStatusName(
  manifest: JsonObject,
  key: string,
  name: { readonly zh: string; readonly en: string },
): JsonObject {
  const { statuses: before, ...others } = manifest;
  const { [key]: _, ...kept } = isObject(before) ? before : {};
  const statuses = name.zh === '' ? kept : { ...kept, [key]: { zh: name.zh, en: name.en === '' ? name.zh : name.en } };
  return Object.keys(statuses).length === 0 ? others : { ...others, statuses };
}
