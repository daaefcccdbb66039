import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue, Problem } from '../../engine/index.js';
import { readPackageFolder } from '../../runtime/packages/read-folder.js';
import { brokenPackages, type BrokenKind } from '../kit/broken-packages.js';
import { smallPackage } from '../kit/small-package.js';
import { freePort } from '../kit/free-port.js';
import { someDefinitions } from '../kit/some-definitions.js';
import { startServer, temporaryFolder, type ServerProcess } from './kit/built-server.js';
import { signIn, type PatientClient, type Patience, type Reply } from './kit/patient-client.js';

const KINDS: readonly BrokenKind[] = [
  'manifest',
  'bpmn',
  'dmn',
  'form',
  'register',
  'document',
  'i18n',
  'scenario',
  'sample',
  'calendar',
];
const KEY = 'small-package';
const broken = brokenPackages();
const data = temporaryFolder();
const env = { YIZHAN_DEFINITIONS: someDefinitions(data.folder, ['food-license-new']) };

/** The small package as it runs in the office: people and calendar come from the shipped package that has them. */
function soundPackage(): Record<string, string> {
  const files = smallPackage();
  for (const file of ['registers/people.json', 'samples/people.json', 'calendars/cn.json']) delete files[file];
  const manifest = JSON.parse(files['manifest.json'] ?? '{}') as JsonObject;
  return { ...files, 'manifest.json': JSON.stringify({ ...manifest, requires: { common: '1' } }) };
}

const red = (files: Readonly<Record<string, string>>, scenario: string, status: string): Record<string, string> => {
  const text = files[scenario] ?? '';
  expect(text).toContain(`"status": "${status}"`);
  return { ...files, [scenario]: text.replace(`"status": "${status}"`, '"status": "withdrawn"') };
};

describe('broken packages over the API, while a case runs', () => {
  let server: ServerProcess;
  let designer: PatientClient;
  let window: PatientClient;
  let resident: PatientClient;
  let caseId = '';
  let before: JsonValue = null;

  const publish = (files: Readonly<Record<string, string>>): Promise<Reply> =>
    designer.post('/api/packages', { files, note: 'a test', activate: true });
  const problemsOf = (reply: Reply): readonly Problem[] => {
    const { context } = reply.body as { readonly context?: { readonly problems: readonly Problem[] } };
    return (context?.problems ?? []).filter((problem) => problem.severity === 'error');
  };
  /** Everything that a refused package might have touched: all versions of all packages, the case, its task. */
  const present = async (): Promise<JsonValue> => [
    (await designer.get('/api/packages')).body,
    (await designer.get(`/api/packages/${KEY}`)).body,
    (await designer.get('/api/packages/common')).body,
    (await resident.get(`/api/cases/${caseId}`)).body,
    (await window.get('/api/work-items?view=groups')).body,
  ];

  beforeAll(async () => {
    const port = await freePort();
    server = startServer({ port, dataFolder: data.folder, now: Date.parse('2026-03-02T10:00:00+08:00'), env });
    expect(await server.ready()).toBe(true);
    const patience: Patience = {
      base: `http://127.0.0.1:${port}`,
      untilReady: () => Promise.resolve(0),
      retried: (request) => {
        throw new Error(`${request} got no answer:\n${server.output()}`);
      },
    };
    designer = await signIn(patience, 'designer');
    window = await signIn(patience, 'window');
    resident = await signIn(patience, 'resident');
    const published = await publish(soundPackage());
    expect([published.status, published.body]).toMatchObject([201, { key: KEY, version: '1.0' }]);
    const document = { name: '李安', amount: 3, items: [{ note: '无' }] };
    const started = await resident.post('/api/cases', { service: KEY, document });
    expect(started.status).toBe(201);
    caseId = String((started.body as JsonObject)['caseId']);
    before = await present();
    expect(JSON.stringify(before)).toContain(caseId);
  }, 120_000);

  afterAll(async () => {
    await server.stop();
    data.remove();
  });

  it.each(KINDS)('there are at least two broken packages of kind %s', (kind) => {
    expect(broken.filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(2);
  });

  it.each(broken)('$kind: $name is refused by file, place and rule; nothing else changes', async (one) => {
    const reply = await publish(one.files);
    expect(reply.status).toBe(422);
    expect(reply.body).toMatchObject({ code: 'PACKAGE_INVALID', status: 422 });
    const problems = problemsOf(reply);
    const named = problems.filter(
      (problem) =>
        problem.file === one.file &&
        problem.rule.startsWith(one.rule) &&
        (one.pointer === undefined || problem.pointer === one.pointer) &&
        (one.elementId === undefined || problem.elementId === one.elementId),
    );
    expect({ problems, named: named.length > 0 }).toEqual({ problems, named: true });
    for (const problem of problems) {
      expect(problem).toEqual(
        expect.objectContaining({ file: expect.stringMatching(/./), rule: expect.stringMatching(/./) }),
      );
      expect(placeOf(problem)).toMatch(/./);
      expect(problem.text.zh).toMatch(/\p{Script=Han}/u);
      expect(problem.text.en).toMatch(/[a-z]{2}/);
    }
    expect(await present()).toEqual(before);
  });

  it('a package whose scenario is red is refused by the name of the scenario', async () => {
    const reply = await publish(red(soundPackage(), 'scenarios/straight.json', 'in-review'));
    expect(reply.status).toBe(422);
    expect(problemsOf(reply)).toMatchObject([
      { rule: 'scenario-red', file: 'scenarios/straight.json', text: { en: expect.stringMatching(/start.*status/) } },
    ]);
    expect(await present()).toEqual(before);
  });

  it('the shipped licence with one red scenario is refused, too', async () => {
    const licence = readPackageFolder('definitions/food-license-new');
    const reply = await publish(red(licence, 'scenarios/straight-approval.json', 'submitted'));
    expect(reply.status).toBe(422);
    expect(problemsOf(reply)).toMatchObject([{ rule: 'scenario-red', file: 'scenarios/straight-approval.json' }]);
    expect(await present()).toEqual(before);
  }, 60_000);

  it('a package that would redefine a register of another package is refused', async () => {
    const files = soundPackage();
    files['registers/people.json'] = smallPackage()['registers/people.json'] ?? '';
    const reply = await publish(files);
    expect(reply.status).toBe(422);
    expect(problemsOf(reply)).toMatchObject([{ rule: 'register-taken', file: 'registers/people.json' }]);
    expect(await present()).toEqual(before);
  });

  it('the case goes on to its end on its own version', async () => {
    const { items } = (await window.get('/api/work-items?view=groups')).body as {
      readonly items: readonly JsonObject[];
    };
    const place = `/api/work-items/${String(items.find((item) => item['caseId'] === caseId)?.['workItemId'])}`;
    expect((await window.post(`${place}/claim`, {})).status).toBe(200);
    expect((await window.post(`${place}/complete`, { document: { opinion: '同意' } })).status).toBe(200);
    const { body } = await resident.get(`/api/cases/${caseId}`);
    expect(body).toMatchObject({ status: 'closed', ended: true, documents: [{ template: 'doc-done' }] });
  });
});

/** Pointer, element or line: where in the file. The root of a file is a place, too. */
function placeOf({ pointer, elementId, line }: Problem): string {
  if (elementId !== undefined) return elementId;
  if (pointer !== undefined) return `pointer ${pointer}`;
  return line === undefined ? '' : `line ${line}`;
}
