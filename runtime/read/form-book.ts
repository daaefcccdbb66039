import {
  compileFeel,
  isObject,
  type CompiledFeel,
  type CompiledPackage,
  type FormDefinition,
  type JsonObject,
} from '../../engine/index.js';

/** A form with what is needed to check and to show it. */
export interface BookForm {
  readonly form: FormDefinition;
  /** Hash of the package version that holds the form: its version for the browser. */
  readonly version: string;
  /** Version of that package as its manifest names it, for people. */
  readonly packageVersion: string;
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  /** Closures of the form's rules by source. */
  readonly rules: ReadonlyMap<string, CompiledFeel>;
}

const known = new WeakMap<FormDefinition, BookForm>();

/** Finds a form in a package version or in those it needs (`closure`, dependencies first): the nearest wins. */
export function findForm(closure: readonly CompiledPackage[], formId: string): BookForm | undefined {
  for (const one of [...closure].reverse()) {
    const form = one.forms.get(formId);
    if (form !== undefined) return bookForm(one, form);
  }
  return undefined;
}

function bookForm(from: CompiledPackage, form: FormDefinition): BookForm {
  const found = known.get(form);
  if (found !== undefined) return found;
  const rules = new Map<string, CompiledFeel>();
  for (const rule of form.rules) {
    const compiled = compileFeel(rule.feel, 'expression');
    if (compiled.ok) rules.set(rule.feel, compiled.expression);
  }
  const made = {
    form,
    version: from.hash,
    packageVersion: from.version,
    english: englishOf(from.english, form.id),
    rules,
  };
  known.set(form, made);
  return made;
}

function englishOf(english: JsonObject, formId: string): JsonObject {
  const forms = english['forms'];
  const texts = isObject(forms) ? forms[formId] : undefined;
  return isObject(texts) ? texts : {};
}
