import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CASES, HISTORY, WORKLIST } from '../../runtime/store/collections.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { freePort } from '../kit/free-port.js';
import { databaseName, dropDatabase, withDatabase } from '../kit/mongo-place.js';
import { startWireServer } from '../kit/mongo-wire/start-wire-server.js';
import { someDefinitions } from '../kit/some-definitions.js';
import { startServer, temporaryFolder, type ServerProcess } from './kit/built-server.js';
import { STORY, STORY_BEGINS, walkStory } from './kit/licence-story.js';
import { signIn, type Patience } from './kit/patient-client.js';

const ours = temporaryFolder();
const begun = Date.now();
const definitions = someDefinitions(ours.folder, ['food-license-new']);
const given = process.env['MONGODB_URI'];
const running: ServerProcess[] = [];
let uri = '';
let dispose = async (): Promise<void> => undefined;

const start = async (dataFolder: string): Promise<{ readonly server: ServerProcess; readonly patience: Patience }> => {
  const port = await freePort();
  const now = STORY_BEGINS + (Date.now() - begun);
  const server = startServer({ port, dataFolder, now, env: { MONGODB_URI: uri, YIZHAN_DEFINITIONS: definitions } });
  running.push(server);
  const untilReady = async (): Promise<number> => 0;
  return { server, patience: { base: `http://127.0.0.1:${String(port)}`, untilReady, retried: () => undefined } };
};

beforeAll(async () => {
  if (given === undefined) {
    const wire = await startWireServer({ demandsMajority: true });
    uri = withDatabase(wire.uri, databaseName());
    dispose = () => wire.stop();
  } else {
    uri = withDatabase(given, databaseName());
    dispose = () => dropDatabase(uri);
  }
});

afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await dispose();
  ours.remove();
});

describe('the built server on MongoDB', () => {
  it('serves a licence from the application to the rating, and a second process shows the same', async () => {
    const folder = path.join(ours.folder, 'first');
    const { server, patience } = await start(folder);
    expect(await server.ready()).toBe(true);
    const { caseId } = await walkStory(patience, () => undefined);
    expect(server.output()).toMatch(/MongoDB mongodb:\/\/127\.0\.0\.1:\d+\/yizhan-test-|MongoDB mongodb/);

    // The second process has its own folder, with the keys of the first.
    const other = path.join(ours.folder, 'second');
    cpSync(path.join(folder, 'keys'), path.join(other, 'keys'), { recursive: true });
    const second = await start(other);
    expect(await second.server.ready()).toBe(true);
    const owner = await signIn(second.patience, 'owner');
    const seen = await owner.get(`/api/cases/${caseId}`);
    expect(seen.status).toBe(200);

    const { store, place } = await openMongo(uri);
    expect((await store.get(CASES, caseId))?.instanceStatus).toBe('completed');
    expect(await store.count(WORKLIST, { rootId: caseId })).toBe(0);
    expect(await store.count(HISTORY, { rootId: caseId })).toBeGreaterThan(STORY.length);
    expect(await place.connection.collection('fs.files').countDocuments()).toBeGreaterThan(3);
    await store.close();
  }, 180_000);

  it('refuses to run there with other keys, in one sentence of each language', async () => {
    const { server } = await start(path.join(ours.folder, 'stranger'));
    const { code, output } = await server.ended;
    expect(code).toBe(1);
    expect(output).toContain('另一套密钥');
    expect(output).toContain('written with other keys');
    expect(output.split('\n').filter((line) => line.trim() !== '')).toHaveLength(2);
  }, 60_000);
});
