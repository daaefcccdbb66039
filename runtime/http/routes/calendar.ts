import { Type } from '@sinclair/typebox';
import { changeCalendar, readCalendar } from '../../use-cases/change-calendar.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { DocumentSchema } from '../schemas.js';

/** The calendar of the office: days off, working days that make up for them, opening hours. */
export function calendarRoutes(office: Office): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/calendar',
      permission: 'session',
      tag: 'platform',
      summary: { zh: '办公日历', en: 'The calendar of the office' },
      reply: { status: 200, text: 'The calendar in force, and the last changes with their progress' },
      handle: async () => ok(await readCalendar(office)),
    }),
    route({
      method: 'put',
      path: '/api/calendar',
      permission: 'calendar.manage',
      tag: 'platform',
      summary: { zh: '更换办公日历（在办事项重新计算期限）', en: 'Change the calendar; open cases are counted anew' },
      body: Type.Object(
        { calendar: DocumentSchema, note: Type.String({ minLength: 1, maxLength: 500 }) },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'Whether it is another one than before' },
      handle: async (call) => ok({ changed: await changeCalendar(office, signedIn(call), call.body) }),
    }),
  ];
}
