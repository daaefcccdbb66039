import {
  isObject,
  nodeSchema,
  type FormDefinition,
  type JsonObject,
  type JsonValue,
  type NodeAccess,
  type Text,
} from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import { visiblePart } from '../access/visible-part.js';
import type { BookForm } from './form-book.js';

/** A form as a browser gets it: the schema derived for its node, and the values it may see. */
export interface FormView {
  readonly formId: string;
  readonly title: Text;
  /** Which form this is, for the server to compare when it comes back. */
  readonly version: string;
  /** The version people know: that of the package the form is from. */
  readonly packageVersion: string;
  readonly writable: boolean;
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
  readonly rules: FormDefinition['rules'];
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  readonly document: JsonObject;
  /** JSON Pointers whose values are masked; `reveal` shows one of them. */
  readonly masked: readonly string[];
  /** Fields the person is asked to look at (those of a correction notice), with what is wrong and how to fix it. */
  readonly marks: readonly FieldMark[];
  readonly joint?: string;
}

/** A marked field. The texts are the office's own words, as the clerk wrote them. */
export interface FieldMark {
  readonly pointer: string;
  readonly problem?: string;
  readonly fix?: string;
}

/** Makes the view. `clear`: sensitive values are shown unmasked (the handler of an open task; such a read is logged by the caller). */
export function formView(input: {
  readonly book: BookForm;
  readonly access: NodeAccess;
  readonly document: JsonObject;
  readonly writable: boolean;
  readonly clear: boolean;
  /** The correction notice of the case, whose items explain the marks. */
  readonly notice?: JsonObject;
}): FormView {
  const { book, access, writable, clear } = input;
  const seen = visiblePart(input.document, access);
  const { document, masked } = clear ? { document: seen, masked: [] } : maskDocument(seen, book.form.schema);
  return {
    formId: book.form.id,
    title: book.form.title,
    version: book.version,
    packageVersion: book.packageVersion,
    writable,
    schema: nodeSchema(book.form.schema, access),
    uiSchema: book.form.uiSchema,
    rules: book.form.rules,
    english: book.english,
    document,
    masked,
    marks: access.writable.map((pointer) => markOf(pointer, input.notice)),
    ...(access.joint === undefined ? {} : { joint: access.joint }),
  };
}

function markOf(pointer: string, notice: JsonObject | undefined): FieldMark {
  const items = notice?.['items'];
  const item = Array.isArray(items)
    ? (items as readonly JsonValue[]).find((one) => isObject(one) && one['path'] === pointer)
    : undefined;
  if (!isObject(item)) return { pointer };
  const { problem, howTo } = item;
  return {
    pointer,
    ...(typeof problem === 'string' ? { problem } : {}),
    ...(typeof howTo === 'string' ? { fix: howTo } : {}),
  };
}
