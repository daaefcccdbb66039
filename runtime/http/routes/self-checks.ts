import { Type } from '@sinclair/typebox';
import type { Office } from '../../use-cases/office.js';
import { judgeSelfCheck, listSelfChecks, openSelfCheck } from '../../use-cases/self-checks.js';
import { jsonObject } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { DocumentSchema, IdSchema } from '../schemas.js';

const Key = Type.Object({ key: IdSchema });

/** Self-checks: a few questions tell anyone, without signing in, what has to be applied for. Answers are not kept. */
export function selfCheckRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/self-checks',
      permission: 'public',
      tag: 'public',
      summary: { zh: '办事自查', en: 'Self-checks' },
      reply: { status: 200, text: 'Keys, titles and leads' },
      handle: async () => ok(await listSelfChecks(office)),
    }),
    route({
      method: 'get',
      path: '/api/self-checks/{key}',
      permission: 'public',
      tag: 'public',
      summary: { zh: '自查的问题', en: 'The questions of a self-check' },
      params: Key,
      reply: { status: 200, text: 'The form with the questions' },
      handle: async ({ params }) => ok(await openSelfCheck(office, params.key)),
    }),
    route({
      method: 'post',
      path: '/api/self-checks/{key}/answers',
      permission: 'public',
      rate: 'verify',
      tag: 'public',
      summary: { zh: '自查结论', en: 'What has to be applied for' },
      params: Key,
      body: Type.Object({ answers: DocumentSchema }, { additionalProperties: false }),
      reply: { status: 200, text: 'The service with the reason, and what has been answered already' },
      handle: async ({ params, body }) => ok(await judgeSelfCheck(office, params.key, jsonObject(body.answers))),
    }),
  ];
}
