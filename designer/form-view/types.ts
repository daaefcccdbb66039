import type { JsonObject, Text } from '../../engine/index.js';

/** A language of the product. Chinese is first; English is complete. */
export type Lang = 'zh' | 'en';

/**
 * A form as the server hands it out for one node: the schema is already derived for the reader (unreadable properties are gone,
 * those that may not be written carry `readOnly`). `english` maps schema pointers such as `/properties/uscc/title` to English texts.
 */
export interface FormSource {
  readonly schema: JsonObject;
  readonly uiSchema?: JsonObject;
  readonly english?: JsonObject;
}

/** Something wrong with one field: JSON Pointer, stable code, and a sentence that names the field by its title. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly text: Text | string;
}

/**
 * A note at a field. `problem`: the office asks for a correction here, with what is wrong and how to put it right.
 * `prefilled`: the value was filled in from data the office already has; the applicant may change it.
 */
export interface FieldMark {
  readonly pointer: string;
  readonly kind: 'problem' | 'prefilled';
  readonly text?: Text | string;
  readonly fix?: Text | string;
}

/** A stored file as form documents hold it: SHA-256 of its content (hex), name, size in bytes, media type. */
export interface Attachment {
  readonly fileId: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** Where files go. `upload` reports progress from 0 to 1 and rejects with an Error whose message is meant for people. */
export interface FileService {
  upload(file: File, options: { onProgress(share: number): void; signal: AbortSignal }): Promise<Attachment>;
  /** Address of a stored file, or undefined where it cannot be opened from here. */
  href(attachment: Attachment): string | undefined;
}

/** What templates and widgets share while one form is shown. Never changes while a person types. */
export interface FormSurroundings {
  readonly lang: Lang;
  readonly idPrefix: string;
  readonly marks: ReadonlyMap<string, FieldMark>;
  readonly files: FileService | undefined;
  /** The form whose fields can be pointed at (`x-widget: form-field`). */
  readonly fieldsOf: FormSource | undefined;
  /** Civil date `YYYY-MM-DD` in the office's zone. */
  readonly today: string;
}
