import { Type, type Static, type TObject, type TProperties } from '@sinclair/typebox';
import { OPERATIONS, type OperationName } from '../../../engine/index.js';
import {
  operate,
  previewOperation,
  type OperationBody,
  type OperationRequest,
  type OperationView,
} from '../../use-cases/operate.js';
import type { Office } from '../../use-cases/office.js';
import type { Refusal } from '../../seams/commands.js';
import { splitWorkItemId } from '../../use-cases/work-item-of.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { IdSchema, TextSchema } from '../schemas.js';

/** One operation over HTTP: what its body holds beside the reason, and how that becomes a command. */
export interface OperationDeclaration<P extends TProperties> {
  readonly name: OperationName;
  /** What the path names: a work item, or an instance. */
  readonly on: 'work-items' | 'instances';
  readonly body: P;
  readonly make: (
    body: Static<TObject<P>>,
    view: OperationView,
  ) => OperationBody | Refusal | Promise<OperationBody | Refusal>;
}

const Reason = Type.Optional(Type.String({ maxLength: 500 }));

/** The two routes of an operation: carrying it out, and the sentence that says what it would do. */
export function operationRoute<P extends TProperties>(
  office: Office,
  { name, on, body, make }: OperationDeclaration<P>,
): readonly Route[] {
  const { title } = OPERATIONS[name];
  const what = on === 'work-items' ? 'work items' : 'operations';
  const path = `/api/${on}/{id}/operations/${name}`;
  const params = Type.Object({ id: IdSchema });
  const schema = Type.Object({ ...body, reason: Reason }, { additionalProperties: false });
  // The registrar has validated what was sent against the schema above.
  const request = (id: string, sent: unknown): OperationRequest => {
    const { reason, ...rest } = sent as { readonly reason?: string };
    const place = on === 'instances' ? { instanceId: id } : splitWorkItemId(id);
    return {
      name,
      ...place,
      make: async (view) => {
        const made = await make(rest as unknown as Static<TObject<P>>, view);
        return 'refuse' in made || reason === undefined ? made : { ...made, reason };
      },
    };
  };
  const shared = { method: 'post', permission: `operation.${name}`, tag: what, params, body: schema } as const;
  return [
    route({
      ...shared,
      path,
      repeats: 'itself',
      summary: title,
      reply: { status: 200, text: 'Done', schema: Type.Object({ caseId: Type.String() }) },
      handle: async (call) => {
        const { idempotencyKey } = call;
        return ok(await operate(office, signedIn(call), { ...request(call.params.id, call.body), idempotencyKey }));
      },
    }),
    route({
      ...shared,
      path: `${path}/preview`,
      summary: { zh: `${title.zh}（预览）`, en: `${title.en} (preview)` },
      reply: { status: 200, text: 'What it would do, in one sentence', schema: TextSchema },
      handle: async (call) => ok(await previewOperation(office, signedIn(call), request(call.params.id, call.body))),
    }),
  ];
}
