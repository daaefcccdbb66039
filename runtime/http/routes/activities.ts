import { Type } from '@sinclair/typebox';
import { listActivities, readActivity } from '../../use-cases/activities.js';
import { presentTicket, scanCode } from '../../use-cases/check-in.js';
import { joinActivity, leaveActivity } from '../../use-cases/join-activity.js';
import { leadActivity, noteAttendance } from '../../use-cases/lead-activity.js';
import type { Office } from '../../use-cases/office.js';
import { ownVolunteering } from '../../use-cases/own-volunteering.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';
import { EmptySchema, IdSchema } from '../schemas.js';

const DaySchema = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const InstantSchema = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$',
});
const CodeSchema = Type.String({ pattern: '^[io][0-9a-z]{1,10}\\.[\\w-]{16}$' });
const TicketSchema = Type.String({ pattern: '^[io][0-9a-z]{1,10}\\.[\\w-]{16}\\.[\\w-]{16}$' });
const ACTIVITY = Type.Object({ activityNo: IdSchema });
const WordSchema = Type.String({ minLength: 1, maxLength: 40 });
const PointSchema = Type.Object(
  {
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    accuracy: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
  },
  { additionalProperties: false },
);
const closed = { additionalProperties: false } as const;

/** Volunteer activities: calendar, sign-up, check-in by a code that changes, the leader's page, one's own service. */
export function activityRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/activities',
      permission: 'public',
      tag: 'activities',
      summary: { zh: '志愿服务活动', en: 'Volunteer activities' },
      query: Type.Object(
        { from: DaySchema, to: DaySchema, kind: Type.Optional(WordSchema), community: Type.Optional(IdSchema) },
        closed,
      ),
      reply: { status: 200, text: 'Activities of these days, with the own part for who is signed in' },
      handle: async ({ user, query }) => {
        const { from, to, kind, community } = query;
        return ok(await listActivities(office, user, { from, to, kind, community }));
      },
    }),
    route({
      method: 'get',
      path: '/api/activities/{activityNo}',
      permission: 'public',
      tag: 'activities',
      summary: { zh: '一次活动', en: 'An activity' },
      params: ACTIVITY,
      reply: { status: 200, text: 'The activity; who is in charge for those who take part' },
      handle: async ({ user, params }) => ok(await readActivity(office, user, params.activityNo)),
    }),
    route({
      method: 'post',
      path: '/api/activities/{activityNo}/sign-up',
      permission: 'activity.join',
      repeats: 'itself',
      tag: 'activities',
      summary: { zh: '报名', en: 'Sign up' },
      params: ACTIVITY,
      body: Type.Object({ comes: Type.Optional(Type.Boolean()) }, closed),
      reply: { status: 200, text: 'Taking part, on the waiting list, to be chosen; or still being worked on' },
      handle: async (call) => {
        const { activityNo } = call.params;
        const wish = { activityNo, comes: call.body.comes === true, idempotencyKey: call.idempotencyKey };
        return ok(await joinActivity(office, signedIn(call), wish));
      },
    }),
    route({
      method: 'post',
      path: '/api/activities/{activityNo}/leave',
      permission: 'activity.join',
      repeats: 'itself',
      tag: 'activities',
      summary: { zh: '退出报名', en: 'Withdraw a sign-up' },
      params: ACTIVITY,
      body: EmptySchema,
      reply: { status: 200, text: 'Withdrawn, or counted as a no-show' },
      handle: async (call) => {
        const wish = { activityNo: call.params.activityNo, idempotencyKey: call.idempotencyKey };
        return ok(await leaveActivity(office, signedIn(call), wish));
      },
    }),
    route({
      method: 'post',
      path: '/api/activities/{activityNo}/scan',
      permission: 'public',
      rate: 'ballot',
      tag: 'activities',
      summary: { zh: '扫签到码', en: 'Scan a code for check-in' },
      params: ACTIVITY,
      body: Type.Object({ code: CodeSchema }, closed),
      reply: { status: 200, text: 'A ticket for ten minutes, to be sent with the own account' },
      handle: async ({ params, body }) => ok(await scanCode(office, { ...params, ...body })),
    }),
    route({
      method: 'post',
      path: '/api/activities/{activityNo}/presence',
      permission: 'activity.join',
      repeats: 'itself',
      tag: 'activities',
      summary: { zh: '签到或签退', en: 'Check in or out' },
      params: ACTIVITY,
      body: Type.Object({ ticket: TicketSchema, point: Type.Optional(PointSchema) }, closed),
      reply: { status: 200, text: 'Checked in or out; or still being worked on' },
      handle: async (call) => {
        const { ticket, point } = call.body;
        return ok(await presentTicket(office, signedIn(call), { ...call.params, ticket, point }));
      },
    }),
    route({
      method: 'get',
      path: '/api/activities/{activityNo}/lead',
      permission: 'activity.lead',
      tag: 'activities',
      summary: { zh: '队长签到页', en: 'Codes and people for the leader' },
      params: ACTIVITY,
      reply: { status: 200, text: 'The next codes and who is there' },
      handle: async (call) => ok(await leadActivity(office, signedIn(call), call.params.activityNo)),
    }),
    route({
      method: 'post',
      path: '/api/activities/{activityNo}/attendance',
      permission: 'activity.lead',
      repeats: 'itself',
      tag: 'activities',
      summary: { zh: '队长登记签到签退', en: 'The leader enters who is there' },
      params: ACTIVITY,
      body: Type.Object(
        {
          act: Type.Union([Type.Literal('in'), Type.Literal('out')]),
          volunteerNo: Type.String({ pattern: '^([A-Z]{3}-\\d{6}-)?\\d{5}$' }),
          at: Type.Optional(InstantSchema),
          guardianHere: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      reply: { status: 200, text: 'Entered; or still being worked on' },
      handle: async (call) => {
        const { act, volunteerNo, at, guardianHere = false } = call.body;
        const { idempotencyKey, params } = call;
        const note = { ...params, act, volunteerNo, at, guardianHere, idempotencyKey };
        return ok(await noteAttendance(office, signedIn(call), note));
      },
    }),
    route({
      method: 'get',
      path: '/api/my/volunteering',
      permission: 'activity.join',
      tag: 'activities',
      summary: { zh: '我的志愿服务', en: 'My voluntary service' },
      reply: { status: 200, text: 'Sign-ups, hours, certificates, tasks, activities one leads' },
      handle: async (call) => ok(await ownVolunteering(office, signedIn(call))),
    }),
  ];
}
