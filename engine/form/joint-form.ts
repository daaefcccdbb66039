import type { JsonObject, JsonValue } from '../model/json.js';
import type { NodeAccess } from './field-access.js';
import { isObject, sameJson, valueAt, withValueAt } from './pointer.js';
import type { SubmissionFault } from './submission-fault.js';

/**
 * The rules of a joint form (decisions 10): each participant adds or replaces only the own signature, and the body may change only
 * as long as nobody has signed. A process that starts a new round empties the signature list first.
 */
export function signatureFaults(input: {
  readonly access: NodeAccess;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly actorId: string;
}): readonly SubmissionFault[] {
  const { joint } = input.access;
  if (joint === undefined) return [];
  const old = signatures(input.before, joint);
  const now = signatures(input.after, joint);
  const others = (list: readonly JsonObject[]) => list.filter((entry) => entry['userId'] !== input.actorId);
  if (!sameJson(others(old), others(now))) {
    return [fault(joint, 'foreign-signature', '只能填写本人的签名', 'Only your own signature may be written')];
  }
  const bodyChanged = !sameJson(
    withValueAt(input.before, joint, undefined),
    withValueAt(input.after, joint, undefined),
  );
  if (bodyChanged && others(old).length > 0) {
    return [
      fault(
        '',
        'body-signed',
        '已有人签名，表单内容不能再改',
        'The form has been signed; its content can no longer change',
      ),
    ];
  }
  if (!now.some((entry) => entry['userId'] === input.actorId)) {
    return [fault(joint, 'signature-missing', '请签名', 'Please sign')];
  }
  return [];
}

function signatures(document: JsonObject, joint: string): readonly JsonObject[] {
  const list = valueAt(document, joint);
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter(isObject) : [];
}

function fault(pointer: string, code: string, zh: string, en: string): SubmissionFault {
  return { pointer, code, text: { zh, en } };
}
