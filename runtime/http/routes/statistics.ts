import { Type } from '@sinclair/typebox';
import {
  casesBehind,
  DIVISIONS,
  DRILLS,
  readStatistics,
  type StatisticsQuery,
} from '../../statistics/read-statistics.js';
import { statisticsSheet } from '../../statistics/statistics-sheet.js';
import type { Office } from '../../use-cases/office.js';
import { signedIn } from '../call.js';
import { ok, route, type Route } from '../route.js';

const Month = Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' });
const FILTERS = {
  from: Month,
  to: Month,
  by: Type.Union(DIVISIONS.map((one) => Type.Literal(one))),
  service: Type.Optional(Type.String({ maxLength: 63 })),
  community: Type.Optional(Type.String({ maxLength: 20 })),
  handler: Type.Optional(Type.String({ maxLength: 60 })),
};
const Query = Type.Object(FILTERS, { additionalProperties: false });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const queryOf = ({ from, to, by, service, community, handler }: StatisticsQuery): StatisticsQuery => ({
  from,
  to,
  by,
  service,
  community,
  handler,
});

/** Figures of every process, within the person's places, and the cases behind them. */
export function statisticsRoutes(office: Office): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/statistics',
      permission: 'statistics.read',
      tag: 'statistics',
      summary: { zh: '办件统计', en: 'Figures of the cases' },
      query: Query,
      reply: { status: 200, text: 'A table of figures with its sum' },
      handle: async (call) => ok(await readStatistics(office, signedIn(call), queryOf(call.query))),
    }),
    route({
      method: 'get',
      path: '/api/statistics/cases',
      permission: 'statistics.read',
      tag: 'statistics',
      summary: { zh: '统计数字背后的办件', en: 'Cases behind a figure' },
      query: Type.Object(
        {
          ...FILTERS,
          key: Type.Optional(Type.String({ maxLength: 100 })),
          drill: Type.Union(DRILLS.map((one) => Type.Literal(one))),
          skip: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$' })),
        },
        { additionalProperties: false },
      ),
      reply: { status: 200, text: 'A page of cases, applicants masked' },
      handle: async (call) => {
        const { key, drill, skip } = call.query;
        const query = { ...queryOf(call.query), key, drill, skip: Number(skip ?? 0) };
        return ok(await casesBehind(office, signedIn(call), query));
      },
    }),
    route({
      method: 'get',
      path: '/api/statistics/sheet.xlsx',
      permission: 'statistics.read',
      tag: 'statistics',
      summary: { zh: '导出统计表', en: 'The table as an Excel file' },
      query: Query,
      reply: { status: 200, text: 'Excel file', type: XLSX },
      handle: async (call) => {
        const user = signedIn(call);
        const statistics = await readStatistics(office, user, queryOf(call.query));
        const bytes = await statisticsSheet(statistics, `${user.name} ${user.userId}`);
        await office.audit.write({
          actorId: user.userId,
          action: 'statistics.export',
          facts: { from: statistics.from, to: statistics.to, by: statistics.by },
        });
        return { status: 200, bytes, type: XLSX, name: `statistics-${statistics.from}-${statistics.to}.xlsx` };
      },
    }),
  ];
}
