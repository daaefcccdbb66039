import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import { createRepeats, type Repeats } from '../../../runtime/http/repeats.js';
import type { Call, Reply } from '../../../runtime/http/route.js';
import { COMMANDS } from '../../../runtime/store/collections.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { SEALING, START } from '../kit/host-world.js';
import { manualClock } from '../kit/manual-clock.js';
import { officePackage, SMALL, smallOffice, type SmallOffice } from '../kit/small-office.js';
import { tinyPng, type Answer } from '../kit/web-office.js';

const call = (body: JsonObject, key: string | null = 'key-0001', userId = 'u-window-chen'): Call =>
  ({
    params: {},
    query: {},
    body,
    user: { userId, login: '', name: '', roles: [], orgPath: '', communities: [] },
    file: null,
    idempotencyKey: key,
    sessionToken: null,
    address: '',
    language: 'zh',
  }) as unknown as Call;

describe('a repeated request', () => {
  const store = createMemoryStore();
  const clock = manualClock(START);
  /** Another process on the same store each time. */
  const process = (): Repeats => createRepeats({ store, clock, sealing: SEALING });
  let made = 0;
  const make = async (): Promise<Reply> => {
    made += 1;
    return { status: 201, body: { made, idNo: '370303199001010017' } };
  };

  test('is answered like the first, in any process, and carried out once', async () => {
    const one = process();
    const first = await one.run(call({ a: 1 }), 'post /api/x', make);
    expect(await one.run(call({ a: 1 }), 'post /api/x', make)).toEqual(first);
    expect(await process().run(call({ a: 1 }), 'post /api/x', make)).toEqual(first);
    expect(made).toBe(1);
    expect(JSON.stringify((await store.find(COMMANDS)).records)).not.toContain('370303199001010017');
  });

  test('of fifty at once in two processes is carried out once', async () => {
    const before = made;
    const [one, two] = [process(), process()];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? one : two).run(call({}, 'key-many'), 'post /api/x', make)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(made).toBe(before + 1);
  });

  test('with other content is refused, with another person, route or no key it is another request', async () => {
    const mismatch = process().run(call({ a: 2 }), 'post /api/x', make);
    await expect(mismatch).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const before = made;
    await process().run(call({ a: 2 }, 'key-0001', 'u-other'), 'post /api/x', make);
    await process().run(call({ a: 2 }), 'post /api/y', make);
    await process().run(call({ a: 2 }, null), 'post /api/x', make);
    expect(made).toBe(before + 3);
  });

  test('after a refusal, or a process that died over it, is carried out', async () => {
    const refuse = process().run(call({}, 'key-refused'), 'post /api/x', () => Promise.reject(new Error('refused')));
    await expect(refuse).rejects.toThrow('refused');
    expect(await process().run(call({}, 'key-refused'), 'post /api/x', make)).toMatchObject({ status: 201 });
    void process().run(call({}, 'key-dying'), 'post /api/x', () => new Promise<Reply>(() => undefined));
    const waiting = process().run(call({}, 'key-dying'), 'post /api/x', make);
    await new Promise((resolve) => setTimeout(resolve, 30));
    clock.advance(30_000);
    expect(await waiting).toMatchObject({ status: 201 });
  });

  test('that opens a session is not remembered', async () => {
    const open = async (): Promise<Reply> => ({ status: 200, body: {}, cookie: 'secret' });
    await process().run(call({}, 'key-session'), 'post /api/session', open);
    expect(JSON.stringify((await store.find(COMMANDS, { limit: 1000 })).records)).not.toContain('key-session');
  });
});

describe('every route that changes something', () => {
  let web: SmallOffice;
  beforeAll(async () => {
    web = await smallOffice();
  }, 60_000);
  afterAll(() => web.close());

  const twice = async (ask: (headers: Record<string, string>) => Promise<Answer>, key: string): Promise<Answer> => {
    const headers = { 'Idempotency-Key': key };
    const first = await ask(headers);
    const second = await ask(headers);
    expect({ status: second.status, body: second.body }).toEqual({ status: first.status, body: first.body });
    return first;
  };

  test('takes the key: its answer is kept, or the instance knows the command', async () => {
    const { body } = await web.admin.get('/openapi.json');
    const paths = (body as { paths: Record<string, Record<string, Record<string, unknown>>> }).paths;
    const changing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'get')
        .map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    expect(changing.length).toBeGreaterThan(50);
    for (const { name, operation } of changing) {
      const headers = (operation['parameters'] as { name: string; in: string }[]).filter((one) => one.in === 'header');
      expect([name, headers.map((one) => one.name)]).toEqual([name, expect.arrayContaining(['Idempotency-Key'])]);
      const isKnown =
        /^post (\/hooks\/\{name\}|\/api\/(messages|signals|worker\/jobs\/\w+))$|^post \/api\/(cases|work-items\/\{id\}\/(claim|release|complete)|(work-items|instances)\/\{id\}\/operations\/\w+)$/;
      // The instance or the ledger knows the wish by its id; of a ballot nothing may be kept that tells its choices.
      const isKnownElsewhere =
        /^post \/api\/(activities\/\{activityNo\}\/(sign-up|leave|presence|attendance)|board\/\{noticeId\}\/objections|consents(\/\{consentNo\}\/withdraw)?|ballots\/\{voteId\}(\/(withdrawn-)?credentials)?|votes\/\{voteId\}\/(ballots|credentials|secret-ballots|keys\/mine\/opening|paper|paper-decisions))$/;
      const seesToIt = isKnown.test(name) || isKnownElsewhere.test(name);
      expect([name, operation['x-repeats']]).toEqual([
        name,
        expect.stringMatching(seesToIt ? /^(itself|answer)$/ : /^answer$/),
      ]);
    }
  });

  test('answers a repetition alike: case, claim, operation, completion, upload, package', async () => {
    const clerk = await web.as('window');
    const document = { name: '李安', amount: 5, items: [{ note: '无' }] };
    const begun = await twice(
      (headers) => web.resident.post('/api/cases', { service: SMALL, document }, headers),
      'key-case-1',
    );
    expect(begun.status).toBe(201);
    const caseId = String((begun.body as JsonObject)['caseId']);
    const item = `${caseId}:${Object.keys((await web.office.commands.load(caseId))?.state.workItems ?? {})[0] ?? ''}`;
    const act = (path: string, sent: JsonObject) => (headers: Record<string, string>) =>
      clerk.post(`/api/work-items/${item}/${path}`, sent, headers);
    for (const [path, sent] of [
      ['claim', {}],
      ['operations/addComment', { text: '已核对' }],
      ['complete', { document: { opinion: '同意' } }],
    ] as const)
      expect((await twice(act(path, sent), `key-${path.replace('/', '-')}`)).status).toBe(200);
    const bytes = tinyPng('twice');
    const upload = async (headers: Record<string, string>): Promise<Answer> => {
      const form = new FormData();
      form.append('file', new Blob([Uint8Array.from(bytes)]), 'a.png');
      return web.resident.request('POST', '/api/files', { raw: form, headers });
    };
    expect((await twice(upload, 'key-upload-1')).status).toBe(200);
    const designer = await web.as('designer');
    const files = officePackage('1.7');
    const publish = (headers: Record<string, string>) =>
      designer.post('/api/packages', { files, note: '', activate: false }, headers);
    expect((await twice(publish, 'key-package-1')).status).toBe(201);
    const wrong = await designer.post(
      '/api/packages',
      { files, note: 'another', activate: false },
      {
        'Idempotency-Key': 'key-package-1',
      },
    );
    expect(wrong.status).toBe(422);
  }, 60_000);
});
