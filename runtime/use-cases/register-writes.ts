import { dateOf, faultText, type JsonObject, type JsonValue, type RegisterDefinition } from '../../engine/index.js';
import { seesRow } from '../access/register-access.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterOutcome } from '../seams/registers.js';
import type { Office } from './office.js';
import { openRegister, openRow, viewOf, type RowView } from './register-rows.js';
import { requestKey } from './request-key.js';
import { RequestProblem, type FieldFault } from './request-problem.js';

/** A refused write as field faults in words: what a page shows beside its fields and a sheet beside its cells. */
export function faultsOf(
  office: Office,
  definition: RegisterDefinition,
  values: JsonObject,
  outcome: Extract<RegisterOutcome, { readonly ok: false }>,
): readonly FieldFault[] {
  const { schema } = definition;
  if (outcome.code !== 'INVALID') {
    const { property } = outcome;
    const changed = {
      zh: '这一行已被他人修改，请刷新后重试',
      en: 'Somebody else has changed this row; please reload it',
    };
    const taken = { zh: '登记表中已有相同的值', en: 'The register already holds the same value' };
    return [
      {
        pointer: property === undefined ? '' : `/${property}`,
        code: outcome.code,
        text: property === undefined ? changed : taken,
      },
    ];
  }
  const today = dateOf(office.calendar, office.clock.now());
  return (outcome.faults ?? []).map((fault): FieldFault => {
    if (fault.keyword !== 'reference') return faultText({ schema, fault, document: values as JsonValue, today });
    const register = office.registers.definitions().find((one) => one.key === fault.params['register']);
    const title = register?.title ?? { zh: '登记表', en: 'register' };
    return {
      pointer: fault.pointer,
      code: 'reference',
      text: { zh: `“${title.zh}”中没有这一项`, en: `There is no such row in ${title.en}` },
    };
  });
}

const answer = (
  office: Office,
  definition: RegisterDefinition,
  values: JsonObject,
  outcome: RegisterOutcome,
): RowView => {
  if (outcome.ok) return viewOf(definition, outcome.row);
  if (outcome.code === 'ROW_NOT_FOUND') throw new RequestProblem('NOT_FOUND');
  throw new RequestProblem(outcome.code === 'INVALID' ? 'FORM_INVALID' : 'REGISTER_CONFLICT', {
    errors: faultsOf(office, definition, values, outcome),
  });
};

/** Adds a row by hand, once for each idempotency key. Throws RequestProblem NOT_FOUND, FORBIDDEN, FORM_INVALID, REGISTER_CONFLICT. */
export async function addRow(
  office: Office,
  user: SignedIn,
  request: { readonly key: string; readonly values: JsonObject; readonly idempotencyKey: string | null },
): Promise<RowView> {
  const definition = openRegister(office, user, request.key, 'write');
  const { values } = request;
  if (!seesRow(user, definition, { orgPath: office.registers.placeOf(request.key, values) }))
    throw new RequestProblem('FORBIDDEN');
  const commandId = requestKey(office, `row:${request.key}`, user.userId, request.idempotencyKey);
  const outcome = await office.registers.insert({ register: request.key, values, commandId, by: user.userId });
  return answer(office, definition, values, outcome);
}

/**
 * Changes a row by hand: `set` holds what changes (null removes), `revision` what the person saw. Throws RequestProblem NOT_FOUND,
 * FORBIDDEN, FORM_INVALID, REGISTER_CONFLICT (also when somebody else has changed the row since).
 */
export async function changeRow(
  office: Office,
  user: SignedIn,
  request: {
    readonly key: string;
    readonly handle: string;
    readonly revision: number;
    readonly set: JsonObject;
    readonly idempotencyKey: string | null;
  },
): Promise<RowView> {
  const definition = openRegister(office, user, request.key, 'write');
  const row = await openRow(office, user, definition, request.handle);
  const values = { ...row.values, ...request.set };
  if (!seesRow(user, definition, { orgPath: office.registers.placeOf(request.key, values) }))
    throw new RequestProblem('FORBIDDEN');
  const commandId = requestKey(office, `row:${request.key}`, user.userId, request.idempotencyKey);
  const { key, handle: _handle, revision, set, idempotencyKey: _key } = request;
  const outcome = await office.registers.update({
    register: key,
    key: row.key,
    set,
    revision,
    commandId,
    by: user.userId,
  });
  return answer(office, definition, values, outcome);
}
