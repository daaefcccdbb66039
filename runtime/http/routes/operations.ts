import { Type } from '@sinclair/typebox';
import { listNotices } from '../../notices/list-notices.js';
import { listIncidents, retryIncident } from '../../use-cases/manage-incidents.js';
import type { Office } from '../../use-cases/office.js';
import { listRegisters, readRegister } from '../../use-cases/read-register.js';
import { jsonObject, signedIn } from '../call.js';
import { nothing, ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';

/** Incidents, notices, registers, the audit chain. */
export function operationRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/incidents',
      permission: 'incident.read',
      tag: 'operations',
      summary: { zh: '异常', en: 'Open incidents' },
      reply: { status: 200, text: 'Open incidents, newest first' },
      handle: async () => ok(await listIncidents(office)),
    }),
    route({
      method: 'post',
      path: '/api/incidents/{id}/retry',
      permission: 'incident.retry',
      tag: 'operations',
      summary: { zh: '重试', en: 'Retry' },
      params: Type.Object({ id: IdSchema }),
      body: Type.Object({ variables: Type.Optional(DocumentSchema) }, { additionalProperties: false }),
      reply: { status: 204, text: 'Tried again' },
      handle: async (call) => {
        await retryIncident(office, signedIn(call), {
          incidentId: call.params.id,
          variables: jsonObject(call.body.variables ?? {}),
          idempotencyKey: call.idempotencyKey,
        });
        return nothing();
      },
    }),
    route({
      method: 'get',
      path: '/api/notices',
      permission: 'session',
      tag: 'notices',
      summary: { zh: '通知', en: 'Notices' },
      reply: { status: 200, text: 'Notices to the person and to the roles held, newest first' },
      handle: async (call) => ok(await listNotices(office, signedIn(call))),
    }),
    route({
      method: 'get',
      path: '/api/registers',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '登记表', en: 'Registers' },
      reply: { status: 200, text: 'Registers by key' },
      handle: () => Promise.resolve(ok(listRegisters(office))),
    }),
    route({
      method: 'get',
      path: '/api/registers/{key}',
      permission: 'register.read',
      tag: 'registers',
      summary: { zh: '登记表内容（脱敏）', en: 'Rows of a register, masked' },
      params: Type.Object({ key: IdSchema }),
      query: Type.Object(
        {
          q: Type.Optional(Type.String({ maxLength: 100 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
          limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]?$' })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of rows' },
      handle: async (call) =>
        ok(
          await readRegister(office, {
            key: call.params.key,
            search: call.query.q,
            cursor: call.query.cursor,
            limit: call.query.limit === undefined ? 50 : Number(call.query.limit),
          }),
        ),
    }),
    route({
      method: 'get',
      path: '/api/audit/verification',
      permission: 'audit.read',
      tag: 'operations',
      summary: { zh: '校验审计链', en: 'Check the audit chain' },
      reply: { status: 200, text: 'Whether the chain is whole' },
      handle: async () => ok(await office.audit.verify()),
    }),
  ];
}
