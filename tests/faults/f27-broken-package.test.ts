import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../engine/index.js';
import { VERSIONS, FILES, POINTERS } from '../../runtime/packages/package-records.js';
import { JOBS } from '../../runtime/store/collections.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { recordFigure } from '../kit/figures.js';
import { officePackage, SMALL, smallOffice, type SmallOffice } from '../runtime/kit/small-office.js';
import type { Answer } from '../runtime/kit/web-office.js';

/*
 * F27: broken packages come while cases run. All or nothing: what runs is untouched to the last byte, the report names the file, and of
 * versions that come at the same time each is whole.
 */

let web: SmallOffice;
const begun: string[] = [];
beforeAll(async () => {
  web = await smallOffice();
  for (let index = 0; index < 5; index += 1) begun.push(await web.begin(3));
}, 60_000);
afterAll(() => web.close());

const codeOf = (answer: Answer): unknown => (answer.body as JsonObject | null)?.['code'];

/** Everything that a refused package could have touched, to the byte. */
async function present(): Promise<string> {
  const all = async (name: string): Promise<readonly unknown[]> =>
    (await web.office.store.find({ name }, { limit: 1000 })).records;
  return JSON.stringify([
    await all(INSTANCES.name),
    await all(JOBS.name),
    await all('worklist'),
    await all(VERSIONS.name),
    (await all(FILES.name)).length,
    await all(POINTERS.name),
    await all('registers'),
  ]);
}

const without = (path: string): Record<string, string> => {
  const { [path]: _gone, ...rest } = officePackage('2.0');
  return rest;
};
const edited = (path: string, edit: (text: string) => string): Record<string, string> =>
  officePackage('2.0', (text, at) => (at === path ? edit(text) : text));
const form =
  (change: (schema: JsonObject) => JsonValue) =>
  (text: string): string => {
    const parsed = JSON.parse(text) as { readonly schema: JsonObject };
    return JSON.stringify({ ...parsed, schema: change(parsed.schema) });
  };

const BROKEN: readonly (readonly [string, Record<string, string>, string])[] = [
  ['half of the model is missing', edited('request.bpmn', (text) => text.slice(0, text.length / 2)), 'request.bpmn'],
  ['the model is noise', edited('request.bpmn', () => '\u0000\u0001PK\u0003\u0004'), 'request.bpmn'],
  ['the manifest is cut off', edited('manifest.json', (text) => text.slice(0, 20)), 'manifest.json'],
  ['the decision is missing', without('decisions/route.dmn'), 'request.bpmn'],
  ['the form is missing', without('forms/request.json'), 'request.bpmn'],
  ['the document template is missing', without('documents/doc-done.json'), 'request.bpmn'],
  [
    'a flow leads nowhere',
    edited('request.bpmn', (text) => text.replace('targetRef="issue"', 'targetRef="nowhere"')),
    'request.bpmn',
  ],
  [
    'a schema refers to itself',
    edited(
      'forms/request.json',
      form((schema) => ({ ...schema, properties: { ...(schema['properties'] as JsonObject), items: { $ref: '#' } } })),
    ),
    'forms/request.json',
  ],
  [
    'two schemas refer to each other',
    edited(
      'forms/request.json',
      form((schema) => ({
        ...schema,
        $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
        allOf: [{ $ref: '#/$defs/a' }],
      })),
    ),
    'forms/request.json',
  ],
  [
    'a package is asked for that is not there',
    edited('manifest.json', (text) => text.replace('"common":"1"', '"common":"1","nothing":"9"')),
    'manifest.json',
  ],
];

describe('F27: a broken package comes while cases run', () => {
  test.each(BROKEN)('%s', async (_name, files, file) => {
    const before = await present();
    const designer = await web.as('designer');
    const answer = await designer.post('/api/packages', { files, note: 'broken', activate: true });
    expect([answer.status, codeOf(answer)]).toEqual([422, 'PACKAGE_INVALID']);
    const { context } = answer.body as { readonly context: { readonly problems: readonly JsonObject[] } };
    const errors = context.problems.filter((one) => one['severity'] === 'error');
    expect(errors.map((one) => one['file'])).toContain(file);
    expect(await present()).toBe(before);
  });

  test('the same version sent eight times at once is one version, and different ones are each whole', async () => {
    const running = JSON.stringify((await web.office.store.find(INSTANCES, { limit: 1000 })).records);
    const designer = await web.as('designer');
    const send = (files: Record<string, string>): Promise<Answer> =>
      designer.post('/api/packages', { files, note: 'at once', activate: true });
    const same = await Promise.all(Array.from({ length: 8 }, () => send(officePackage('3.0'))));
    expect(same.map(({ status }) => status)).toEqual(same.map(() => 201));
    expect(new Set(same.map(({ body }) => (body as JsonObject)['hash'])).size).toBe(1);
    const different = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        send(
          officePackage('4.0', (text, path) =>
            path === 'request.bpmn' ? text.replace('小型申请', `申请${String(index)}`) : text,
          ),
        ),
      ),
    );
    const hashes = different.map(({ body }) => String((body as JsonObject)['hash']));
    expect(new Set(hashes).size).toBe(4);
    for (const hash of hashes) {
      expect(await web.office.store.get(VERSIONS, hash)).toMatchObject({ key: SMALL, version: '4.0' });
      expect(await web.office.packages.programFor('small-request', hash)).toBeDefined();
    }
    expect(hashes).toContain((await web.office.store.get(POINTERS, SMALL))?.hash);
    expect(JSON.stringify((await web.office.store.find(INSTANCES, { limit: 1000 })).records)).toBe(running);
    recordFigure(
      'F27',
      `${String(BROKEN.length)} broken packages beside 5 running cases: 0 records changed, each refused by its file; 8 times the same at once: 1 version; 4 different at once: each whole`,
      import.meta,
    );
  });
});
