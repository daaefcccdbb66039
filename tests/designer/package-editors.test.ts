import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTable } from '../../designer/decision-editor/read-table.js';
import { writeTable } from '../../designer/decision-editor/write-table.js';
import { englishOf, withEnglish } from '../../designer/fields/english-file.js';
import type { Field } from '../../designer/fields/field.js';
import { schemaOfKind } from '../../designer/fields/field-kinds.js';
import { optionLines, readOptionLines } from '../../designer/fields/option-lines.js';
import { readFields } from '../../designer/fields/read-fields.js';
import { writeFields } from '../../designer/fields/write-fields.js';
import { newFile, newPackageFiles } from '../../designer/new-package/new-files.js';
import { compileDraft } from '../../designer/publish/check-draft.js';
import { afterColumns, withList, withUnique } from '../../designer/register-editor/register-file.js';
import { statusesToName, withStatusName } from '../../designer/service-editor/status-names.js';
import { readTextLines, textLines } from '../../designer/service-editor/text-lines.js';
import type { JsonObject } from '../../engine/index.js';

const DEFINITIONS = fileURLToPath(new URL('../../definitions/', import.meta.url));

/** Every shipped file of a folder of a package: `[path, text, files of its package]`. */
function shipped(folder: string): readonly (readonly [string, string, Readonly<Record<string, string>>])[] {
  return readdirSync(DEFINITIONS).flatMap((key) => {
    if (key === 'schema') return [];
    const read = (file: string): string => readFileSync(path.join(DEFINITIONS, key, file), 'utf8');
    const names = listed(path.join(DEFINITIONS, key, folder));
    const english =
      listed(path.join(DEFINITIONS, key, 'i18n')).length > 0 ? { 'i18n/en.json': read('i18n/en.json') } : {};
    return names.map((name) => [`${key}/${folder}/${name}`, read(`${folder}/${name}`), english] as const);
  });
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const nameOf = (file: string): string => path.basename(file).replace(/\.\w+$/, '');

const field = (part: Partial<Field>): Field => ({
  name: 'plate',
  title: '车牌号',
  english: 'Plate',
  kind: 'text',
  isRequired: true,
  options: [],
  protection: 'L1',
  mask: '',
  ...part,
});

describe('fields', () => {
  test('of every shipped form and register are written as they were read', () => {
    const both = [
      ...shipped('forms').map((one) => ['forms', ...one] as const),
      ...shipped('registers').map((one) => ['registers', ...one] as const),
    ];
    expect(both.length).toBeGreaterThan(20);
    for (const [section, file, text, files] of both) {
      const { schema } = JSON.parse(text) as { readonly schema: JsonObject };
      const document = { schema, english: englishOf(files, section, nameOf(file)) };
      const written = writeFields(document, readFields(document));
      expect([file, written.schema]).toEqual([file, schema]);
      expect([file, written.english]).toEqual([file, document.english]);
    }
  });

  test('take their English texts along when they are renamed, and lose them when they go', () => {
    const document = writeFields({ schema: { type: 'object', properties: {} }, english: { '/x': 'kept' } }, [
      field({}),
      field({
        name: 'use',
        title: '用途',
        kind: 'choice',
        options: readOptionLines('探亲 | Visit\nyear = 年审 | Review'),
      }),
    ]);
    expect(document.english).toEqual({
      '/x': 'kept',
      '/properties/plate/title': 'Plate',
      '/properties/use/title': 'Plate',
      '/properties/use/oneOf/0/title': 'Visit',
      '/properties/use/oneOf/1/title': 'Review',
    });
    const [, use] = readFields(document);
    const renamed = writeFields(document, use === undefined ? [] : [{ ...use, name: 'purpose' }]);
    expect(renamed.schema).toMatchObject({ required: ['purpose'], properties: { purpose: { type: 'string' } } });
    expect(Object.keys(renamed.english)).toEqual([
      '/x',
      '/properties/purpose/title',
      '/properties/purpose/oneOf/0/title',
      '/properties/purpose/oneOf/1/title',
    ]);
  });

  test('of another kind begin anew, with the protection that was chosen', () => {
    const document = writeFields({ schema: { type: 'object', properties: {} }, english: {} }, [field({})]);
    const [plate] = readFields(document);
    if (plate === undefined) throw new Error('no field');
    const changed = writeFields(document, [{ ...plate, kind: 'id-no', protection: 'L4', mask: 'id-no' }]);
    expect(changed.schema['properties']).toEqual({
      plate: { ...schemaOfKind('id-no'), title: '车牌号', 'x-class': 'L4', 'x-mask': 'id-no' },
    });
  });

  test('have choices that are typed as lines', () => {
    const text = '优先 | Priority\nnormal = 普通 | Ordinary\n其他';
    expect(optionLines(readOptionLines(`${text}\n\n优先`))).toBe(text);
  });
});

describe('decision tables', () => {
  test('of every shipped package are written as they were read', () => {
    const files = shipped('decisions');
    expect(files.length).toBeGreaterThan(2);
    const edited = files.flatMap(([file, text]) => {
      const table = readTable(text);
      return table === undefined ? [] : [[file, table] as const];
    });
    expect(edited.length).toBeGreaterThan(2);
    for (const [file, table] of edited) expect([file, readTable(writeTable(table))]).toEqual([file, table]);
  });

  test('that hold more than one table are left to the file', () => {
    expect(readTable('<definitions><decision id="a"><literalExpression/></decision></definitions>')).toBeUndefined();
    expect(readTable('<definitions>')).toBeUndefined();
  });
});

describe('registers', () => {
  test('name a renamed column by its new name everywhere, and forget one that has gone', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } },
    };
    const definition = {
      keyProperty: 'a',
      place: ['c'],
      list: { columns: ['a', 'b', 'c'], filters: ['b'] },
      unique: [['b'], ['b', 'c']],
    };
    const [a, b] = readFields({ schema, english: {} });
    if (a === undefined || b === undefined) throw new Error('no columns');
    const next = afterColumns(definition, [
      { ...a, name: 'number' },
      { ...b, protection: 'L3' },
    ]);
    expect(next).toEqual({ keyProperty: 'number', list: { columns: ['number', 'b'] }, unique: [['b']] });
  });

  test('leave out lists that are empty', () => {
    expect(withList({ access: { read: ['helper'] } }, 'access', 'read', [])).toEqual({});
    expect(withUnique({ unique: [['a'], ['b', 'c']] }, [])).toEqual({ unique: [['b', 'c']] });
  });
});

describe('a new package', () => {
  test('compiles as soon as its process has an end, and takes new files of every kind', async () => {
    const made = newPackageFiles({
      key: 'shared-parking',
      title: { zh: '共享车位预约', en: 'Shared parking' },
      itemCode: 'GXCW',
      startRoles: ['resident'],
      requires: {},
    });
    const title = { zh: '甲', en: 'A' };
    let files = made;
    for (const [kind, name] of [
      ['form', 'placing'],
      ['decision', 'D-PARK-1'],
      ['register', 'parking-places'],
    ] as const)
      files = { ...files, ...newFile(files, { kind, name, title }) };
    const process = files['shared-parking.bpmn'] ?? '';
    const ended = process.replace(
      '</bpmn:startEvent>',
      '</bpmn:startEvent><bpmn:endEvent id="end"/><bpmn:sequenceFlow id="f" sourceRef="start" targetRef="end"/>',
    );
    const { package: compiled, problems } = await compileDraft({ ...files, 'shared-parking.bpmn': ended }, new Map());
    const errors = problems.filter(({ severity }) => severity === 'error');
    // What is left is the new decision table, which has a gap until somebody fills it in.
    expect(errors.map(({ rule, file }) => [rule, file])).toEqual([]);
    expect([...(compiled?.registers.keys() ?? [])]).toEqual(['parking-places']);
  });

  test('keeps its English texts in one file', () => {
    const files = withEnglish({}, 'registers', 'places', { '/properties/number/title': 'Number' });
    expect(englishOf(files, 'registers', 'places')).toEqual({ '/properties/number/title': 'Number' });
    expect(englishOf(withEnglish(files, 'registers', 'places', {}), 'registers', 'places')).toEqual({});
  });

  test('describes its service in lines of two languages', () => {
    const lines = '身份证 | Identity card\n行驶证 | Vehicle licence';
    expect(textLines([...readTextLines(lines)])).toBe(lines);
  });
});

describe('names of statuses', () => {
  const files = {
    'a.bpmn': '<task yizhan:status="accepted"/><task yizhan:status="asked-around"/>',
    'b.dmn': '<text yizhan:status="no-process"/>',
  };

  test('are asked for what the processes set and the manifest names', () => {
    const manifest = { statuses: { closed: { zh: '完', en: 'Done' } } };
    expect(statusesToName(files, manifest)).toEqual([
      { key: 'accepted', own: {}, common: { zh: '已受理', en: 'Accepted' } },
      { key: 'asked-around', own: {}, common: undefined },
      { key: 'closed', own: { zh: '完', en: 'Done' }, common: { zh: '办结归档', en: 'Closed' } },
    ]);
  });

  test('are written and taken back, the rest of the manifest unchanged', () => {
    const named = withStatusName({ key: 'x' }, 'asked-around', { zh: '已征询', en: '' });
    expect(named).toEqual({ key: 'x', statuses: { 'asked-around': { zh: '已征询', en: '已征询' } } });
    expect(withStatusName(named, 'asked-around', { zh: '', en: '' })).toEqual({ key: 'x' });
  });
});
