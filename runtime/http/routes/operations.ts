import { Type } from '@sinclair/typebox';
import { listNotices } from '../../notices/list-notices.js';
import { listIncidents, readIncident, retryIncident } from '../../use-cases/manage-incidents.js';
import type { Office } from '../../use-cases/office.js';
import { jsonObject, signedIn } from '../call.js';
import { nothing, ok, route, type Route } from '../route.js';
import { DocumentSchema, HashSchema, IdSchema } from '../schemas.js';

/** Incidents, notices, the audit chain. */
export function operationRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/incidents',
      permission: 'incident.read',
      tag: 'operations',
      summary: { zh: '异常', en: 'Open incidents' },
      query: Type.Object(
        {
          service: Type.Optional(IdSchema),
          code: Type.Optional(IdSchema),
          packageHash: Type.Optional(HashSchema),
          // Raised before this instant, ms since the epoch.
          before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
          q: Type.Optional(Type.String({ maxLength: 100 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
          limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$' })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of open incidents (items, nextCursor, total), newest first' },
      handle: async ({ query: { service, code, packageHash, before, q, cursor, limit = '50' } }) =>
        ok(
          await listIncidents(office, {
            selection: {
              ...(service === undefined ? {} : { service }),
              ...(code === undefined ? {} : { code }),
              ...(packageHash === undefined ? {} : { packageHash }),
              ...(before === undefined ? {} : { before: Number(before) }),
              ...(q === undefined ? {} : { text: q }),
            },
            cursor,
            limit: Number(limit),
          }),
        ),
    }),
    route({
      method: 'get',
      path: '/api/incidents/{id}',
      permission: 'incident.read',
      tag: 'operations',
      summary: { zh: '异常详情', en: 'One open incident' },
      params: Type.Object({ id: IdSchema }),
      reply: { status: 200, text: 'The incident, with the ways on behind its step' },
      handle: async (call) => ok(await readIncident(office, call.params.id)),
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
      path: '/api/audit/verification',
      permission: 'audit.read',
      tag: 'operations',
      summary: { zh: '校验审计链', en: 'Check the audit chain' },
      reply: { status: 200, text: 'Whether the chain is whole' },
      handle: async () => ok(await office.audit.verify()),
    }),
  ];
}
