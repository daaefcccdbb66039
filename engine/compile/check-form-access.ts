import { isObject, pointerParts } from '../form/pointer.js';
import type { FormDefinition } from '../model/package.js';
import type { FormAccessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { schemasAt, uncoveredFields } from './schema-paths.js';

const CLAUSE = 'decisions 8';

/**
 * The access of one node to one form: every path exists in the schema, `append` stands at lists, `required` at fields that can be
 * written, the signature list of a joint form is a list, and every field has an access of its own, of an ancestor or the default.
 */
export function checkFormAccess(
  access: FormAccessPlan,
  form: FormDefinition,
  place: { readonly elementId: string; readonly file: string },
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (zh: string, en: string): void => {
    problems.push(
      errorAt('form-access', { ...place, clause: CLAUSE }, `表单 ${form.id}：${zh}`, `Form ${form.id}: ${en}`),
    );
  };
  const isList = (path: string): boolean =>
    schemasAt(form.schema, path).some((one) => one['type'] === 'array' || isObject(one['items']));
  for (const field of access.fields) {
    if (schemasAt(form.schema, field.path).length === 0)
      refuse(`没有字段 ${field.path}`, `there is no field ${field.path}`);
    else if (field.access === 'append' && !isList(field.path))
      refuse(`${field.path} 不是列表，不能用 append`, `${field.path} is no list and cannot be appended to`);
    else if (field.required === true && field.access !== 'write' && field.access !== 'append') {
      refuse(`${field.path} 不可写，不能设为必填`, `${field.path} cannot be written and so not be required`);
    }
  }
  if (access.joint !== undefined && !isList(access.joint))
    refuse(`签名列表 ${access.joint} 不存在`, `there is no signature list ${access.joint}`);
  if (access.fallback !== undefined) return problems;
  const entries = access.fields.map((field) => pointerParts(field.path));
  const covers = (entry: readonly string[], parts: readonly string[]): boolean =>
    entry.length <= parts.length && entry.every((part, index) => part === parts[index]);
  const covered = (pointer: string): boolean => entries.some((entry) => covers(entry, pointerParts(pointer)));
  const hasInner = (pointer: string): boolean => entries.some((entry) => covers(pointerParts(pointer), entry));
  for (const pointer of uncoveredFields(form.schema, covered, hasInner)) {
    refuse(`字段 ${pointer} 没有权限`, `the field ${pointer} has no access`);
  }
  return problems;
}
