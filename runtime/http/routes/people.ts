import { Type } from '@sinclair/typebox';
import {
  changePerson,
  closePerson,
  createPerson,
  endSessions,
  listPeople,
  resetPassword,
  unlockPerson,
} from '../../use-cases/manage-people.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { created, ok, route, type Route } from '../route.js';
import { IdSchema } from '../schemas.js';
import { LoginSchema, NameSchema, OrgPathSchema } from './account.js';

const Params = Type.Object({ userId: IdSchema }, { additionalProperties: false });
const FIELDS = {
  name: NameSchema,
  roles: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 20 }),
  orgPath: OrgPathSchema,
};
const Person = Type.Object({
  userId: Type.String(),
  login: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  orgPath: Type.String(),
  closed: Type.Boolean(),
  hasPassword: Type.Boolean(),
  codeUntil: Type.Union([Type.Integer(), Type.Null()]),
  lockedUntil: Type.Union([Type.Integer(), Type.Null()]),
});
const Code = Type.Object({
  userId: Type.String(),
  login: Type.String(),
  code: Type.String(),
  until: Type.Integer(),
});

/** People of the office: who they are, what they may, and their accounts. */
export function peopleRoutes(office: Office): readonly Route[] {
  const common = { permission: 'people.manage', tag: 'people' } as const;
  return [
    route({
      ...common,
      method: 'get',
      path: '/api/people',
      summary: { zh: '人员列表', en: 'People, with the state of their accounts' },
      query: Type.Object(
        {
          q: Type.Optional(Type.String({ maxLength: 100 })),
          all: Type.Optional(Type.Literal('1')),
          cursor: Type.Optional(Type.String({ maxLength: 1000 })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of people; without `all` those who work here' },
      handle: async ({ query: { q, all, cursor, limit = 50 } }) =>
        ok(
          await listPeople(office, {
            ...(q === undefined ? {} : { search: q }),
            ...(cursor === undefined ? {} : { cursor }),
            all: all === '1',
            limit,
          }),
        ),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/people',
      summary: { zh: '新建人员', en: 'Make a person' },
      body: Type.Object({ login: LoginSchema, ...FIELDS }, { additionalProperties: false }),
      reply: { status: 201, text: 'The person, with a one-time code that is shown this once', schema: Code },
      handle: async (call) => created(await createPerson(office, signedIn(call), call.body)),
    }),
    route({
      ...common,
      method: 'put',
      path: '/api/people/{userId}',
      summary: { zh: '修改人员', en: 'Change name, roles and place of a person' },
      params: Params,
      body: Type.Object(FIELDS, { additionalProperties: false }),
      reply: { status: 200, text: 'The person', schema: Person },
      handle: async (call) => ok(await changePerson(office, signedIn(call), call.params.userId, call.body)),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/people/{userId}/code',
      summary: { zh: '重置密码（生成一次性口令）', en: 'Take the password and give a one-time code' },
      params: Params,
      reply: { status: 201, text: 'The code, which is shown this once; former sessions have ended', schema: Code },
      handle: async (call) => created(await resetPassword(office, signedIn(call), call.params.userId)),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/people/{userId}/close',
      summary: { zh: '停用账号', en: 'Close an account; its sessions end' },
      params: Params,
      reply: { status: 200, text: 'The person', schema: Person },
      handle: async (call) => ok(await closePerson(office, signedIn(call), call.params.userId, true)),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/people/{userId}/open',
      summary: { zh: '启用账号', en: 'Open a closed account again' },
      params: Params,
      reply: { status: 200, text: 'The person', schema: Person },
      handle: async (call) => ok(await closePerson(office, signedIn(call), call.params.userId, false)),
    }),
    route({
      ...common,
      method: 'post',
      path: '/api/people/{userId}/unlock',
      summary: { zh: '解除登录锁定', en: 'Forget failed log-ins' },
      params: Params,
      reply: { status: 200, text: 'The person', schema: Person },
      handle: async (call) => ok(await unlockPerson(office, signedIn(call), call.params.userId)),
    }),
    route({
      ...common,
      method: 'delete',
      path: '/api/people/{userId}/sessions',
      summary: { zh: '结束全部会话', en: 'Sign a person out everywhere' },
      params: Params,
      reply: { status: 200, text: 'How many sessions ended', schema: Type.Object({ ended: Type.Integer() }) },
      handle: async (call) => ok(await endSessions(office, signedIn(call), call.params.userId)),
    }),
  ];
}
