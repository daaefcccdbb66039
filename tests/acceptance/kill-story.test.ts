import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HistoryRecord, HistoryRow } from '../../runtime/seams/records.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { freePort } from '../kit/free-port.js';
import { someDefinitions } from '../kit/some-definitions.js';
import { pause, temporaryFolder } from './kit/built-server.js';
import { STORY, STORY_BEGINS, walkStory } from './kit/licence-story.js';
import { mortalServer, type MortalServer } from './kit/mortal-server.js';
import { signIn } from './kit/patient-client.js';

/** Where each life of the server ends. All but the jobs cut off the answer to a person; a relay comes after a commit, too. */
const FAULTS = [
  'commit:after@startInstance:1',
  'commit:after@completeWorkItem:1',
  'job:done@document.issue:1',
  'relay:before@completeWorkItem:1',
  'commit:after@completeWorkItem:1',
  'commit:after@claimWorkItem:1',
  'commit:after@completeWorkItem:1',
  'job:done@notice.send:1',
  'relay:before@completeWorkItem:1',
  'job:done@licence.number:1',
  'job:done@certificate.issue:1',
];
const DOCUMENTS = ['doc-accept', 'doc-correction', 'doc-delivery', 'doc-grant', 'doc-onsite', 'lic-food'];
const NOTICES = ['需要补正', '现场核查', '已获准'];
/** Rows that the story adds to registers; all others keep their sample rows. */
const ADDED: Readonly<Record<string, number>> = { visits: 1, licences: 1, supervision: 1, ratings: 1 };
const LEASE_SECONDS = 2;
const ENDS_MS = 30_000;

/** A record as it lies in the store, with the members this test looks at. */
type Row = StoreRecord & Readonly<Record<string, unknown>>;

const data = temporaryFolder();
const definitions = temporaryFolder();
const begun = Date.now();
let server: MortalServer;
let opened: Store | undefined;
let caseId = '';

const all = async (name: string): Promise<readonly Row[]> => {
  if (opened === undefined) throw new Error('the story did not come to its end');
  const rows: Row[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await opened.find<Row>({ name }, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.records);
    cursor = page.nextCursor;
  }
  return rows;
};
const ofCase = async (name: string, field: string): Promise<readonly Row[]> =>
  (await all(name)).filter((row) => row[field] === caseId);
const facts = async (): Promise<readonly HistoryRecord[]> =>
  ((await ofCase('history', 'rootId')) as unknown as readonly HistoryRow[]).flatMap(historyRecords);
const pdfs = (): readonly string[] =>
  readdirSync(path.join(data.folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).subarray(0, 5).toString() === '%PDF-')
    .map((file) => path.basename(file))
    .sort();

beforeAll(async () => {
  server = mortalServer({
    port: await freePort(),
    dataFolder: data.folder,
    faults: FAULTS,
    clock: () => STORY_BEGINS + (Date.now() - begun),
    leaseSeconds: LEASE_SECONDS,
    env: { YIZHAN_DEFINITIONS: someDefinitions(definitions.folder, ['food-license-new']) },
  });
  const done: string[] = [];
  ({ caseId } = await walkStory(server, (step) => done.push(step)).catch((error: unknown) => {
    throw new Error(`after ${done.join(', ')}; killed by ${server.kills.join(', ')}`, { cause: error });
  }));
  const owner = await signIn(server, 'owner');
  const latest = Date.now() + ENDS_MS;
  while (Date.now() < latest) {
    const { body } = await owner.get(`/api/cases/${caseId}`);
    if ((body as { readonly ended?: boolean } | null)?.ended === true) break;
    await pause(100);
  }
  await server.stop();
  opened = openEmbeddedStore({ file: path.join(data.folder, 'yizhan.sqlite') });
}, 300_000);

afterAll(async () => {
  await server.stop();
  await opened?.close();
  data.remove();
  definitions.remove();
});

describe('a food licence while the server is killed again and again', () => {
  it('was killed at every planned place, and people only had to ask again', () => {
    expect(server.kills).toEqual(FAULTS);
    const between = FAULTS.filter((fault) => fault.startsWith('commit:after')).length;
    const unrelayed = FAULTS.filter((fault) => fault.startsWith('relay:before')).length;
    expect({ kills: server.kills.length, between, unrelayed }).toEqual({ kills: 11, between: 5, unrelayed: 2 });
    // Each kill between a commit and its reply, or its relay, broke the request of a person.
    const broke = (point: string, life: number): boolean =>
      !/^(commit:after|relay:before)/.test(point) || server.retries.some((one) => one.life === life);
    expect(FAULTS.filter((fault, life) => !broke(fault, life))).toEqual([]);
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    process.stdout.write(
      `kill-story: ${server.kills.length} kills (${between} between commit and reply, ${unrelayed} between commit and relay, ` +
        `${FAULTS.length - between - unrelayed} during jobs), ${server.retries.length} requests repeated, ` +
        `${STORY.length + 1} steps, ${seconds} s\n`,
    );
  });

  it('knows one case, closed, and nothing of it is left open', async () => {
    expect(await all('cases')).toMatchObject([{ _id: caseId, caseStatus: 'closed', instanceStatus: 'completed' }]);
    expect(await all('worklist')).toEqual([]);
    expect(await all('jobs')).toEqual([]);
    expect(await all('subscriptions')).toEqual([]);
    expect(await all('incidents')).toEqual([]);
    const instances = await all('instances');
    expect(instances.filter((one) => one['rootId'] !== caseId)).toEqual([]);
    expect(instances.map(({ status, pending }) => ({ status, pending }))).toEqual(
      instances.map(() => ({ status: 'completed', pending: 0 })),
    );
    expect((await all('messages')).filter((one) => ['new', 'claimed'].includes(String(one['state'])))).toEqual([]);
  });

  it('drew one certificate number and issued one certificate', async () => {
    const certificates = await all('certificates');
    expect(certificates).toMatchObject([{ caseId, template: 'lic-food', state: 'issued' }]);
    const number = String(certificates[0]?.['certificateNo']);
    expect(number).toMatch(/^JY2370303000001\d$/);
    const drawn = (await all('sequences')).filter((one) => one._id.startsWith('s:JY'));
    expect(drawn.map(({ _id, value }) => ({ _id, value }))).toEqual([{ _id: 's:JY2370303', value: 1 }]);
    const licences = (await all('registers')).filter((one) => one['register'] === 'licences' && one['key'] === number);
    expect(licences).toHaveLength(1);
  });

  it('drew one case number', async () => {
    const drawn = (await all('sequences')).filter((one) => one._id.startsWith('s:case-'));
    expect(drawn.map((one) => one['value'])).toEqual([1]);
  });

  it('drew each document once: one record, one number, one PDF', async () => {
    const documents = (await all('documents')).filter((one) => one['type'] === 'application/pdf');
    expect(documents.map((one) => one['template']).sort()).toEqual(DOCUMENTS);
    expect(new Set(documents.map((one) => one['caseId']))).toEqual(new Set([caseId]));
    expect(new Set(documents.map((one) => one['documentNo'])).size).toBe(documents.length);
    expect(pdfs()).toEqual(documents.map((one) => String(one['fileId'])).sort());
    const drawn = (await all('sequences')).filter((one) => one._id.startsWith('s:document-'));
    expect(drawn.map((one) => one['value'])).toEqual(drawn.map(() => 1));
  });

  it('sent each notice once', async () => {
    const notices = [...(await ofCase('notices', 'caseId'))].sort((a, b) => Number(a['sentAt']) - Number(b['sentAt']));
    const texts = notices.map((one) => (one['text'] as { readonly zh: string }).zh);
    expect(texts).toEqual(NOTICES.map((part) => expect.stringContaining(part)));
  });

  it('did every piece of human work once', async () => {
    const history = await facts();
    const count = (type: string): number => history.filter((one) => one.type === type).length;
    expect(count('workItemCompleted')).toBe(STORY.length);
    expect(count('jobCreated')).toBe(count('jobCompleted'));
    expect({ failed: count('jobFailed'), incidents: count('incidentRaised') }).toEqual({ failed: 0, incidents: 0 });
  });

  it('has a history without gap or double in every instance', async () => {
    const history = await facts();
    const numbers = new Map<string, number[]>();
    for (const event of history) {
      const list = numbers.get(event.instanceId) ?? [];
      numbers.set(event.instanceId, [...list, event.seq]);
    }
    expect([...numbers.keys()].sort()).toEqual((await all('instances')).map((one) => one._id).sort());
    process.stdout.write(`kill-story: ${history.length} events of ${numbers.size} instances, without a gap\n`);
    for (const list of numbers.values())
      expect([...list].sort((a, b) => a - b)).toEqual(Array.from({ length: list.length }, (_, seq) => seq));
  });

  it('added each row to its register once', async () => {
    const counts = new Map<string, number>();
    for (const row of await all('registers')) {
      const register = String(row['register']);
      counts.set(register, (counts.get(register) ?? 0) + 1);
    }
    const expected = [...sampleRows()].map(([register, count]) => [register, count + (ADDED[register] ?? 0)]);
    expect(Object.fromEntries([...counts].sort())).toEqual(Object.fromEntries(expected.sort()));
  });
});

/** How many rows the shipped packages bring along, by register. */
function sampleRows(): ReadonlyMap<string, number> {
  const files = ['common', 'food-license-new'].flatMap((name) => {
    const folder = path.join('definitions', name, 'samples');
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file): [string, number] => [
        file.slice(0, -'.json'.length),
        (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as readonly unknown[]).length,
      ]);
  });
  return new Map(files.filter(([register, count]) => count > 0 || register in ADDED));
}
