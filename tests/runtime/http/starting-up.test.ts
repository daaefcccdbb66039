import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startingUp } from '../../../runtime/http/starting-up.js';

const server = createServer(startingUp);
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a server that is still starting', () => {
  it('shows people a page that comes again by itself', async () => {
    const reply = await fetch(`${address}/staff/work`, { headers: { Accept: 'text/html' } });
    expect(reply.status).toBe(503);
    const text = await reply.text();
    expect(text).toContain('http-equiv="refresh"');
    expect(text).toContain('驿站正在启动');
    expect(text).toContain('Yizhan is starting');
  });

  it('tells programs that it is alive and not ready', async () => {
    const api = await fetch(`${address}/api/session`, { headers: { Accept: 'application/json' } });
    expect([api.status, api.headers.get('retry-after'), await api.json()]).toEqual([503, '2', { status: 'starting' }]);
    const alive = await fetch(`${address}/healthz`, { headers: { Accept: 'text/html' } });
    expect([alive.status, await alive.json()]).toEqual([200, { status: 'starting' }]);
  });
});
