import { Type, type Static } from '@sinclair/typebox';
import type { BatchParameters, BatchSelection } from '../../batches/batch-records.js';
import {
  listBatches,
  listBatchItems,
  previewBatch,
  readBatch,
  startBatch,
  stopBatch,
  type BatchRequest,
} from '../../use-cases/manage-batches.js';
import type { Office } from '../../use-cases/office.js';
import { jsonObject, signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { DocumentSchema, EmptySchema, HashSchema, IdSchema } from '../schemas.js';
import { MappingSchema } from './migrations.js';

const Words = Type.String({ minLength: 1, maxLength: 100 });

const BatchSchema = Type.Object(
  {
    kind: Type.Union([
      Type.Literal('retry'),
      Type.Literal('cancel'),
      Type.Literal('migrate'),
      Type.Literal('suspend'),
      Type.Literal('resume'),
    ]),
    selection: Type.Object(
      {
        service: Type.Optional(IdSchema),
        code: Type.Optional(IdSchema),
        status: Type.Optional(IdSchema),
        packageHash: Type.Optional(HashSchema),
        before: Type.Optional(Type.Integer({ minimum: 0 })),
        text: Type.Optional(Words),
        ids: Type.Optional(Type.Array(IdSchema, { minItems: 1, maxItems: 1000 })),
      },
      { additionalProperties: false },
    ),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    hash: Type.Optional(HashSchema),
    mapping: Type.Optional(MappingSchema),
    variables: Type.Optional(DocumentSchema),
  },
  { additionalProperties: false },
);

/** What was sent, with the optional members really absent. */
function requestOf({ kind, selection, reason, hash, mapping, variables }: Static<typeof BatchSchema>): BatchRequest {
  const parameters: BatchParameters = {
    ...(reason === undefined ? {} : { reason }),
    ...(hash === undefined ? {} : { hash }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(variables === undefined ? {} : { variables: jsonObject(variables) }),
  };
  // The registrar has validated it: members are there with a value, or not at all.
  return { kind, selection: selection as BatchSelection, parameters };
}

/** Batches: the same thing done to many cases or incidents, in the background. */
export function batchRoutes(office: Office): readonly Route[] {
  const params = Type.Object({ id: IdSchema });
  return [
    route({
      method: 'post',
      path: '/api/batches/preview',
      permission: 'batch.run',
      tag: 'operations',
      summary: { zh: '批量操作（预览）', en: 'How many a batch would reach' },
      body: BatchSchema,
      reply: { status: 200, text: 'The number of targets, the most there may be, and the first few case numbers' },
      handle: async (call) => ok(await previewBatch(office, signedIn(call), requestOf(call.body))),
    }),
    route({
      method: 'post',
      path: '/api/batches',
      permission: 'batch.run',
      tag: 'operations',
      summary: { zh: '批量操作', en: 'Start a batch' },
      body: BatchSchema,
      reply: { status: 201, text: 'Its id' },
      handle: async (call) => {
        const { idempotencyKey } = call;
        return created(await startBatch(office, signedIn(call), { ...requestOf(call.body), idempotencyKey }));
      },
    }),
    route({
      method: 'get',
      path: '/api/batches',
      permission: 'batch.read',
      tag: 'operations',
      summary: { zh: '批量操作列表', en: 'Batches' },
      reply: { status: 200, text: 'The newest 50 with their progress' },
      handle: async () => ok(await listBatches(office)),
    }),
    route({
      method: 'get',
      path: '/api/batches/{id}',
      permission: 'batch.read',
      tag: 'operations',
      summary: { zh: '批量操作进度', en: 'Progress of a batch' },
      params,
      reply: { status: 200, text: 'The batch with its counts by outcome' },
      handle: async (call) => ok(await readBatch(office, call.params.id)),
    }),
    route({
      method: 'get',
      path: '/api/batches/{id}/items',
      permission: 'batch.read',
      tag: 'operations',
      summary: { zh: '批量操作明细', en: 'Targets of a batch' },
      params,
      query: Type.Object(
        {
          outcome: Type.Optional(
            Type.Union([
              Type.Literal('open'),
              Type.Literal('done'),
              Type.Literal('skipped'),
              Type.Literal('failed'),
              Type.Literal('stopped'),
            ]),
          ),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of targets with what became of each' },
      handle: async (call) =>
        ok(
          await listBatchItems(office, {
            batchId: call.params.id,
            outcome: call.query.outcome,
            cursor: call.query.cursor,
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/api/batches/{id}/stop',
      permission: 'batch.run',
      tag: 'operations',
      summary: { zh: '停止批量操作', en: 'Stop a batch' },
      params,
      body: EmptySchema,
      reply: { status: 204, text: 'Nothing more is begun' },
      handle: async (call) => {
        await stopBatch(office, signedIn(call), call.params.id);
        return nothing();
      },
    }),
  ];
}
