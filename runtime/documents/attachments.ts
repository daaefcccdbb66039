import { isObject, pointerOf, type JsonObject, type JsonValue } from '../../engine/index.js';

/** An attachment as a form document holds it, and where. */
export interface AttachmentPlace {
  readonly pointer: string;
  readonly fileId: string;
  readonly name: string;
}

/** All attachments of a document: objects with a `fileId` (SHA-256, hex). */
export function attachmentsIn(document: JsonValue, pointer = ''): readonly AttachmentPlace[] {
  if (Array.isArray(document)) {
    return (document as readonly JsonValue[]).flatMap((item, index) => attachmentsIn(item, `${pointer}/${index}`));
  }
  if (!isObject(document)) return [];
  const { fileId, name } = document as JsonObject;
  const own =
    typeof fileId === 'string' && /^[0-9a-f]{64}$/.test(fileId)
      ? [{ pointer, fileId, name: typeof name === 'string' ? name : fileId }]
      : [];
  return [
    ...own,
    ...Object.entries(document).flatMap(([key, value]) => attachmentsIn(value, pointer + pointerOf([key]))),
  ];
}
