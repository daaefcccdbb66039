import type { JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import type { Attachment } from '../types.js';

/** A stored value as an attachment; undefined for anything else. */
export function attachmentIn(value: JsonValue | undefined): Attachment | undefined {
  if (!isObject(value)) return undefined;
  const { fileId, name, size, type } = value;
  if (typeof fileId !== 'string') return undefined;
  return {
    fileId,
    name: typeof name === 'string' ? name : fileId.slice(0, 8),
    size: typeof size === 'number' ? size : 0,
    type: typeof type === 'string' ? type : '',
  };
}

/** The attachments of a field that holds one or several. */
export function attachmentsIn(value: JsonValue | undefined): readonly Attachment[] {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return list.map(attachmentIn).filter((one) => one !== undefined);
}

/** An attachment as it stands in a document. */
export function attachmentOut({ fileId, name, size, type }: Attachment): JsonValue {
  return { fileId, name, size, type };
}

/** A size people can read: `1.2 MB`, `340 KB`. */
export function writeSize(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  return bytes === 0 ? '' : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
