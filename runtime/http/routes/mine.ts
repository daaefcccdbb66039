import type { Office } from '../../use-cases/office.js';
import { readMine } from '../../use-cases/read-mine.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';

/** What the office knows of the person who is signed in. */
export function mineRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/mine',
      permission: 'session',
      tag: 'registers',
      summary: { zh: '我的家、我的店', en: 'My household and my shop' },
      reply: { status: 200, text: 'Own rows of registers, masked, by register' },
      handle: async (call) => ok(await readMine(office, signedIn(call))),
    }),
  ];
}
