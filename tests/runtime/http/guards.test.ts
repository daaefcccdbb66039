import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import { tinyPng, webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

let web: WebOffice;
let owner: Browser;
let document: JsonObject;
beforeAll(async () => {
  web = await webOffice();
  owner = await web.as('owner');
  const sample = readFileSync('definitions/food-license-new/samples/documents/restaurant.json', 'utf8');
  const file = (await owner.upload('图纸.png', tinyPng())).body as JsonObject;
  document = { ...(JSON.parse(sample) as JsonObject), signature: file, layoutFile: file };
}, 60_000);
afterAll(() => web.close());

const problem = (answer: Answer): JsonObject => answer.body as JsonObject;
const faults = (answer: Answer) =>
  problem(answer)['errors'] as readonly { pointer: string; code: string; text: { zh: string; en: string } }[];
const apply = (patch: JsonObject) => owner.post('/api/cases', { service: 'food-license-new', document: patch });

describe('what is refused before a use case sees it', () => {
  it('a write without the header of our own pages', async () => {
    const answer = await web.anonymous().request('POST', '/api/session', {
      body: { login: 'owner', password: 'yizhan-demo' },
      headers: { 'X-Yizhan-Request': '' },
    });
    expect([answer.status, problem(answer)['code']]).toEqual([403, 'CSRF']);
  });

  it.each([
    ['another origin', { Origin: 'https://elsewhere.example' }],
    ['a cross-site fetch', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a sandboxed page', { Origin: 'null' }],
  ])('a write from %s', async (_, headers) => {
    const answer = await owner.request('POST', '/api/cases', { body: {}, headers });
    expect(problem(answer)['code']).toBe('CSRF');
  });

  it.each(['__proto__', 'constructor', 'prototype'])('a body with the key %s', async (key) => {
    const raw = `{"document": {"a": [{"${key}": {"x": 1}}]}}`;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await owner.request('PUT', '/api/drafts/food-license-new', { raw, headers });
    expect([answer.status, problem(answer)['code']]).toEqual([400, 'FORBIDDEN_KEY']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('a body of many levels, of many keys, of too many bytes', async () => {
    const put = (raw: string) =>
      owner.request('PUT', '/api/drafts/food-license-new', { raw, headers: { 'Content-Type': 'application/json' } });
    expect(problem(await put(`{"document":{"a":${'['.repeat(40)}${']'.repeat(40)}}}`))['code']).toBe('TOO_COMPLEX');
    const many = Object.fromEntries(Array.from({ length: 5_100 }, (_, index) => [`k${index}`, 1]));
    expect(problem(await put(JSON.stringify({ document: many })))['code']).toBe('TOO_COMPLEX');
    expect((await put(JSON.stringify({ document: { a: 'x'.repeat(600_000) } }))).status).toBe(413);
    expect(problem(await put('{"document": '))['code']).toBe('BAD_JSON');
  });

  it('text that pretends to be JSON, unknown members, unknown and nested query parameters', async () => {
    const plain = await owner.request('POST', '/api/cases', { raw: '{}', headers: { 'Content-Type': 'text/plain' } });
    expect(plain.status).toBe(415);
    const more = await owner.post('/api/cases', { service: 'food-license-new', document: {}, status: 'approved' });
    expect(more.status).toBe(400);
    expect((await owner.get('/api/work-items?view[$ne]=mine')).status).toBe(400);
    expect((await owner.get('/api/services?x=1')).status).toBe(400);
    expect((await owner.post('/api/session', { login: { $ne: null }, password: 'x' })).status).toBe(400);
  });
});

describe('a problem', () => {
  it('is told in both languages with a trace id and nothing of the inside', async () => {
    const answer = await owner.get('/api/cases/nothing');
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem(answer)).toEqual({
      type: '/problems/not-found',
      title: '没有找到',
      status: 404,
      code: 'NOT_FOUND',
      detail: { zh: '没有找到', en: 'Not found' },
      errors: [],
      traceId: answer.headers.get('x-trace-id'),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/\.ts|\.js|node_modules|SELECT|stack/);
  });

  it('has its title in the language that was asked for', async () => {
    const answer = await owner.request('GET', '/api/cases/nothing', {
      headers: { 'Accept-Language': 'en-GB,zh;q=0.5' },
    });
    expect(problem(answer)['title']).toBe('Not found');
  });
});

describe('a submission', () => {
  it('with a wrong ID number is answered with the name of the field and the fault', async () => {
    const answer = await apply({ ...document, legalIdNo: '370303198506150214' });
    expect([answer.status, problem(answer)['code']]).toEqual([422, 'FORM_INVALID']);
    expect(faults(answer)).toEqual([
      {
        pointer: '/legalIdNo',
        code: 'FORMAT_CHECK',
        text: { zh: expect.stringMatching(/身份证号.*校验码错误/), en: expect.stringMatching(/check digit/) },
      },
    ]);
  });

  it('with a field that the node may not write is refused by its name', async () => {
    const answer = await apply({ ...document, decisionNote: '准予' });
    expect([answer.status, problem(answer)['code']]).toEqual([403, 'FIELD_FORBIDDEN']);
    expect(faults(answer)[0]).toMatchObject({ pointer: '/decisionNote' });
  });

  it('with a file nobody uploaded is refused', async () => {
    const layoutFile = { fileId: 'f'.repeat(64), name: 'x.pdf', size: 1, type: 'application/pdf' };
    const answer = await apply({ ...document, layoutFile });
    expect([problem(answer)['code'], faults(answer)[0]?.pointer]).toEqual(['FILE_UNKNOWN', '/layoutFile']);
  });

  it('sent twice under one key creates one case; another request under that key is refused', async () => {
    const send = (body: JsonObject) => owner.post('/api/cases', body, { 'Idempotency-Key': 'the-same-key' });
    const body = { service: 'food-license-new', document };
    const [first, second] = [await send(body), await send(body)];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const other = await send({ ...body, document: { ...document, bizArea: 7000 } });
    expect(problem(other)['code']).toBe('IDEMPOTENCY_MISMATCH');
    const cases = (await owner.get('/api/cases')).body as readonly JsonObject[];
    expect(cases).toHaveLength(1);
  });

  it('by somebody whose role may not start the service is refused', async () => {
    const resident = await web.as('resident');
    const answer = await resident.post('/api/cases', { service: 'food-license-new', document: {} });
    expect(answer.status).toBe(403);
  });
});

describe('a task form', () => {
  it('refuses a hidden field, shows masks to a candidate and the value to the holder, and writes that down', async () => {
    const [one] = (await owner.get('/api/cases')).body as readonly { caseId: string }[];
    const caseId = one?.caseId ?? '';
    await web.office.commands.drain(caseId, 5_000);
    const clerk = await web.as('window');
    const list = (await clerk.get('/api/work-items?view=groups')).body as {
      items: readonly { workItemId: string; caseId: string }[];
    };
    const id = list.items.find((item) => item.caseId === caseId)?.workItemId ?? '';
    const masked = await clerk.get(`/api/work-items/${id}`);
    expect(masked.body).toMatchObject({ canClaim: { ok: true }, actions: ['claim'] });
    const text = JSON.stringify((masked.body as JsonObject)['forms']);
    expect(text).not.toContain('370303198506150213');
    expect((await clerk.post(`/api/work-items/${id}/complete`, { document: {} })).status).toBe(409);
    await clerk.post(`/api/work-items/${id}/claim`, {});
    const before = await web.office.audit.verify();
    const opened = await clerk.get(`/api/work-items/${id}`);
    const forms = (opened.body as JsonObject)['forms'] as readonly {
      formId: string;
      writable: boolean;
      document: JsonObject;
    }[];
    if (JSON.stringify(forms).includes('370303199007220277')) {
      const after = await web.office.audit.verify();
      expect(after).toMatchObject({ ok: true, entries: (before.ok ? before.entries : 0) + 1 });
    }
    const tampered = await clerk.post(`/api/work-items/${id}/complete`, {
      document: { finding: 'accept', grantedBy: 'me' },
    });
    expect([tampered.status, problem(tampered)['code'], faults(tampered)[0]?.pointer]).toEqual([
      403,
      'FIELD_FORBIDDEN',
      '/grantedBy',
    ]);
    const stranger = await web.as('window2');
    expect(problem(await stranger.post(`/api/work-items/${id}/complete`, { document: {} }))['code']).toBe(
      'NOT_ASSIGNEE',
    );
  });

  it('is no business of another resident', async () => {
    const [one] = (await owner.get('/api/cases')).body as readonly { caseId: string }[];
    const resident = await web.as('resident');
    expect((await resident.get(`/api/cases/${one?.caseId ?? ''}`)).status).toBe(404);
    expect((await resident.get(`/api/cases/${one?.caseId ?? ''}/diagram`)).status).toBe(404);
  });
});

describe('an upload', () => {
  it('is judged by its content and gets the ending of its content', async () => {
    const answer = await owner.upload('../../etc/证件\u202e照.html', tinyPng('upload'));
    expect(answer.body).toMatchObject({ name: '证件照.png', type: 'image/png' });
  });

  it.each([
    ['a page named as a picture', 'x.jpg', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a drawing with script', 'x.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['an archive', 'x.pdf', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0])],
    ['nothing', 'x.png', Buffer.alloc(0)],
  ])('refuses %s', async (_, name, bytes) => {
    expect((await owner.upload(name, bytes)).status).toBe(415);
  });

  it('comes back as a download that runs nothing, and only to who may see it', async () => {
    const { fileId } = (await owner.upload('a.png', tinyPng('back'))).body as { fileId: string };
    const file = await owner.get(`/api/files/${fileId}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="a.png"/);
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await (await web.as('resident')).get(`/api/files/${fileId}`)).status).toBe(404);
  });

  it('cannot be pretended by a JSON body', async () => {
    const answer = await owner.post('/api/files', { file: { path: '/etc/passwd' } });
    expect([answer.status, problem(answer)['code']]).toEqual([400, 'FILE_MISSING']);
  });
});

describe('a look-up without login', () => {
  it('shows a case for its number and code, without names', async () => {
    const [one] = (await owner.get('/api/cases')).body as readonly { caseId: string; caseNumber: string }[];
    const view = (await owner.get(`/api/cases/${one?.caseId ?? ''}`)).body as { queryCode: string };
    const request = { caseNumber: one?.caseNumber ?? '', queryCode: view.queryCode.toLowerCase() };
    const found = await web.anonymous().post('/api/lookup', request);
    expect(found.body).toMatchObject({ caseNumber: one?.caseNumber, statusText: { zh: '已提交，待受理' } });
    expect(JSON.stringify(found.body)).not.toContain('王小满');
  });

  it('answers a wrong code like an unknown number, and stops after ten tries', async () => {
    const visitor = web.anonymous();
    const codes: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      codes.push(
        (await visitor.post('/api/lookup', { caseNumber: 'SPXK-20260302-00001', queryCode: `WRONG${round}` })).status,
      );
    }
    expect(codes).toEqual([...Array<number>(9).fill(404), ...Array<number>(3).fill(429)]);
  });
});

describe('every answer', () => {
  it('carries the policy without eval and is not cached', async () => {
    const answer = await owner.get('/api/session');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  it('logged nothing unexpected', () => {
    expect(web.log).toEqual([]);
  });
});
