import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ARCHIVE } from '../archive/archive-records.js';
import { BATCH_ITEMS, BATCHES } from '../batches/batch-records.js';
import type { Clock } from '../seams/clock.js';
import type { Meter } from '../seams/meter.js';
import type { Store } from '../seams/store.js';
import { INCIDENTS, JOBS, KEPT, MESSAGES, WORKLIST } from '../store/collections.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import type { EventStreams } from './event-streams.js';

/** A meter whose figures can be read. */
export interface PromMeter extends Meter {
  readonly register: Registry;
}

/** Counters of the server in Prometheus' text form. */
export interface Metrics {
  /** Counts requests by method, route and status; put before all routes. */
  readonly measure: RequestHandler;
  /** The figures now. */
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

/** What the metrics look at. `defaults` adds those of the process (memory, event loop); one process has them once. */
export interface MetricsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly streams: EventStreams;
  readonly meter?: PromMeter | undefined;
  readonly defaults: boolean;
}

const SECONDS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

/** The figures that are kept while work is done: store and commands. */
export function createMeter(): PromMeter {
  const register = new Registry();
  const registers = [register];
  const calls = new Counter({
    name: 'yizhan_store_calls_total',
    help: 'Calls of the store by operation and outcome (done, refused: its condition did not hold, failed)',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'yizhan_store_seconds',
    help: 'Time of a call of the store',
    labelNames: ['operation'],
    buckets: SECONDS,
    registers,
  });
  const folds = new Histogram({
    name: 'yizhan_commit_commands',
    help: 'Commands written by one commit of an instance',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const waiting = new Gauge({
    name: 'yizhan_commands_waiting',
    help: 'Commands that came in and are not answered yet',
    registers,
  });
  waiting.set(0);
  return {
    register,
    stored: (operation, outcome, ms) => {
      calls.inc({ operation, outcome });
      seconds.observe({ operation }, ms / 1000);
    },
    folded: (commands) => folds.observe(commands),
    waiting: (by) => waiting.inc(by),
  };
}

/** Makes the metrics: requests as they come, queues as they are when somebody asks. */
export function createMetrics(parts: MetricsParts): Metrics {
  const { meter, defaults } = parts;
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
  for (const [name, { help, of }] of Object.entries(queuesOf(parts))) {
    new Gauge({
      name,
      help,
      registers: [register],
      async collect() {
        this.set(await of());
      },
    });
  }
  return {
    measure: (request, response, next) => {
      const began = process.hrtime.bigint();
      response.on('finish', () => {
        // The declared path, never the requested one: ids would make a label each.
        const route = routePath(request);
        requests.inc({ method: request.method, route, status: response.statusCode });
        // A stream of events lasts as long as its page is open: that is no time to answer.
        if (route === '/api/events') return;
        seconds.observe({ method: request.method, route }, Number(process.hrtime.bigint() - began) / 1e9);
      });
      next();
    },
    text: async () => {
      const all = meter === undefined ? register : Registry.merge([register, meter.register]);
      return { type: all.contentType, text: await all.metrics() };
    },
  };
}

interface Queue {
  readonly help: string;
  readonly of: () => Promise<number>;
}

/** Everything that can pile up, counted when somebody asks. */
function queuesOf({ store, clock, streams }: MetricsParts): Readonly<Record<string, Queue>> {
  const lag = async (): Promise<number> => {
    const now = clock.now();
    const query = { where: { state: 'due', dueAt: { lte: now } }, sort: [{ field: 'dueAt' }], limit: 1 } as const;
    const [oldest] = (await store.find(JOBS, query)).records;
    return oldest === undefined ? 0 : (now - oldest.dueAt) / 1000;
  };
  return {
    yizhan_jobs: { help: 'Jobs and timers that wait or run', of: () => store.count(JOBS) },
    yizhan_jobs_due: {
      help: 'Jobs and timers that are due and wait',
      of: () => store.count(JOBS, { state: 'due', dueAt: { lte: clock.now() } }),
    },
    yizhan_jobs_leased: {
      help: 'Jobs and timers that somebody holds',
      of: () => store.count(JOBS, { state: 'leased' }),
    },
    yizhan_jobs_dead: { help: 'Jobs that are given up', of: () => store.count(JOBS, { state: 'dead' }) },
    yizhan_jobs_lag_seconds: { help: 'How long the oldest due job has waited', of: lag },
    yizhan_relay_pending: {
      help: 'Instances with something left to relay',
      of: () => store.count(INSTANCES, { pending: 1 }),
    },
    yizhan_commands_kept: { help: 'Commands kept for suspended instances', of: () => store.count(KEPT) },
    yizhan_messages_buffered: {
      help: 'Messages that wait for somebody',
      of: () => store.count(MESSAGES, { state: { in: ['new', 'buffered', 'claimed', 'held'] } }),
    },
    yizhan_work_items: { help: 'Open work items', of: () => store.count(WORKLIST) },
    yizhan_incidents: { help: 'Open incidents', of: () => store.count(INCIDENTS) },
    yizhan_batches_open: {
      help: 'Batches that are not over',
      of: () => store.count(BATCHES, { phase: { in: ['selecting', 'running', 'stopping'] } }),
    },
    yizhan_batch_items_waiting: {
      help: 'Targets of batches that wait or run',
      of: () => store.count(BATCH_ITEMS, { state: { in: ['due', 'leased'] } }),
    },
    yizhan_archived_cases: { help: 'Cases that are packed away', of: () => store.count(ARCHIVE) },
    yizhan_event_streams: { help: 'Open event streams', of: () => Promise.resolve(streams.count()) },
    yizhan_event_streams_dropped: {
      help: 'Event streams cut off because their reader was too slow, since the start',
      of: () => Promise.resolve(streams.dropped()),
    },
  };
}

function routePath(request: Parameters<RequestHandler>[0]): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'other';
}
