import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { INCIDENTS, JOBS, WORKLIST } from '../store/collections.js';
import type { Collection, Store, StoreRecord } from '../seams/store.js';

/** Counters of the server in Prometheus' text form. */
export interface Metrics {
  /** Counts requests by method, route and status; put before all routes. */
  readonly measure: RequestHandler;
  /** The figures now. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Makes the metrics. `defaults` adds those of the process (memory, event loop); one process has them once. */
export function createMetrics({ store, defaults }: { readonly store: Store; readonly defaults: boolean }): Metrics {
  const register = new Registry();
  if (defaults) collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'yizhan_http_requests_total',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [register],
  });
  const seconds = new Histogram({
    name: 'yizhan_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [register],
  });
  const counted = <T extends StoreRecord>(name: string, help: string, collection: Collection<T>): void => {
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.set(await store.count(collection));
      },
    });
  };
  counted('yizhan_jobs', 'Jobs and timers that wait or run', JOBS);
  counted('yizhan_work_items', 'Open work items', WORKLIST);
  counted('yizhan_incidents', 'Open incidents', INCIDENTS);
  return {
    measure: (request, response, next) => {
      const began = process.hrtime.bigint();
      response.on('finish', () => {
        // The declared path, never the requested one: ids would make a label each.
        const route = routePath(request);
        requests.inc({ method: request.method, route, status: response.statusCode });
        seconds.observe({ method: request.method, route }, Number(process.hrtime.bigint() - began) / 1e9);
      });
      next();
    },
    text: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}

function routePath(request: Parameters<RequestHandler>[0]): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'other';
}
