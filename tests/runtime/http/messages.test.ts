import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import { AUDIT } from '../../../runtime/access/access-records.js';
import { isSignedHook, signHook } from '../../../runtime/access/hook-signature.js';
import { MESSAGES } from '../../../runtime/store/collections.js';
import { HOOKS } from '../../../runtime/use-cases/hooks.js';
import { webOffice, type Answer, type Browser, type WebOffice } from '../kit/web-office.js';

let web: WebOffice;
let admin: Browser;
beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { shipped: ['common'] });
  admin = await web.as('admin');
}, 60_000);
afterAll(() => web.close());

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];

describe('messages over HTTP', () => {
  it('are answered not-correlated when nobody waits, kept for their time to live, and once for their id', async () => {
    const message = { name: 'nobody-waits', key: 'K', messageId: 'm1' };
    const late = await admin.post('/api/messages', message);
    expect([late.status, late.body]).toEqual([202, { messageId: 'm1', outcome: 'not-correlated' }]);
    const kept = { ...message, messageId: 'm2', timeToLive: 60_000, variables: { a: 1 } };
    expect((await admin.post('/api/messages', kept)).body).toEqual({ messageId: 'm2', outcome: 'buffered' });
    expect((await admin.post('/api/messages', kept)).body).toEqual({ messageId: 'm2', outcome: 'buffered' });
    expect(await web.office.store.count(MESSAGES, { messageName: 'nobody-waits' })).toBe(2);
    // The same id with another key is another message.
    await admin.post('/api/messages', { ...kept, key: 'L' });
    expect(await web.office.store.count(MESSAGES, { messageName: 'nobody-waits' })).toBe(3);
    const notes = await web.office.store.count(AUDIT, { action: 'message.not-correlated' });
    expect(notes).toBe(1);
  });

  it('are refused when they would live too long, and from those who may not send them', async () => {
    const wrong = await admin.post('/api/messages', { name: 'x', timeToLive: 31 * 86_400_000 });
    expect(wrong.status).toBe(400);
    const clerk = await web.as('window');
    expect((await clerk.post('/api/messages', { name: 'x' })).status).toBe(403);
    expect((await clerk.post('/api/signals', { name: 'x' })).status).toBe(403);
    expect((await admin.post('/api/signals', { name: 'x' })).body).toMatchObject({ reached: 0, begun: [] });
  });
});

describe('a hook', () => {
  const mapping = {
    messageName: 'courier-delivered',
    key: '/parcel/caseNumber',
    messageId: '/eventId',
    variables: { signedBy: '/parcel/signedBy', missing: '/nothing' },
    timeToLive: 60_000,
  };
  const send = (body: string | Uint8Array, signature?: string): Promise<Answer> =>
    web.anonymous().request('POST', '/hooks/courier', {
      raw: typeof body === 'string' ? body : Uint8Array.from(body),
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { 'x-yizhan-signature': signature }),
      },
    });
  const body = (eventId: string): string =>
    JSON.stringify({ eventId, parcel: { caseNumber: 'JY-1', signedBy: '王小满' } });
  const signed = (secret: string, text: string, at = web.clock.now()): string =>
    signHook(secret, new TextEncoder().encode(text), at);
  let secret = '';
  beforeAll(async () => {
    const made = await admin.put('/api/hooks/courier', mapping);
    expect(made.status).toBe(201);
    secret = String((made.body as JsonObject)['secret']);
  });

  it('turns a signed request into its message, once', async () => {
    const text = body('e1');
    const first = await send(text, signed(secret, text));
    expect([first.status, first.body]).toEqual([202, { outcome: 'buffered' }]);
    expect((await send(text, signed(secret, text))).body).toEqual({ outcome: 'buffered' });
    const rows = (await web.office.store.find(MESSAGES, { where: { messageName: 'courier-delivered' } })).records;
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row?.correlationKey).toBe('JY-1');
    expect(web.office.sealing.unseal(row?._id ?? '', row?.variables ?? null)).toEqual({
      signedBy: '王小满',
      missing: null,
    });
  });

  it('refuses what is not signed, signed with another secret, changed, or too old, all in the same way', async () => {
    const text = body('e2');
    const minutes = 60_000;
    const cases = [
      await send(text),
      await send(text, 'v1=nothing'),
      await send(text, signed('another', text)),
      await send(`${text} `, signed(secret, text)),
      await send(text, signed(secret, text, web.clock.now() - 6 * minutes)),
      await send(text, signed(secret, text, web.clock.now() + 6 * minutes)),
      await web
        .anonymous()
        .request('POST', '/hooks/unknown', { raw: text, headers: { 'x-yizhan-signature': signed(secret, text) } }),
    ];
    expect(cases.map((one) => [one.status, codeOf(one)])).toEqual(cases.map(() => [401, 'HOOK_REFUSED']));
    expect(await web.office.store.count(MESSAGES, { messageName: 'courier-delivered' })).toBe(1);
  });

  it('refuses bodies that are too large, no JSON, hostile, or without a key', async () => {
    const large = JSON.stringify({ x: 'y'.repeat(300_000) });
    expect((await send(large, signed(secret, large))).status).toBe(413);
    for (const [text, code] of [
      ['nothing', 'BAD_JSON'],
      ['{"parcel":{}}', 'BAD_REQUEST'],
      ['{"__proto__":{"x":1},"parcel":{"caseNumber":"JY-1"}}', 'FORBIDDEN_KEY'],
    ] as const)
      expect(codeOf(await send(text, signed(secret, text)))).toBe(code);
  });

  it('keeps its secret sealed, shows it once, and forgets the old one with a new one', async () => {
    const row = await web.office.store.get(HOOKS, 'courier');
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify((await admin.get('/api/hooks')).body)).not.toContain('secret');
    await admin.put('/api/hooks/courier', mapping);
    const text = body('e3');
    expect((await send(text, signed(secret, text))).status).toBe(401);
    expect((await admin.delete('/api/hooks/courier')).status).toBe(204);
    expect((await admin.delete('/api/hooks/courier')).status).toBe(404);
  });

  it('knows its signature by every byte', () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const now = 1_800_000_000_000;
    const signature = signHook('s', bytes, now);
    expect(isSignedHook('s', { signature, body: bytes, now })).toBe(true);
    for (let i = 0; i < signature.length; i += 1) {
      const other = signature[i] === '0' ? '1' : '0';
      const changed = signature.slice(0, i) + other + signature.slice(i + 1);
      if (changed === signature) continue;
      expect(isSignedHook('s', { signature: changed, body: bytes, now })).toBe(false);
    }
  });
});
