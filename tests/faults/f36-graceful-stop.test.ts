import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { DOCUMENTS } from '../../runtime/documents/document-records.js';
import { CASES, JOBS } from '../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { DEMO_PASSWORD } from '../../runtime/use-cases/log-in.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { freePort } from '../kit/free-port.js';
import { readEvents } from '../runtime/kit/event-reader.js';
import { officePackage, SMALL } from '../runtime/kit/small-office.js';
import { startSourceServer, type SourceServer } from './kit/source-server.js';

/*
 * F36: two servers on one store; one of them is told to end (SIGTERM) while people work. It must say that it is not ready while it still
 * answers, end its streams, finish or leave to the other what runs, and be gone within ten seconds. Whoever asks once more where an answer
 * did not come must never see a failure.
 */

const PEOPLE = DEEP ? 24 : 8;
const LOAD_MS = DEEP ? 10_000 : 1_500;

const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-stop-'));
let first: SourceServer;
let second: SourceServer;
let isOver = false;

beforeAll(async () => {
  const env = { YIZHAN_LEASE_SECONDS: '2', YIZHAN_LOG_LEVEL: 'error' };
  first = await startSourceServer(await freePort(), folder, env);
  second = await startSourceServer(await freePort(), folder, env);
}, 240_000);
afterAll(async () => {
  for (const one of [first, second]) (one as SourceServer | undefined)?.signal('SIGKILL');
  await Promise.all([first, second].map(async (one) => (one as SourceServer | undefined)?.ended));
  rmSync(folder, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly body: JsonObject;
}

const failures: string[] = [];
let retries = 0;
let asked = 0;

/** One request, sent once more to the other server when no answer or a failure of the server came. */
async function ask(cookie: string, method: string, place: string, body?: unknown): Promise<Answered> {
  const headers = {
    Cookie: cookie,
    ...(method === 'GET' ? {} : { 'X-Yizhan-Request': '1', 'Idempotency-Key': randomUUID() }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
  const once = async (base: string): Promise<Answered> => {
    const response = await fetch(base + place, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  };
  asked += 1;
  const answer = isOver ? undefined : await once(first.base).catch(() => undefined);
  if (answer !== undefined && answer.status < 500) return answer;
  if (!isOver) retries += 1;
  const again = await once(second.base).catch((error: unknown) => ({ status: 599, body: { error: String(error) } }));
  if (again.status >= 500)
    failures.push(
      `${method} ${place}: ${answer?.status ?? 'no answer'}, then ${again.status} ${JSON.stringify(again.body)}`,
    );
  return again;
}

async function signIn(login: string): Promise<string> {
  const response = await fetch(`${second.base}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Yizhan-Request': '1' },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  });
  expect(response.status).toBe(200);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('a server that is told to end under load loses nothing and fails nobody', async () => {
  const designer = await signIn('designer');
  const published = await ask(designer, 'POST', '/api/packages', {
    files: officePackage(),
    note: 'a test',
    activate: true,
  });
  expect(published.status).toBe(201);
  const logins = ['resident', 'owner'];
  const cookies = await Promise.all(Array.from({ length: PEOPLE }, (_, index) => signIn(logins[index % 2] ?? '')));
  const clerk = await signIn('window');
  const stream = await readEvents(first.base, cookies[0] ?? '');
  const begun: string[] = [];
  const completed: string[] = [];
  let stopped = false;

  const applicant = async (cookie: string): Promise<void> => {
    while (!stopped) {
      const document = { name: '李安', amount: 3, items: [{ note: '无' }] };
      const { status, body } = await ask(cookie, 'POST', '/api/cases', { service: SMALL, document });
      if (status === 201) begun.push(String(body['caseId']));
      else if (status === 429) await pause(500);
      else failures.push(`start: ${String(status)}`);
    }
  };
  const handler = async (): Promise<void> => {
    while (!stopped) {
      const { body } = await ask(clerk, 'GET', '/api/work-items?view=groups&sort=createdAt');
      const open = ((body['items'] ?? []) as readonly JsonObject[]).filter(({ service }) => service === SMALL);
      if (open.length === 0) await pause(50);
      for (const { workItemId, caseId } of open.slice(0, 5)) {
        const item = `/api/work-items/${String(workItemId)}`;
        if ((await ask(clerk, 'POST', `${item}/claim`, {})).status !== 200) continue;
        const done = await ask(clerk, 'POST', `${item}/complete`, { document: { opinion: '同意' } });
        if (done.status === 200) completed.push(String(caseId));
        else failures.push(`complete: ${String(done.status)}`);
      }
    }
  };
  const work = Promise.all([...cookies.map(applicant), handler()]);
  await pause(LOAD_MS);

  const began = performance.now();
  first.signal('SIGTERM');
  let unready = 0;
  let answered = 0;
  const watch = (async () => {
    while (!isOver) {
      const ready = await fetch(`${first.base}/readyz`).then(
        ({ status }) => status,
        () => 0,
      );
      const alive = await fetch(`${first.base}/healthz`).then(
        ({ status }) => status,
        () => 0,
      );
      if (ready === 503) unready += 1;
      if (ready === 503 && alive === 200) answered += 1;
      await pause(50);
    }
  })();
  await stream.ended;
  const code = await first.ended;
  const ms = Math.round(performance.now() - began);
  isOver = true;
  await pause(500);
  stopped = true;
  await Promise.all([work, watch]);

  expect(failures).toEqual([]);
  expect(code).toBe(0);
  expect(ms).toBeLessThanOrEqual(10_000);
  expect(unready).toBeGreaterThan(0);
  expect(answered).toBeGreaterThan(0);
  expect(begun.length).toBeGreaterThan(0);
  expect(completed.length).toBeGreaterThan(0);

  // What the first server left is done by the other; then nothing is open, and everything is there once.
  await pause(3_000);
  second.signal('SIGTERM');
  expect(await second.ended).toBe(0);
  const store = openEmbeddedStore({ file: path.join(folder, 'yizhan.sqlite') });
  try {
    const cases = new Set<string>();
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await store.find(CASES, {
        where: { service: SMALL },
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { _id } of page.records) cases.add(_id);
      cursor = page.nextCursor;
    }
    expect(cases).toEqual(new Set(begun));
    expect(await store.count(JOBS, { kind: 'job' })).toBe(0);
    for (const caseId of completed) expect(await store.count(DOCUMENTS, { caseId })).toBe(1);
  } finally {
    await store.close();
  }
  recordFigure(
    'F36',
    `gone ${(ms / 1000).toFixed(1)} s after SIGTERM; ${String(asked)} requests of ${String(PEOPLE + 1)} people, ${String(retries)} sent once more, 0 failed; ${String(begun.length)} cases and ${String(completed.length)} documents, each once`,
    import.meta,
  );
}, 120_000);
