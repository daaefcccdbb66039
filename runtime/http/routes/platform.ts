import type { Office } from '../../use-cases/office.js';
import type { Metrics } from '../metrics.js';
import { ok, route, type Route } from '../route.js';
import { RequestProblem } from '../../use-cases/request-problem.js';

/** Health and figures of the server, for whoever keeps it running. `isReady` is false while it starts and while it stops. */
export function platformRoutes(
  office: Office,
  { metrics, isReady }: { readonly metrics: Metrics; readonly isReady: () => boolean },
): Route[] {
  return [
    route({
      method: 'get',
      path: '/healthz',
      permission: 'public',
      tag: 'platform',
      summary: { zh: '存活', en: 'Alive' },
      reply: { status: 200, text: 'The process answers' },
      handle: () => Promise.resolve(ok({ status: 'ok' })),
    }),
    route({
      method: 'get',
      path: '/readyz',
      permission: 'public',
      tag: 'platform',
      summary: { zh: '就绪', en: 'Ready' },
      reply: { status: 200, text: 'The store answers and packages are loaded' },
      handle: async () => {
        if (!isReady() || !(await office.store.healthy())) throw new RequestProblem('STORE_UNAVAILABLE');
        const held = await office.held();
        return ok({ status: 'ready', ...(held === undefined ? {} : { restored: 'held' }) });
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      permission: 'public',
      tag: 'platform',
      summary: { zh: '运行指标（仅限本机）', en: 'Figures, for this machine only' },
      reply: { status: 200, text: 'Prometheus text', type: 'text/plain' },
      handle: async ({ address }) => {
        if (!/^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)) throw new RequestProblem('NOT_FOUND');
        return { status: 200, ...(await metrics.text()) };
      },
    }),
  ];
}
