import { Type } from '@sinclair/typebox';
import { OPERATIONS } from '../../../engine/index.js';
import { migrateInstance, planInstanceMigration } from '../../use-cases/migrate-instance.js';
import type { Office } from '../../use-cases/office.js';
import { restartCase } from '../../use-cases/restart-case.js';
import { signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { HashSchema, IdSchema } from '../schemas.js';

const Ids = Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 200 }));

/** Old element and flow ids to new ones, as the plan proposed them and people edited them. */
export const MappingSchema = Type.Object({ elements: Ids, flows: Ids }, { additionalProperties: false });

const Target = {
  hash: HashSchema,
  processId: Type.Optional(IdSchema),
  mapping: Type.Optional(MappingSchema),
};
const Reason = Type.Optional(Type.String({ maxLength: 500 }));

/** Operations that need more than their body: a migration looks at two versions, a restart makes a new case. */
export function migrationRoutes(office: Office): readonly Route[] {
  const params = Type.Object({ id: IdSchema });
  return [
    route({
      method: 'post',
      path: '/api/instances/{id}/operations/migrateInstance/plan',
      permission: 'operation.migrateInstance',
      tag: 'operations',
      summary: { zh: '迁移方案（试运行）', en: 'Plan of a migration, tried out on a copy' },
      params,
      body: Type.Object(Target, { additionalProperties: false }),
      reply: { status: 200, text: 'The mapping, and each change it would make or why it is refused' },
      handle: async (call) =>
        ok(await planInstanceMigration(office, signedIn(call), { instanceId: call.params.id, ...call.body })),
    }),
    route({
      method: 'post',
      path: '/api/instances/{id}/operations/migrateInstance',
      permission: 'operation.migrateInstance',
      tag: 'operations',
      summary: OPERATIONS.migrateInstance.title,
      params,
      body: Type.Object({ ...Target, reason: Reason }, { additionalProperties: false }),
      reply: { status: 200, text: 'Done', schema: Type.Object({ caseId: Type.String() }) },
      handle: async (call) =>
        ok(
          await migrateInstance(office, signedIn(call), {
            instanceId: call.params.id,
            hash: call.body.hash,
            processId: call.body.processId,
            mapping: call.body.mapping,
            reason: call.body.reason,
            idempotencyKey: call.idempotencyKey,
          }),
        ),
    }),
    route({
      method: 'post',
      path: '/api/instances/{id}/operations/restartInstance',
      permission: 'operation.restartInstance',
      tag: 'operations',
      summary: OPERATIONS.restartInstance.title,
      params,
      body: Type.Object({ revision: Type.Integer({ minimum: 1 }), reason: Reason }, { additionalProperties: false }),
      reply: { status: 201, text: 'The new case: its id and number' },
      handle: async (call) =>
        created(
          await restartCase(office, signedIn(call), {
            instanceId: call.params.id,
            revision: call.body.revision,
            reason: call.body.reason,
            idempotencyKey: call.idempotencyKey,
          }),
        ),
    }),
  ];
}
