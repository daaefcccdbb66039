import { Type, type TProperties } from '@sinclair/typebox';
import {
  planReopening,
  planUndo,
  planWithdrawal,
  type JsonValue,
  type Modification,
  type Rejection,
} from '../../../engine/index.js';
import type { Office } from '../../use-cases/office.js';
import type { OperationBody } from '../../use-cases/operate.js';
import type { Refusal } from '../../seams/commands.js';
import { jsonObject } from '../call.js';
import type { Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';
import { operationRoute, type OperationDeclaration } from './operation-route.js';

const PART_OF_CASE = { jobId: IdSchema };
const Revision = Type.Optional(Type.Integer({ minimum: 1 }));
const Variables = Type.Optional(DocumentSchema);

const StartSchema = {
  elementId: IdSchema,
  scopeId: Type.Optional(IdSchema),
  variables: Variables,
};
const ChangeSchema = Type.Union([
  Type.Object({ do: Type.Literal('cancel'), tokenId: IdSchema }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('cancelAll'), elementId: IdSchema }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('move'), tokenId: IdSchema, elementId: IdSchema }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('startBefore'), ...StartSchema }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('startAfter'), ...StartSchema }, { additionalProperties: false }),
]);

const commandOf = (
  planned: { readonly ok: true; readonly body: OperationBody } | { readonly ok: false; readonly rejection: Rejection },
): OperationBody | Refusal => (planned.ok ? planned.body : { refuse: planned.rejection });

const given = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value };

/** Operations on an instance as a whole: taking back, suspending, terminating, and what administrators do to tokens and jobs. */
export function instanceOperationRoutes(office: Office): readonly Route[] {
  const declare = <P extends TProperties>(one: Omit<OperationDeclaration<P>, 'on'>): readonly Route[] =>
    operationRoute(office, { ...one, on: 'instances' });
  return [
    ...declare({
      name: 'withdrawTask',
      body: {},
      make: async (_body, { state, userId, history }) => commandOf(planWithdrawal(await history(), state, userId)),
    }),
    ...declare({
      name: 'undoOperation',
      body: { revision: Revision },
      make: async ({ revision }, { state, history }) => commandOf(planUndo(await history(), state, revision)),
    }),
    ...declare({
      name: 'reopenInstance',
      body: { revision: Revision },
      make: async ({ revision }, { state, history }) => commandOf(planReopening(await history(), state, revision)),
    }),
    ...declare({
      name: 'modifyInstance',
      body: { changes: Type.Array(ChangeSchema, { minItems: 1, maxItems: 100 }) },
      // What came in is JSON of just this shape: the registrar has validated it.
      make: ({ changes }) => ({ type: 'modifyInstance', changes: changes as unknown as readonly Modification[] }),
    }),
    ...declare({
      name: 'setVariables',
      body: { scopeId: Type.Optional(IdSchema), variables: DocumentSchema },
      make: ({ scopeId, variables }) => ({
        type: 'setVariables',
        variables: jsonObject(variables),
        ...given('scopeId', scopeId),
      }),
    }),
    ...declare({
      name: 'skipStep',
      body: { incidentId: IdSchema, variables: Variables, flowId: Type.Optional(IdSchema) },
      make: ({ incidentId, variables = {}, flowId }) => ({
        type: 'skipStep',
        incidentId,
        variables: jsonObject(variables),
        ...given('flowId', flowId),
      }),
    }),
    ...declare({
      name: 'startAdHocActivity',
      body: { scopeId: IdSchema, activityId: IdSchema, variables: Variables },
      make: ({ scopeId, activityId, variables = {} }) => ({
        type: 'startAdHocActivity',
        scopeId,
        activityId,
        variables: jsonObject(variables),
      }),
    }),
    ...declare({
      name: 'addInstance',
      body: {
        scopeId: IdSchema,
        item: Type.Unknown(),
        place: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
      },
      make: ({ scopeId, item, place }) => ({
        type: 'addInstance',
        scopeId,
        item: item as JsonValue,
        ...given('place', place),
      }),
    }),
    ...(['withdrawRequest', 'suspendInstance', 'resumeInstance'] as const).flatMap((name) =>
      declare({ name, body: {}, make: () => ({ type: name }) }),
    ),
    ...declare({
      name: 'cancelInstance',
      body: {},
      // The reason of the request takes the place of the empty one; without it the engine refuses.
      make: () => ({ type: 'cancelInstance', reason: '' }),
    }),
    ...declare({
      name: 'jump',
      body: { tokenId: IdSchema, elementId: IdSchema },
      make: ({ tokenId, elementId }) => ({ type: 'jump', from: { tokenId }, elementId }),
    }),
    ...(['suspendJob', 'resumeJob', 'retryJob'] as const).flatMap((name) =>
      declare({ name, body: PART_OF_CASE, make: ({ jobId }) => ({ type: name, jobId }) }),
    ),
  ];
}
