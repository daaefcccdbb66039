import type { CompiledFeel } from '../feel/compile-feel.js';
import type { FeelEnvironment } from '../feel/feel-environment.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { FormDefinition } from '../model/package.js';
import { anyWritableBelow, requiredAt, type NodeAccess } from './field-access.js';
import { faultText } from './fault-text.js';
import { signatureFaults } from './joint-form.js';
import { mergePatch } from './merge-patch.js';
import { isObject, pointerOf, pointerParts, valueAt } from './pointer.js';
import type { SchemaFault, ValidateJson } from './schema-port.js';
import type { SubmissionFault } from './submission-fault.js';
import { hiddenFields, withoutHidden } from './visibility.js';

/** `forbidden`: a field was sent that this node may not write. `invalid`: the merged document breaks the schema or a rule. */
export type Submission =
  | { readonly ok: true; readonly document: JsonObject }
  | { readonly ok: false; readonly kind: 'forbidden' | 'invalid'; readonly faults: readonly SubmissionFault[] };

/** What `applySubmission` works on. `english` maps schema pointers to English titles; `today` is an ISO date. */
export interface SubmissionInput {
  readonly form: FormDefinition;
  readonly access: NodeAccess;
  /** The document so far; absent at the start. */
  readonly document?: JsonObject;
  readonly patch: JsonObject;
  readonly actorId: string;
  readonly validate: ValidateJson;
  /** Closures of the form's rules by source. */
  readonly rules: ReadonlyMap<string, CompiledFeel>;
  readonly english?: JsonObject;
  readonly today: string;
  /** Clock, calendar and configuration the rules may ask. */
  readonly environment?: FeelEnvironment;
}

/**
 * Merges a patch of writable fields into a form document and checks the result (decisions 9). A field that is hidden or
 * read-only at this node is refused, never dropped silently. Values of fields that are not shown are removed. A node that is not
 * `complete` needs only what it can write; a complete one needs everything.
 */
export function applySubmission(input: SubmissionInput): Submission {
  const { form, access, patch, validate } = input;
  const before = input.document ?? {};
  const merged = mergePatch({ before, patch, access });
  if (!merged.ok) {
    return { ok: false, kind: 'forbidden', faults: merged.pointers.map((pointer) => notWritable(input, pointer)) };
  }
  const joint = signatureFaults({ access, before, after: merged.document, actorId: input.actorId });
  if (joint.length > 0) return { ok: false, kind: 'forbidden', faults: joint };
  const document = withoutHidden(form.schema, merged.document, validate);
  if (!isObject(document)) return { ok: false, kind: 'invalid', faults: [notAnObject()] };
  const hidden = hiddenFields(form.schema, document, validate);
  const faults: SubmissionFault[] = [...validate(form.schema, document), ...missingHere(access, document)]
    .filter((fault) => counts(fault, access, hidden))
    .map((fault) => faultText({ schema: form.schema, fault, document, today: input.today, ...english(input) }));
  if (faults.length === 0) faults.push(...brokenRules(input, document));
  return faults.length > 0 ? { ok: false, kind: 'invalid', faults: distinct(faults) } : { ok: true, document };
}

/** A missing field counts when it is shown and the node is complete or may write it; every other fault counts always. */
function counts(fault: SchemaFault, access: NodeAccess, hidden: readonly string[]): boolean {
  if (fault.keyword === 'if') return false;
  if (fault.keyword !== 'required') return true;
  const place = fault.pointer + pointerOf([String(fault.params['missingProperty'])]);
  if (hidden.some((one) => place === one || place.startsWith(`${one}/`))) return false;
  if (requiredAt(access, place) === false) return false;
  return access.complete || anyWritableBelow(access, place);
}

/** Fields the node itself requires and the document lacks. */
function missingHere(access: NodeAccess, document: JsonObject): readonly SchemaFault[] {
  return access.fields
    .filter((entry) => entry.required === true && !entry.path.includes('*'))
    .filter((entry) => valueAt(document, entry.path) === undefined)
    .map((entry) => {
      const parts = pointerParts(entry.path);
      const missingProperty = parts.at(-1) ?? '';
      return { pointer: pointerOf(parts.slice(0, -1)), keyword: 'required', params: { missingProperty } };
    });
}

function brokenRules(input: SubmissionInput, document: JsonObject): readonly SubmissionFault[] {
  return input.form.rules
    .filter((rule) => input.access.complete || rule.paths.some((path) => anyWritableBelow(input.access, path)))
    .filter((rule) => {
      const outcome = input.rules.get(rule.feel)?.evaluate(document, input.environment);
      return !(outcome?.ok === true && outcome.value === true);
    })
    .map((rule) => ({ pointer: rule.paths[0] ?? '', code: `rule:${rule.id}`, text: rule.text }));
}

function notWritable(input: SubmissionInput, pointer: string): SubmissionFault {
  const fault = { pointer, keyword: 'writable', params: {} };
  return faultText({ schema: input.form.schema, fault, document: input.patch, today: input.today, ...english(input) });
}

function notAnObject(): SubmissionFault {
  return { pointer: '', code: 'type', text: { zh: '表单内容格式不正确', en: 'The form content has the wrong shape' } };
}

function english(input: SubmissionInput): { readonly english?: JsonObject } {
  return input.english === undefined ? {} : { english: input.english };
}

function distinct(faults: readonly SubmissionFault[]): readonly SubmissionFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = `${fault.pointer} ${fault.code}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The part of an edited document that this node may send: what is not writable is left out. Used by every form client. */
export function writablePart(document: JsonValue, access: NodeAccess): JsonObject {
  const picked = mergePatch({ before: {}, patch: isObject(document) ? document : {}, access, lenient: true });
  return picked.ok ? picked.document : {};
}
