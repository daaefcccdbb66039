import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '../../engine/index.js';
import { DEMO_PASSWORD } from '../../runtime/use-cases/log-in.js';
import { freePort } from '../kit/free-port.js';
import { startServer, temporaryFolder, type Ended } from './kit/built-server.js';

/** A start that takes longer than this hangs. Not a goal: the seconds taken are printed. */
const HANG_MS = 30_000;

const place = temporaryFolder();
const dataFolder = path.join(place.folder, 'fresh', 'data');
const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

/** What was printed for people: one sentence in Chinese, one in English, nothing else. */
function sentences({ output }: Ended): readonly string[] {
  return output.split('\n').filter((line) => line.trim() !== '');
}

afterAll(() => place.remove());

describe('starting the built server', () => {
  it('on a fresh folder: prints the address, an account for each role, and where the data lie', async () => {
    const port = await freePort();
    const begun = Date.now();
    const server = startServer({ port, dataFolder });
    expect(await server.ready()).toBe(true);
    process.stdout.write(`first-start: ready on a fresh folder after ${seconds(begun)} s\n`);
    const reply = await fetch(`http://127.0.0.1:${port}/api/session`);
    const session = (await reply.json()) as {
      readonly mode: string;
      readonly demoAccounts: readonly { readonly login: string; readonly roles: readonly string[] }[];
    };
    const { code, output } = await server.stop();
    expect(code).toBe(0);
    expect(output).toContain(`http://127.0.0.1:${port}/`);
    expect(output).toContain(dataFolder);
    expect(output).toContain(DEMO_PASSWORD);
    expect(output).not.toMatch(/refused|\bat .*:\d+:\d+/);
    for (const { login, roles } of session.demoAccounts) {
      const line = output.split('\n').find((one) => one.trim().startsWith(`${login} `)) ?? '';
      for (const role of roles) expect([login, line]).toEqual([login, expect.stringContaining(roleName(role))]);
    }
    const held = new Set(session.demoAccounts.flatMap((account) => account.roles));
    expect([session.mode, neededRoles().filter((role) => !held.has(role))]).toEqual(['demo', []]);
    expect(existsSync(path.join(dataFolder, 'yizhan.sqlite'))).toBe(true);
  }, 120_000);

  it('a second time: ready again, on the same data', async () => {
    const begun = Date.now();
    const server = startServer({ port: await freePort(), dataFolder });
    expect(await server.ready()).toBe(true);
    const took = Date.now() - begun;
    process.stdout.write(`first-start: ready again after ${(took / 1000).toFixed(1)} s\n`);
    expect((await server.stop()).code).toBe(0);
    expect(took).toBeLessThan(HANG_MS);
  }, 60_000);

  it('on a taken port: one sentence in each language, and an exit code', async () => {
    const port = await freePort();
    const holder = await hold(port);
    const end = await startServer({ port, dataFolder }).ended;
    holder.close();
    expect([end.code, sentences(end)]).toEqual([
      1,
      [`端口 ${port} 已被占用，请用 PORT=其他端口 再启动。`, `Port ${port} is taken; start again with another PORT.`],
    ]);
  }, 60_000);

  it('on a folder that cannot be written: one sentence in each language, and an exit code', async () => {
    const file = path.join(place.folder, 'a-file');
    writeFileSync(file, 'not a folder\n');
    const below = path.join(file, 'data');
    const end = await startServer({ port: await freePort(), dataFolder: below }).ended;
    expect([end.code, sentences(end)]).toEqual([
      1,
      [`数据文件夹 ${below} 无法写入（ENOTDIR）。`, `The data folder ${below} cannot be written (ENOTDIR).`],
    ]);
  }, 60_000);

  it.each([
    ['PORT', 'eighty'],
    ['YIZHAN_MODE', 'toy'],
    ['YIZHAN_LEASE_SECONDS', '0'],
    ['YIZHAN_FAULT', 'somewhere:1'],
    ['HOST', '0.0.0.0'],
  ])(
    'with %s=%s: one sentence in each language that names the setting, and an exit code',
    async (name, value) => {
      const end = await startServer({ port: await freePort(), dataFolder, env: { [name]: value } }).ended;
      const told = sentences(end);
      expect([end.code, told.length]).toEqual([1, 2]);
      expect(told[0]).toMatch(/\p{Script=Han}/u);
      for (const line of told) expect(line).toContain(name);
    },
    30_000,
  );
});

/** The roles of the people, and every role that a shipped process gives work to. */
function neededRoles(): readonly string[] {
  const processes = readdirSync('definitions', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bpmn'))
    .map((file) => readFileSync(path.join('definitions', file), 'utf8'));
  const groups = processes.flatMap((xml) =>
    [...xml.matchAll(/candidateGroups="([a-z, -]+)"/g)].map((match) => match[1]),
  );
  const named = groups.flatMap((group) => (group ?? '').split(',').map((role) => role.trim()));
  return [...new Set(['merchant', 'resident', 'inspector', 'designer', 'sysadmin', ...named])];
}

const roleName = (role: string): string => ROLES[role as keyof typeof ROLES].en;

function hold(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
