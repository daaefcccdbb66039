import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Express } from 'express';
import express from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { JsonObject } from '../../engine/index.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Office } from '../use-cases/office.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import { MAX_FILE_BYTES } from '../use-cases/upload-file.js';
import { apiDocsPage } from './api-docs.js';
import { csrfGuard } from './csrf.js';
import { createEventStreams, type EventStreams } from './event-streams.js';
import { createMetrics, type PromMeter } from './metrics.js';
import { openApi } from './openapi.js';
import { errorHandler } from './problem-reply.js';
import { createRateLimits } from './rate-limits.js';
import { registerRoutes } from './registrar.js';
import { createRepeats } from './repeats.js';
import { route, type Route } from './route.js';
import { ballotCountRoutes } from './routes/ballot-count.js';
import { ballotDeliveryRoutes } from './routes/ballot-delivery.js';
import { activityRoutes } from './routes/activities.js';
import { batchRoutes } from './routes/batches.js';
import { boardRoutes } from './routes/board.js';
import { caseRoutes } from './routes/cases.js';
import { consentRoutes } from './routes/consents.js';
import { eventRoutes } from './routes/events.js';
import { fileRoutes } from './routes/files.js';
import { lookUpRoutes } from './routes/look-up.js';
import { instanceOperationRoutes } from './routes/instance-operations.js';
import { migrationRoutes } from './routes/migrations.js';
import { operationRoutes } from './routes/operations.js';
import { restoredRoutes } from './routes/restored.js';
import { registerRowRoutes } from './routes/registers.js';
import { secretBallotRoutes } from './routes/secret-ballots.js';
import { voteRoutes } from './routes/votes.js';
import { packageRoutes } from './routes/packages.js';
import { platformRoutes } from './routes/platform.js';
import { publicRegisterRoutes } from './routes/public-registers.js';
import { selfCheckRoutes } from './routes/self-checks.js';
import { serviceRoutes } from './routes/services.js';
import { sessionRoutes } from './routes/session.js';
import { accountRoutes } from './routes/account.js';
import { peopleRoutes } from './routes/people.js';
import { statisticsRoutes } from './routes/statistics.js';
import { mineRoutes } from './routes/mine.js';
import { sampleRoutes } from './routes/samples.js';
import { workItemOperationRoutes } from './routes/work-item-operations.js';
import { workItemRoutes } from './routes/work-items.js';
import { calendarRoutes } from './routes/calendar.js';
import { messageRoutes } from './routes/messages.js';
import { hookRoutes } from './routes/hooks.js';
import { workerRoutes } from './routes/workers.js';
import { sessionFinder } from './session-of.js';
import { serveStaticPages } from './static-pages.js';

/** How the application is served. `webFolder`: the built pages. `trustProxy`: a proxy in front speaks TLS and names the client. */
export interface AppOptions {
  readonly webFolder: string;
  readonly trustProxy: boolean;
  readonly version: string;
  readonly processMetrics: boolean;
  readonly isReady: () => boolean;
  /** Open streams of events; made for the application when absent. */
  readonly streams?: EventStreams;
  /** Figures of store and commands, shown with those of requests and queues. */
  readonly meter?: PromMeter;
  /** How many requests may be under way at once (1,000). */
  readonly mostRequests?: number;
}

/** The streams of events of an office. */
export function officeStreams(office: Office): EventStreams {
  const { feed, clock, log, sessions } = office;
  return createEventStreams({ feed, clock, log, findSession: (token) => sessions.find(token, true) });
}

/** The routes of the office itself: all but streams, health and figures, and the description of the API. */
export function businessRoutes(office: Office, secure: boolean): readonly Route[] {
  return [
    ...sessionRoutes(office, { secure }),
    ...accountRoutes(office),
    ...peopleRoutes(office),
    ...serviceRoutes(office),
    ...fileRoutes(office),
    ...caseRoutes(office),
    ...workItemRoutes(office),
    ...workItemOperationRoutes(office),
    ...instanceOperationRoutes(office),
    ...migrationRoutes(office),
    ...lookUpRoutes(office),
    ...boardRoutes(office),
    ...consentRoutes(office),
    ...statisticsRoutes(office),
    ...packageRoutes(office),
    ...operationRoutes(office),
    ...batchRoutes(office),
    ...calendarRoutes(office),
    ...messageRoutes(office),
    ...hookRoutes(office),
    ...workerRoutes(office),
    ...restoredRoutes(office),
    ...sampleRoutes(office),
    ...mineRoutes(office),
    ...registerRowRoutes(office),
    ...publicRegisterRoutes(office),
    ...selfCheckRoutes(office),
    ...voteRoutes(office),
    ...secretBallotRoutes(office),
    ...activityRoutes(office),
    ...ballotDeliveryRoutes(office),
    ...ballotCountRoutes(office),
  ];
}

/** The whole web server as an express application: headers, guards, declared routes, the description of the API, the pages. */
export function createApp(office: Office, options: AppOptions): Express {
  const secure = new URL(office.publicUrl).protocol === 'https:';
  const streams = options.streams ?? officeStreams(office);
  const metrics = createMetrics({
    store: office.store,
    clock: office.clock,
    streams,
    meter: options.meter,
    defaults: options.processMetrics,
  });
  const app = express();
  app.disable('x-powered-by');
  // Answers of the API are not stored by anybody, so nobody asks whether one is still the same.
  app.disable('etag');
  app.set('trust proxy', options.trustProxy ? 1 : false);
  app.use(metrics.measure, securityHeaders(secure), (_request, response, next) => {
    response.locals['traceId'] = office.ids.ulid();
    response.set('X-Trace-Id', String(response.locals['traceId']));
    // A process that ends keeps no connection: the next request of it goes to another.
    if (!options.isReady()) response.set('Connection', 'close');
    next();
  });
  app.use(['/api', '/metrics', '/healthz', '/readyz'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', atMost(options.mostRequests ?? 1000));
  app.use(csrfGuard({ publicUrl: office.publicUrl }));
  const declared = [
    ...businessRoutes(office, secure),
    ...eventRoutes(streams),
    ...platformRoutes(office, { metrics, isReady: options.isReady }),
  ];
  const api = (): JsonObject => openApi(routes, { publicUrl: office.publicUrl, version: options.version });
  const routes: readonly Route[] = [...declared, ...describingRoutes(api)];
  registerRoutes({
    app,
    routes,
    findSession: sessionFinder({
      secure,
      lookUp: (token, passive) => office.sessions.find(token, passive),
      machine: (token) => office.workers.find(token),
    }),
    rates: createRateLimits(),
    maxFileBytes: MAX_FILE_BYTES,
    repeats: createRepeats(office),
  });
  serveStaticPages({ app, folder: options.webFolder });
  app.use((request) => {
    throw new RequestProblem(
      request.method === 'GET' || request.method === 'HEAD' ? 'NOT_FOUND' : 'METHOD_NOT_ALLOWED',
    );
  });
  app.use(errorHandler(office.log));
  return app;
}

/**
 * Answers BUSY while so many requests are under way: what waits for a slow store lies in the memory of this process, and whoever asks beyond that
 * is told to come back. Streams of events and polls of workers, which wait on purpose, do not count.
 */
function atMost(most: number): express.RequestHandler {
  let open = 0;
  return (request, response, next) => {
    if (/^\/(events|worker\/)/.test(request.path)) return next();
    if (open >= most) throw new PlatformError('BUSY', `${String(open)} requests are under way`);
    open += 1;
    response.once('close', () => (open -= 1));
    next();
  };
}

/** `style-src 'unsafe-inline'`: the staff application's component library writes its styles at run time. Scripts: own files only, no eval. */
function securityHeaders(secure: boolean): express.RequestHandler {
  const headers = headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure ? { policy: 'same-origin' } : false,
    originAgentCluster: secure,
    referrerPolicy: { policy: 'no-referrer' },
  });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** What helmet sets is the same for every request: it is asked once, its dozen of middlewares are not run each time. */
function headersOf(options: HelmetOptions): readonly (readonly [string, string])[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(response.req, response, () => undefined);
  return response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]);
}

function describingRoutes(api: () => JsonObject): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/openapi.json',
      permission: 'public',
      tag: 'platform',
      summary: { zh: '接口说明', en: 'API description' },
      reply: { status: 200, text: 'OpenAPI 3.1' },
      handle: () => Promise.resolve({ status: 200, body: api() }),
    }),
    route({
      method: 'get',
      path: '/api-docs',
      permission: 'public',
      tag: 'platform',
      summary: { zh: '接口说明页', en: 'API description as a page' },
      reply: { status: 200, text: 'HTML', type: 'text/html' },
      handle: () => Promise.resolve({ status: 200, text: apiDocsPage(api()), type: 'text/html; charset=utf-8' }),
    }),
  ];
}
