import { Type } from '@sinclair/typebox';
import { sessionCookie } from '../../access/cookies.js';
import { DEMO_PASSWORD, logIn, viewOf } from '../../use-cases/log-in.js';
import { isOfFullSet } from '../../samples/full-set.js';
import type { Office } from '../../use-cases/office.js';
import { waitsForSetUp } from '../../use-cases/set-up-office.js';
import { ok, route, type Route } from '../route.js';
import { TextSchema } from '../schemas.js';

const User = Type.Object({
  userId: Type.String(),
  login: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  roleNames: Type.Array(TextSchema),
  orgPath: Type.String(),
});

/** Who is signed in, signing in and out. */
export function sessionRoutes(office: Office, { secure }: { readonly secure: boolean }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/session',
      permission: 'public',
      tag: 'session',
      summary: { zh: '当前会话', en: 'The present session' },
      reply: {
        status: 200,
        text: 'The signed-in person or null, the mode, in demo mode the sample accounts, `setUp` while the office waits for its first administrator',
      },
      handle: async ({ user, language }) => {
        const held = await office.held();
        const restored = held === undefined ? {} : { restored: { backupAt: held.backupAt } };
        const setUp = (await waitsForSetUp(office)) ? { setUp: true } : {};
        const shown = user === null ? null : viewOf(user);
        const common = { user: shown, mode: office.mode, lang: language, ...restored, ...setUp };
        if (office.mode !== 'demo') return ok(common);
        const people = await office.people.all();
        const demoAccounts = people.filter(({ login, userId }) => login !== '' && !isOfFullSet(userId)).map(viewOf);
        return ok({ ...common, demoAccounts, demoPassword: DEMO_PASSWORD });
      },
    }),
    route({
      method: 'post',
      path: '/api/session',
      permission: 'public',
      rate: 'login',
      tag: 'session',
      summary: { zh: '登录', en: 'Sign in' },
      body: Type.Object(
        {
          login: Type.String({ minLength: 1, maxLength: 64 }),
          password: Type.String({ minLength: 1, maxLength: 256 }),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'The person', schema: Type.Object({ user: User }) },
      handle: async ({ body, sessionToken }) => {
        const { token, user } = await logIn(office, { ...body, former: sessionToken });
        return { status: 200, body: { user }, cookie: sessionCookie({ id: token, secure }) };
      },
    }),
    route({
      method: 'delete',
      path: '/api/session',
      permission: 'public',
      tag: 'session',
      summary: { zh: '退出', en: 'Sign out' },
      reply: { status: 204, text: 'Signed out' },
      handle: async ({ sessionToken }) => {
        if (sessionToken !== null) await office.sessions.close(sessionToken);
        return { status: 204, cookie: sessionCookie({ id: '', secure }), clearSite: true };
      },
    }),
  ];
}
