import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { listPublicRegisters, readPublicRegister } from '../../use-cases/public-registers.js';
import { ok, route, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';

/** Registers that anyone may search without signing in, personal data masked. */
export function publicRegisterRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/public-registers',
      permission: 'public',
      tag: 'public',
      summary: { zh: '公开的登记表', en: 'Registers open to everybody' },
      reply: { status: 200, text: 'Keys, titles and leads' },
      handle: async () => ok(await listPublicRegisters(office)),
    }),
    route({
      method: 'get',
      path: '/api/public-registers/{key}',
      permission: 'public',
      rate: 'verify',
      tag: 'public',
      summary: { zh: '查询公开的登记表（脱敏）', en: 'Search a public register, masked' },
      params: Type.Object({ key: IdSchema }),
      query: Type.Object(
        {
          q: Type.Optional(Type.String({ maxLength: 60 })),
          cursor: Type.Optional(Type.String({ maxLength: 2000 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of rows with their state and the page that verifies them' },
      handle: async ({ params, query }) =>
        ok(await readPublicRegister(office, { key: params.key, search: query.q, cursor: query.cursor })),
    }),
  ];
}
