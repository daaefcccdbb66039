import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject, pointerParts } from '../../../../engine/index.js';
import type { TaskForm } from '../api/types.js';
import { rowsOf } from './task-document.js';

/** The field that stands for the own signature while the form is filled in. */
const OWN = 'ownSignature';

/** A signature somebody else has given. */
export interface GivenSignature {
  readonly userId: string;
  readonly name: string;
  readonly signedAt: string;
}

/**
 * A joint form as one participant sees it: the list of signatures is one field for the own signature, and after the
 * first signature of somebody else the rest is for reading. `toServer` puts the own signature back among the others.
 */
export interface JointForm {
  readonly form: TaskForm;
  readonly others: readonly GivenSignature[];
  toShown(document: JsonObject): JsonObject;
  toServer(document: JsonObject, now: string): JsonObject;
}

/** Makes the view of a joint form for a person; undefined for every other form. */
export function jointForm(
  form: TaskForm,
  user: { readonly userId: string; readonly name: string },
): JointForm | undefined {
  const [list, ...deeper] = pointerParts(form.joint ?? '');
  const properties = form.schema['properties'];
  if (list === undefined || deeper.length > 0 || !isObject(properties) || !isObject(properties[list])) return undefined;
  const node = properties[list];
  const row = isObject(node['items']) && isObject(node['items']['properties']) ? node['items']['properties'] : {};
  const field = Object.keys(row).find((key) => isObject(row[key]) && row[key]['x-widget'] === 'signature');
  if (field === undefined) return undefined;
  const signed = rowsOf(form.document?.[list]);
  const others = signed.filter((one) => one['userId'] !== user.userId);
  const isLocked = others.length > 0;
  const body = Object.entries(properties).map(([key, child]): [string, JsonValue] => {
    if (key === list) return [OWN, { ...(isObject(row[field]) ? row[field] : {}), title: '本人签名' }];
    return [key, isLocked && isObject(child) ? { ...child, readOnly: true } : child];
  });
  const required = Array.isArray(form.schema['required']) ? (form.schema['required'] as readonly string[]) : [];
  const order = form.uiSchema?.['ui:order'];
  const rename = (key: JsonValue): JsonValue => (key === list ? OWN : key);
  const toShown = (document: JsonObject): JsonObject => {
    const { [list]: rows, ...rest } = document;
    const own = rowsOf(rows).find((one) => one['userId'] === user.userId)?.[field];
    return own === undefined ? rest : { ...rest, [OWN]: own };
  };
  return {
    form: {
      ...form,
      schema: {
        ...form.schema,
        properties: Object.fromEntries(body),
        required: [...(isLocked ? [] : required.filter((key) => key !== list)), OWN],
      },
      uiSchema: {
        ...form.uiSchema,
        ...(Array.isArray(order) ? { 'ui:order': (order as readonly JsonValue[]).map(rename) } : {}),
      },
      english: { ...form.english, [`/properties/${OWN}/title`]: 'Your signature' },
      document: toShown(form.document ?? {}),
    },
    others: others.map(({ userId, name, signedAt }) => ({
      userId: String(userId),
      name: typeof name === 'string' ? name : String(userId),
      signedAt: typeof signedAt === 'string' ? signedAt : '',
    })),
    toShown,
    toServer: (document, now) => {
      const { [OWN]: own, ...rest } = document;
      if (own === undefined || own === null) return rest;
      const entry = { userId: user.userId, name: user.name, signedAt: now, [field]: own };
      return { ...rest, [list]: [...others, entry] };
    },
  };
}
