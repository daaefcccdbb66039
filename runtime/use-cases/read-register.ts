import type { JsonObject, Text } from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A page of a register, masked. */
export interface RegisterView {
  readonly key: string;
  readonly title: Text;
  readonly keyProperty: string;
  readonly schema: JsonObject;
  readonly rows: readonly { readonly key: string; readonly revision: number; readonly values: JsonObject }[];
  readonly nextCursor?: string;
}

/** Registers by key and title. */
export function listRegisters(office: Office): readonly { readonly key: string; readonly title: Text }[] {
  return office.registers.definitions().map(({ key, title }) => ({ key, title }));
}

/** One page of a register with personal data masked. Throws RequestProblem NOT_FOUND. */
export async function readRegister(
  office: Office,
  request: {
    readonly key: string;
    readonly search: string | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<RegisterView> {
  const definition = office.registers.definitions().find((one) => one.key === request.key);
  if (definition === undefined) throw new RequestProblem('NOT_FOUND');
  const page = await office.registers.find(request.key, {
    limit: request.limit,
    ...(request.search === undefined || request.search === '' ? {} : { search: request.search }),
    ...(request.cursor === undefined ? {} : { cursor: request.cursor }),
  });
  return {
    key: definition.key,
    title: definition.title,
    keyProperty: definition.keyProperty,
    schema: definition.schema,
    rows: page.rows.map(({ key, revision, values }) => ({
      key,
      revision,
      values: maskDocument(values, definition.schema).document,
    })),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}
