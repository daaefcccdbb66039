import type { ImportContext, Subject } from './import-context.js';
import { isForeign, note, openForm, put, take, takeExtensions, valueOf, zeebe } from './import-context.js';
import { holdsJuel, juelToFeel } from './juel-to-feel.js';
import type { DocElement } from './xml-document.js';

/** Assignment, due dates, priority and form of a user task. */
export function translateUserTask(context: ImportContext, { element, id }: Subject): void {
  put(element, zeebe(context, 'userTask', {}));
  const assignment = {
    assignee: single(context, { element, id }, 'assignee'),
    candidateUsers: list(context, { element, id }, 'candidateUsers'),
    candidateGroups: list(context, { element, id }, 'candidateGroups'),
  };
  if (Object.values(assignment).some((value) => value !== undefined))
    put(element, zeebe(context, 'assignmentDefinition', assignment));
  const schedule = {
    dueDate: single(context, { element, id }, 'dueDate'),
    followUpDate: single(context, { element, id }, 'followUpDate'),
  };
  if (Object.values(schedule).some((value) => value !== undefined))
    put(element, zeebe(context, 'taskSchedule', schedule));
  const priority = single(context, { element, id }, 'priority');
  if (priority !== undefined) put(element, zeebe(context, 'priorityDefinition', { priority }));
  translateForm(context, { element, id });
}

/** The form of a user task or start event, by key or reference; fields that were drawn in the model have no twin. */
export function translateForm(context: ImportContext, { element, id }: Subject): void {
  const attribute = take(element, 'formKey') ?? take(element, 'formRef');
  if (attribute) {
    const place = { id, what: attribute.name };
    const formId = formIdOf(attribute.value);
    put(element, zeebe(context, 'formDefinition', { formId, bindingType: 'deployment' }));
    openForm(context, element);
    const zh = `使用表单 ${formId}：请在包内提供 forms/${formId}.json，并收窄可写字段`;
    const en = `It shows the form ${formId}: the package needs forms/${formId}.json; every field may be written, narrow it`;
    note(context, 'translated', place, zh, en);
  }
  for (const drawn of [...takeExtensions(element, 'formData'), ...takeExtensions(element, 'formProperty')]) {
    const names = fieldNames(drawn).join(', ');
    const zh = `模型内的表单字段不再使用，请做成包内表单：${names}`;
    note(
      context,
      'lost',
      { id, what: drawn.name },
      zh,
      `Fields drawn in the model: make a form of the package: ${names}`,
    );
  }
}

function fieldNames(drawn: DocElement): readonly string[] {
  const fields = drawn.local === 'formProperty' ? [drawn] : drawn.content.filter((node) => 'local' in node);
  return fields.flatMap(({ attributes }) => attributes.find(({ local }) => local === 'id')?.value ?? []);
}

/** `embedded:app:forms/check-in.html` is the form `checkIn`: form ids are names (`engine/adr/0007`). */
function formIdOf(key: string): string {
  const file = key.split(/[:/]/).at(-1) ?? key;
  const words = file.replace(/\.(html?|form|jsp|xhtml)$/i, '').split(/[^\p{L}\p{N}]+/u);
  const [first = 'form', ...rest] = words.filter((word) => word !== '');
  const joined = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{N}/u.test(joined) ? `form${joined}` : joined;
}

function single(context: ImportContext, { element, id }: Subject, local: string): string | undefined {
  const attribute = take(element, local);
  if (!attribute || attribute.value.trim() === '') return undefined;
  const place = { id, what: attribute.name };
  const value = valueOf(context, place, attribute.value);
  if (value !== undefined) note(context, 'translated', place, `已译为 ${value}`, `It became ${value}`);
  return value;
}

/** A list with commas; with expressions in it, it becomes a FEEL list. */
function list(context: ImportContext, { element, id }: Subject, local: string): string | undefined {
  const attribute = element.attributes.find((one) => isForeign(one) && one.local === local);
  if (!attribute || !holdsJuel(attribute.value)) return single(context, { element, id }, local);
  const items = attribute.value.split(/,(?![^{]*\})/).map((item) => item.trim());
  if (items.length === 1) return single(context, { element, id }, local);
  take(element, local);
  const place = { id, what: attribute.name };
  const feel: string[] = [];
  for (const item of items) {
    const result = juelToFeel(item);
    if (result.ok) feel.push(result.feel);
    else note(context, 'lost', place, `表达式无法译成 FEEL：${item}`, `No twin in FEEL: ${item} (${result.reason})`);
  }
  const value = `=flatten([${feel.join(', ')}])`;
  note(context, 'translated', place, `已译为 ${value}`, `It became ${value}`);
  return value;
}
