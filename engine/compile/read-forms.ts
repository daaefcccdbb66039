import type { FieldAccess, FieldEntryPlan, FormAccessPlan, UserFormPlan, ValuePlan } from '../model/plan.js';
import { YIZHAN } from './namespaces.js';
import { checkBinding, extensionsOf, zeebeOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { feelOf, optionalValue, refuse, valueOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

const ACCESS: readonly FieldAccess[] = ['hidden', 'read', 'write', 'append'];
const POINTER = /^(\/([^~/]|~[01])*)*$/;

/** The form of a user task or start event (`zeebe:formDefinition`) and the access to it and to other documents. */
export function readUserForm(reader: Reader, id: string, element: XmlElement): UserFormPlan {
  const definition = zeebeOf(element, 'formDefinition');
  if (definition) checkBinding(reader, id, definition, true);
  const formId = definition && optionalValue(reader, id, 'formId', attributeOf(definition, 'formId'));
  if (definition && !formId)
    refuse(reader, 'form-id', id, 'formDefinition 缺少 formId', 'The formDefinition has no formId');
  const access = readFormAccess(reader, id, element, formId);
  if (formId && !access.some((entry) => sameValue(entry.form, formId))) {
    refuse(reader, 'form-access', id, '此节点的表单没有 formAccess', 'The form of this node has no formAccess');
  }
  return { ...(formId ? { formId } : {}), access };
}

/** `yizhan:formAccess` elements; `own` is the form of an entry that names none. A start form is always checked as a whole. */
export function readFormAccess(
  reader: Reader,
  id: string,
  element: XmlElement,
  own?: ValuePlan,
): readonly FormAccessPlan[] {
  return extensionsOf(element, YIZHAN, 'formAccess').map((access) => {
    const form = optionalValue(reader, id, 'formAccess form', attributeOf(access, 'form')) ?? own;
    if (!form) refuse(reader, 'form-access', id, 'formAccess 须用 form 指明表单', 'The formAccess must name its form');
    const fallback = attributeOf(access, 'default');
    const write = attributeOf(access, 'write');
    const joint = attributeOf(access, 'joint');
    if (joint !== undefined && !isPath(joint)) refusePath(reader, id, joint);
    return {
      form: form ?? valueOf(reader, id, 'form', ''),
      ...(fallback === undefined ? {} : { fallback: readAccess(reader, id, fallback) }),
      fields: readFields(reader, id, access),
      ...(write === undefined ? {} : { writable: feelOf(reader, id, 'formAccess write', write) }),
      complete: element.local === 'startEvent' || readFlag(reader, id, attributeOf(access, 'complete')) === true,
      ...(joint === undefined ? {} : { joint }),
    };
  });
}

function readFields(reader: Reader, id: string, access: XmlElement): readonly FieldEntryPlan[] {
  const seen = new Set<string>();
  return childrenOf(access, YIZHAN, 'field').map((field) => {
    const path = attributeOf(field, 'path') ?? '';
    if (!isPath(path)) refusePath(reader, id, path);
    if (seen.has(path)) refuse(reader, 'form-access', id, `字段 ${path} 重复`, `The field ${path} is named twice`);
    seen.add(path);
    const required = readFlag(reader, id, attributeOf(field, 'required'));
    return {
      path,
      access: readAccess(reader, id, attributeOf(field, 'access') ?? ''),
      ...(required === undefined ? {} : { required }),
    };
  });
}

function readAccess(reader: Reader, id: string, raw: string): FieldAccess {
  const access = ACCESS.find((one) => one === raw);
  if (!access) refuse(reader, 'form-access', id, `字段权限无效：${raw}`, `Not an access: ${raw}`);
  return access ?? 'hidden';
}

function readFlag(reader: Reader, id: string, raw: string | undefined): boolean | undefined {
  if (raw === undefined) return undefined;
  if (raw !== 'true' && raw !== 'false')
    refuse(reader, 'form-access', id, `须为 true 或 false：${raw}`, `Must be true or false: ${raw}`);
  return raw === 'true';
}

function isPath(path: string): boolean {
  return path !== '' && path.length <= 500 && POINTER.test(path);
}

function refusePath(reader: Reader, id: string, path: string): void {
  refuse(reader, 'form-access', id, `字段路径须为 JSON Pointer：${path}`, `The path must be a JSON Pointer: ${path}`);
}

function sameValue(one: ValuePlan, other: ValuePlan): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
