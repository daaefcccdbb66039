import { Type } from '@sinclair/typebox';
import { communitiesOf } from '../../use-cases/manage-people.js';
import type { Office } from '../../use-cases/office.js';
import { changePassword, registerOneself, setPasswordByCode } from '../../use-cases/own-account.js';
import { setUpOffice } from '../../use-cases/set-up-office.js';
import { signedIn } from '../call.js';
import { created, nothing, ok, route, type Route } from '../route.js';
import { TextSchema } from '../schemas.js';

/** A name to sign in with. */
export const LoginSchema = Type.String({ pattern: '^[a-z][a-z0-9._-]{2,31}$' });
/** A person's name. */
export const NameSchema = Type.String({ minLength: 2, maxLength: 50 });
/** A place of the org tree. */
export const OrgPathSchema = Type.String({ pattern: '^(/[A-Za-z0-9_-]{1,40}){1,8}$' });
const PasswordSchema = Type.String({ minLength: 1, maxLength: 256 });

/** One's own account: the first administrator, registering, setting and changing a password. */
export function accountRoutes(office: Office): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/set-up',
      permission: 'public',
      rate: 'login',
      tag: 'session',
      summary: { zh: '初始化：建立首个系统管理员', en: 'Set up: the first administrator' },
      body: Type.Object(
        {
          token: Type.String({ minLength: 1, maxLength: 64 }),
          login: LoginSchema,
          name: NameSchema,
          password: PasswordSchema,
        },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'The administrator may sign in', schema: Type.Object({ userId: Type.String() }) },
      handle: async ({ body }) => created(await setUpOffice(office, body)),
    }),
    route({
      method: 'get',
      path: '/api/registration',
      permission: 'public',
      tag: 'session',
      summary: { zh: '注册所需信息', en: 'What registering needs' },
      reply: {
        status: 200,
        text: 'Communities to choose from',
        schema: Type.Object({ places: Type.Array(Type.Object({ orgPath: Type.String(), title: TextSchema })) }),
      },
      handle: async () => ok({ places: await communitiesOf(office) }),
    }),
    route({
      method: 'post',
      path: '/api/registration',
      permission: 'public',
      rate: 'login',
      tag: 'session',
      summary: { zh: '注册居民或商户账号', en: 'Register as a resident or a merchant' },
      body: Type.Object(
        {
          login: LoginSchema,
          name: NameSchema,
          password: PasswordSchema,
          orgPath: Type.Optional(OrgPathSchema),
          mobile: Type.Optional(Type.String({ maxLength: 20 })),
          uscc: Type.Optional(Type.String({ maxLength: 18 })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 201, text: 'The person may sign in', schema: Type.Object({ userId: Type.String() }) },
      handle: async ({ body }) => created(await registerOneself(office, body)),
    }),
    route({
      method: 'post',
      path: '/api/password',
      permission: 'public',
      rate: 'login',
      tag: 'session',
      summary: { zh: '用一次性口令设置密码', en: 'Set a password by a one-time code' },
      body: Type.Object(
        {
          login: Type.String({ minLength: 1, maxLength: 64 }),
          code: Type.String({ minLength: 1, maxLength: 40 }),
          password: PasswordSchema,
        },
        { additionalProperties: false },
      ),
      reply: { status: 204, text: 'The person may sign in' },
      handle: async ({ body }) => {
        await setPasswordByCode(office, body);
        return nothing();
      },
    }),
    route({
      method: 'put',
      path: '/api/password',
      permission: 'session',
      rate: 'login',
      tag: 'session',
      summary: { zh: '修改密码', en: 'Change one’s own password' },
      body: Type.Object({ present: PasswordSchema, password: PasswordSchema }, { additionalProperties: false }),
      reply: { status: 204, text: 'Changed; other sessions have ended' },
      handle: async (call) => {
        await changePassword(office, signedIn(call), { ...call.body, sessionToken: call.sessionToken });
        return nothing();
      },
    }),
  ];
}
