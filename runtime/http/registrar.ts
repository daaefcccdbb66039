import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import multer from 'multer';
import { holds, isPermission } from '../access/permissions.js';
import { linearRegExp } from '../validation/linear-reg-exp.js';
import { RequestProblem, type FieldFault } from '../use-cases/request-problem.js';
import { refuseHostileJson } from './json-limits.js';
import { languageOf } from './language.js';
import type { RateLimits } from './rate-limits.js';
import { isRemembered, type Repeats } from './repeats.js';
import type { Call, Reply, Route, UploadedFile } from './route.js';
import type { FindSession } from './session-of.js';

const BODY_LIMIT = 512 * 1024;

/** What the registrar needs beside the routes. `maxFileBytes` is the largest upload. */
export interface RegistrarParts {
  readonly app: Express;
  readonly routes: readonly Route[];
  readonly findSession: FindSession;
  readonly rates: RateLimits;
  readonly maxFileBytes: number;
  readonly repeats: Repeats;
}

/**
 * Puts every declared route on the application: rate limit, session, permission, body parsing, validation, handler, reply. Denies by
 * default. Throws at start when a route names no known permission or two routes answer the same method and path.
 */
export function registerRoutes(parts: RegistrarParts): void {
  const seen = new Set<string>();
  const ajv = routeAjv();
  for (const route of parts.routes) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    if (!isPermission(route.permission)) throw new Error(`${name} declares no known permission`);
    if (seen.has(name)) throw new Error(`${name} is declared twice`);
    seen.add(name);
    parts.app[route.method](expressPath(route.path), ...chain(route, parts, ajv));
  }
}

function routeAjv(): Ajv {
  return new Ajv({
    strict: true,
    allErrors: true,
    code: { regExp: linearRegExp },
    formats: { 'date-time': true },
  });
}

/** The schemas of routes that cannot be used, by route and part. A schema is compiled when the first request needs it, so a test asks for all. */
export function schemaFaults(routes: readonly Route[]): readonly string[] {
  const ajv = routeAjv();
  return routes.flatMap((route) =>
    (['params', 'query', 'body'] as const).flatMap((part) => {
      try {
        compiled(ajv, route[part])();
        return [];
      } catch (error) {
        return [`${route.method} ${route.path} ${part}: ${String(error)}`];
      }
    }),
  );
}

/** `/api/cases/{caseId}` in Express' words; `{rest}` at the end of a files path takes slashes. */
export function expressPath(path: string): string {
  return path.replace(/\{(\w+)\+\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1');
}

function chain(route: Route, parts: RegistrarParts, ajv: Ajv): RequestHandler[] {
  const check = {
    params: compiled(ajv, route.params),
    query: compiled(ajv, route.query),
    body: compiled(ajv, route.body),
  };
  const handlers: RequestHandler[] = [admit(route, parts)];
  if (route.upload === true) handlers.push(upload(parts.maxFileBytes));
  else if (route.raw === true) {
    handlers.push(express.raw({ limit: route.bodyLimit ?? BODY_LIMIT, type: () => true, inflate: false }));
  } else if (route.body !== undefined) {
    handlers.push(express.json({ limit: route.bodyLimit ?? BODY_LIMIT, strict: true, type: 'application/json' }));
  }
  handlers.push(async (request, response) => {
    const params = restoredParams(request);
    const query = { ...request.query };
    if (route.body !== undefined) {
      if (request.is('application/json') === false) throw new RequestProblem('UNSUPPORTED_TYPE');
      refuseHostileJson(request.body);
    }
    verify(check.params(), params, 'params');
    if (route.query === undefined && Object.keys(query).length > 0) throw new RequestProblem('BAD_REQUEST');
    verify(check.query(), query, 'query');
    verify(check.body(), request.body, 'body');
    const session = sessionOf(response);
    const call: Call = {
      params,
      query,
      body: request.body as unknown,
      user: session.user,
      file: fileOf(request),
      idempotencyKey: idempotencyKeyOf(request),
      sessionToken: session.token,
      lastEventId: request.get('last-event-id') ?? null,
      get gone() {
        return goneSignal(response);
      },
      signature: request.get('x-yizhan-signature') ?? null,
      address: request.ip ?? '',
      device: `${request.ip ?? ''} ${request.get('user-agent') ?? ''}`,
      language: languageOf(request.get('accept-language')),
    };
    const reply = isRemembered(route)
      ? await parts.repeats.run(call, `${route.method} ${request.path}`, () => route.handle(call))
      : await route.handle(call);
    if ('stream' in reply) await reply.stream(response);
    else send(response, reply);
  });
  return handlers;
}

/** Session, permission and counters come before the body is read. */
function admit(route: Route, { findSession, rates }: RegistrarParts): RequestHandler {
  return async (request, response, next) => {
    const session = await findSession(request);
    response.locals['session'] = session;
    const key = session.user?.userId ?? request.ip ?? '';
    const isProgram = session.user?.roles.includes('worker') === true;
    await rates.spend(session.user === null ? 'anonymous' : isProgram ? 'program' : 'api', key);
    if (route.permission !== 'public') {
      if (session.user === null) throw new RequestProblem('NOT_SIGNED_IN');
      if (!holds(session.user.roles, route.permission)) throw new RequestProblem('FORBIDDEN');
    }
    if (route.rate !== undefined) await rates.spend(route.rate, key);
    next();
  };
}

/** Aborts when the connection closes before the answer was written. */
function goneSignal(response: Response): AbortSignal {
  const controller = new AbortController();
  const close = (): void => {
    if (!response.writableEnded) controller.abort();
  };
  if (response.closed) close();
  else response.once('close', close);
  return controller.signal;
}

function upload(maxFileBytes: number): RequestHandler {
  return multer({
    storage: multer.memoryStorage(),
    limits: { files: 1, fields: 10, fieldSize: 65_536, parts: 20, fileSize: maxFileBytes, headerPairs: 50 },
  }).single('file');
}

/** The check of a schema, made when it is needed: making all of them takes a second of every start. */
function compiled(ajv: Ajv, schema: TSchema | undefined): () => ValidateFunction | undefined {
  let check: ValidateFunction | undefined;
  return () => (check ??= schema === undefined ? undefined : ajv.compile(schema));
}

function verify(check: ValidateFunction | undefined, value: unknown, part: string): void {
  if (check === undefined || check(value) === true) return;
  const errors: FieldFault[] = (check.errors ?? []).slice(0, 20).map((error) => ({
    pointer: `/${part}${error.instancePath}`,
    code: error.keyword,
    text: { zh: `请求内容不正确（${error.keyword}）`, en: error.message ?? 'is not valid' },
  }));
  throw new RequestProblem('BAD_REQUEST', { errors });
}

/** Wildcard parameters come as lists of segments; they are joined again. */
function restoredParams(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).map(([key, value]) => [key, Array.isArray(value) ? value.join('/') : String(value)]),
  );
}

function sessionOf(response: Response): Awaited<ReturnType<FindSession>> {
  return response.locals['session'] as Awaited<ReturnType<FindSession>>;
}

/** Browsers send file names as UTF-8 bytes, the parser reads them as Latin-1. */
function fileOf(request: Request): UploadedFile | null {
  const file = request.file;
  if (file === undefined) return null;
  const bytes = Buffer.from(file.originalname, 'latin1');
  const utf8 = bytes.toString('utf8');
  return { name: utf8.includes('\uFFFD') ? file.originalname : utf8, bytes: file.buffer };
}

function idempotencyKeyOf(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\w.:-]{8,128}$/.test(key)) throw new RequestProblem('BAD_REQUEST');
  return key;
}

function send(response: Response, reply: Exclude<Reply, { readonly stream: unknown }>): void {
  response.status(reply.status);
  if ('cookie' in reply && reply.cookie !== undefined) response.append('Set-Cookie', reply.cookie);
  if ('body' in reply) {
    const bytes = Buffer.from(JSON.stringify(reply.body ?? null), 'utf8');
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', bytes.length);
    response.end(bytes);
    return;
  }
  if ('text' in reply) {
    response.type(reply.type).send(reply.text);
    return;
  }
  if ('bytes' in reply) {
    // Nothing that people uploaded may ever run as a page of this origin; our own PDFs open in the browser's viewer, which a policy stops.
    if (reply.inline === true) response.removeHeader('Content-Security-Policy');
    else response.set('Content-Security-Policy', "default-src 'none'; sandbox");
    response.set('Content-Disposition', disposition(reply.name, reply.inline === true));
    response.type(reply.type).send(Buffer.from(reply.bytes));
    return;
  }
  if ('clearSite' in reply && reply.clearSite === true) response.set('Clear-Site-Data', '"cache", "storage"');
  response.end();
}

function disposition(name: string, inline: boolean): string {
  const ascii = name.replace(/[^\w.-]/g, '_');
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}
