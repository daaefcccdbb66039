import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import { fieldTree } from '../../runtime/web/staff/task/field-tree.js';
import { correctionList, withoutNoise } from '../../runtime/web/staff/task/prepare-form.js';
import { draftPart, patchToSend, withDraft, withRows } from '../../runtime/web/staff/task/task-document.js';
import { withoutIds } from '../../runtime/web/staff/task/without-ids.js';
import { titleAt } from '../../runtime/web/staff/task/title-at.js';

interface FormFile {
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
}

const form = (path: string): FormFile =>
  JSON.parse(readFileSync(new URL(`../../definitions/${path}`, import.meta.url), 'utf8')) as FormFile;
const application = {
  ...form('food-license-new/forms/foodApplication.json'),
  document: { operatorName: '小满面馆', applyType: 'new' },
};
const acceptance = form('common/forms/acceptance.json');
const assignment = form('food-license-new/forms/assignment.json');

describe('the fields of an application', () => {
  const sections = fieldTree(application, 'zh');
  const all = sections.flatMap((section) => section.fields);

  it('stand under the headings of the form, by title, with what was entered', () => {
    expect(sections[0]?.title).toBe('经营主体');
    expect(all.find((field) => field.pointer === '/operatorName')).toMatchObject({
      title: '经营者名称',
      shown: '小满面馆',
    });
    expect(all.find((field) => field.pointer === '/applyType')?.shown).toBe('新办');
  });

  it('open groups and keep lists whole', () => {
    const address = all.find((field) => field.pointer === '/bizAddress');
    expect(address?.children.map((child) => child.pointer)).toContain('/bizAddress/detail');
    expect(all.find((field) => field.pointer === '/staff')?.children ?? []).toEqual([]);
  });

  it('leave out what is not shown for this document', () => {
    expect(all.some((field) => field.pointer === '/agentName')).toBe(false);
    const withAgent = fieldTree({ ...application, document: { hasAgent: true } }, 'zh').flatMap(
      (section) => section.fields,
    );
    expect(withAgent.some((field) => field.pointer === '/agentName')).toBe(true);
  });
});

describe('a correction notice', () => {
  const list = correctionList(acceptance.schema);

  it('is found in the shipped acceptance form by its field picker', () => {
    expect(list).toMatchObject({ list: 'items', pointer: 'path', label: 'item' });
    expect(correctionList(assignment.schema)).toBeUndefined();
  });

  it('gets a row for each chosen field once, and loses rows that were never filled in', () => {
    const document = { finding: 'correct', items: [{ path: '/uscc', item: '代码', problem: '不一致' }, {}] };
    const next = withRows({
      document,
      list: 'items',
      pointer: 'path',
      label: 'item',
      fields: [
        { pointer: '/uscc', title: '统一社会信用代码' },
        { pointer: '/bizArea', title: '经营面积' },
      ],
    });
    expect(next['items']).toEqual([
      { path: '/uscc', item: '代码', problem: '不一致' },
      { path: '/bizArea', item: '经营面积' },
    ]);
  });
});

describe('the form of a task', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: { round: { type: 'integer', readOnly: true }, note: { type: 'string' }, finding: { type: 'string' } },
  };

  it('keeps in a draft only what may be written, and lays it over what the server has', () => {
    expect(draftPart(schema, { round: 1, note: 'a', foreign: 1 })).toEqual({ note: 'a' });
    expect(withDraft(schema, { round: 2, note: 'a' }, { round: 1, note: 'b' })).toEqual({ round: 2, note: 'b' });
  });

  it('sends null for a value the server has and the person took away', () => {
    expect(
      patchToSend({
        schema,
        patch: { finding: 'accept' },
        known: { round: 1, note: 'a' },
        document: { round: 1, finding: 'accept' },
      }),
    ).toEqual({ note: null, finding: 'accept' });
  });

  it('does not show the roster twice, nor read-only fields that hold nothing', () => {
    const shown = withoutNoise({ ...assignment, document: { roster: [{ userId: 'u-1' }] } });
    expect(shown['roster']).toMatchObject({ 'ui:widget': 'hidden' });
    const readOnly = { ...schema, properties: { ...(schema['properties'] as JsonObject) } };
    expect(withoutNoise({ schema: readOnly, document: {} })['round']).toMatchObject({ 'ui:widget': 'hidden' });
    expect(withoutNoise({ schema: readOnly, document: { round: 1 } })['round']).toBeUndefined();
  });
});

describe('the title of a masked value', () => {
  it('names list, row and field', () => {
    expect(titleAt(application, '/legalIdNo', 'zh')).toBe('法定代表人身份证号');
    expect(titleAt(application, '/staff/0/idNo', 'zh')).toMatch(/ 1 \/ /);
  });

  it('is in English where the package has the text', () => {
    const english = { '/properties/legalIdNo/title': 'ID number of the legal representative' };
    expect(titleAt({ ...application, english }, '/legalIdNo', 'en')).toBe('ID number of the legal representative');
  });
});

describe('ids beside names', () => {
  it('are not shown where a list is only read, and stay where it is written', () => {
    const row = {
      type: 'object',
      additionalProperties: false,
      required: ['userId', 'name'],
      properties: { userId: { type: 'string' }, name: { type: 'string' } },
    };
    const schema = {
      type: 'object',
      properties: { read: { type: 'array', readOnly: true, items: row }, written: { type: 'array', items: row } },
    };
    expect(withoutIds(schema, false)).toEqual({
      type: 'object',
      properties: {
        read: {
          type: 'array',
          readOnly: true,
          items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
        },
        written: { type: 'array', items: row },
      },
    });
  });
});
