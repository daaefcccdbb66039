import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import path from 'node:path';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { createMemoryFiles } from '../../../runtime/documents/memory-files.js';
import { createPassingSigner } from '../../../runtime/documents/signer.js';
import { createApp } from '../../../runtime/http/create-app.js';
import type { PromMeter } from '../../../runtime/http/metrics.js';
import { listen, stopListening } from '../../../runtime/http/listen.js';
import type { Store } from '../../../runtime/seams/store.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { createOffice, type RunningOffice } from '../../../runtime/use-cases/create-office.js';
import { DEMO_PASSWORD } from '../../../runtime/use-cases/log-in.js';
import type { Mode } from '../../../runtime/use-cases/office.js';
import { manualClock, type ManualClock } from './manual-clock.js';

/** What a request answered. `body` is the parsed JSON, or null. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonValue;
  readonly bytes: Uint8Array;
}

/** A browser of one person: keeps the session cookie, sends the header against forged requests. */
export interface Browser {
  request(
    method: string,
    path: string,
    more?: { body?: unknown; headers?: Record<string, string>; raw?: BodyInit },
  ): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  upload(name: string, bytes: Uint8Array): Promise<Answer>;
  /** The session cookie, for other ways to ask. */
  cookie(): string;
}

/** A whole office behind a web server on a free port of loopback, over a memory store, at an hour of the test's choice. */
export interface WebOffice extends RunningOffice {
  readonly base: string;
  readonly clock: ManualClock;
  readonly log: readonly string[];
  /** Somebody without a session. */
  anonymous(): Browser;
  /** Somebody who signed in with a sample account. */
  as(login: string): Promise<Browser>;
  close(): Promise<void>;
}

/** The packages that an office of tests has when a test names no others: each one more costs every test that opens an office. */
const SHIPPED = ['food-license-new', 'volunteer-register'];

/**
 * Opens an office with sample accounts and some of the shipped packages: `shipped` names them (and what they require comes with them), a
 * test of another service names that one. In office `mode` there are no samples and no accounts.
 */
export async function webOffice(
  startAt = '2026-03-02T10:00:00+08:00',
  store: Store = createMemoryStore(),
  key = new Uint8Array(randomBytes(32)),
  {
    meter,
    trustProxy = false,
    shipped = SHIPPED,
    mode = 'demo',
  }: {
    readonly meter?: PromMeter;
    readonly trustProxy?: boolean;
    readonly shipped?: readonly string[];
    readonly mode?: Mode;
  } = {},
): Promise<WebOffice> {
  const clock = manualClock(Date.parse(startAt));
  const log: string[] = [];
  const running = await createOffice({
    mode,
    publicUrl: 'http://127.0.0.1:3000',
    orgRoot: '/370303/tyc',
    issuedBy: '体育场街道办事处',
    definitions: path.join(process.cwd(), 'definitions'),
    shipped,
    store,
    clock,
    ids: createIdSource(clock),
    files: createMemoryFiles(),
    keys: { active: 'k1', keys: new Map([['k1', key]]) },
    signer: createPassingSigner(),
    faults: NO_FAULTS,
    log: {
      info: () => undefined,
      warn: (event, facts) => log.push(`${event} ${JSON.stringify(facts ?? {})}`),
      error: (event, facts, cause) =>
        log.push(`${event} ${JSON.stringify(facts ?? {})} ${String(cause instanceof Error ? cause.stack : cause)}`),
    },
    judged: false,
    ...(meter === undefined ? {} : { meter }),
  });
  const options = {
    ...(meter === undefined ? {} : { meter }),
    webFolder: '/nonexistent',
    trustProxy,
    version: '0',
    processMetrics: false,
    isReady: () => true,
  };
  const { server, port } = await listen(createApp(running.office, options), { host: '127.0.0.1', port: 0 });
  await running.host.start();
  const base = `http://127.0.0.1:${port}`;
  return {
    ...running,
    base,
    clock,
    log,
    anonymous: () => browser(base),
    as: async (login) => {
      const one = browser(base);
      const answer = await one.post('/api/session', { login, password: DEMO_PASSWORD });
      if (answer.status !== 200) throw new Error(`${login} cannot sign in: ${JSON.stringify(answer.body)}`);
      return one;
    },
    close: () => closeAll(server, running),
  };
}

async function closeAll(server: Server, running: RunningOffice): Promise<void> {
  await stopListening(server, 100);
  await running.host.stop();
  await running.office.store.close();
}

function browser(base: string): Browser {
  let cookie = '';
  const request: Browser['request'] = async (method, place, { body, headers = {}, raw } = {}) => {
    const response = await fetch(base + place, {
      method,
      redirect: 'manual',
      headers: {
        ...(method === 'GET' ? {} : { 'X-Yizhan-Request': '1' }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(cookie === '' ? {} : { Cookie: cookie }),
        ...headers,
      },
      ...(raw === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: raw }),
    });
    const given = response.headers.getSetCookie()[0];
    if (given !== undefined) cookie = given.split(';')[0] ?? '';
    // A stream of events does not end by itself.
    const isStream = /event-stream/.test(response.headers.get('content-type') ?? '');
    if (isStream) await response.body?.cancel();
    const bytes = new Uint8Array(isStream ? new ArrayBuffer(0) : await response.arrayBuffer());
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const parsed = isJson && bytes.length > 0 ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue) : null;
    return { status: response.status, headers: response.headers, body: parsed, bytes };
  };
  return {
    request,
    get: (place) => request('GET', place),
    post: (place, body, headers) => request('POST', place, { body, ...(headers === undefined ? {} : { headers }) }),
    put: (place, body) => request('PUT', place, { body }),
    delete: (place) => request('DELETE', place),
    cookie: () => cookie,
    upload: (name, bytes) => {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), name);
      return request('POST', '/api/files', { raw: form });
    },
  };
}

/** The smallest PNG there is: one transparent pixel, with a comment so that files differ. */
export function tinyPng(comment = ''): Uint8Array {
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  return Buffer.concat([pixel, Buffer.from(comment)]);
}

/** Reads a member of a JSON answer as an object. */
export function member(body: JsonValue, key: string): JsonObject {
  return ((body as JsonObject)[key] ?? {}) as JsonObject;
}
