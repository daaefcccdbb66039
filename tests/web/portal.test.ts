import { describe, expect, it } from '@jest/globals';
import { matchPath } from '../../runtime/web/portal/router/match.js';
import { findServices } from '../../runtime/web/portal/state/find-services.js';
import { safeNext } from '../../runtime/web/portal/state/safe-next.js';
import { problemMarks } from '../../runtime/web/portal/state/to-form-source.js';
import type { Service } from '../../runtime/web/shared/api-types.js';

describe('the router', () => {
  const table = [
    ['/', 'home'],
    ['/cases/:caseId', 'case'],
    ['/cases/:caseId/tasks/:task', 'task'],
  ] as const;

  it('finds a page and the parts its path is about', () => {
    expect(matchPath('/cases/c1/tasks/c1%3Aw2', table)).toEqual({
      name: 'task',
      params: { caseId: 'c1', task: 'c1:w2' },
    });
    expect(matchPath('/cases/c1/', table)?.name).toBe('case');
    expect(matchPath('/', table)?.name).toBe('home');
  });

  it('finds nothing for other paths and for broken encoding', () => {
    expect(matchPath('/elsewhere', table)).toBeUndefined();
    expect(matchPath('/cases/%E0%A4%A', table)).toBeUndefined();
  });
});

describe('after signing in', () => {
  it.each([
    ['/cases/1?x=2', '/cases/1?x=2'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\tb', '/'],
    ['/login?next=/login', '/'],
    [null, '/'],
  ])('%j leads to %s', (next, goal) => {
    expect(safeNext(next)).toBe(goal);
  });
});

describe('the search for services', () => {
  const service = (key: string, zh: string, synonyms: readonly string[], topics: readonly string[]): Service => ({
    key,
    title: { zh, en: key },
    synonyms,
    topics,
    audience: [],
    startRoles: [],
    who: '',
    bring: [],
    limits: '',
    steps: [],
    contact: '',
  });
  const list = [
    service('meal', '长者食堂就餐', ['老年餐'], ['养老']),
    service('food', '食品经营许可（新办）', ['开饭店', '餐饮许可证'], ['开店']),
  ];
  const keys = (search: string, topic = ''): string[] => findServices(list, search, topic).map((one) => one.key);

  it.each([
    ['开饭店', ['food']],
    ['食品', ['food']],
    ['FOOD', ['food']],
    ['我要开饭店', ['food']],
    ['', ['meal', 'food']],
    ['护照', []],
  ])('finds for %j: %j', (search, found) => {
    expect(keys(search)).toEqual(found);
  });

  it('keeps to the chosen topic', () => {
    expect(keys('', '养老')).toEqual(['meal']);
  });
});

describe('notes of the office', () => {
  const form = { formId: 'app', schema: {} };

  it('come from the marks of the form', () => {
    expect(problemMarks({ ...form, marks: [{ pointer: '/a', problem: 'p', fix: 'f' }] }, [])).toEqual([
      { pointer: '/a', kind: 'problem', text: 'p', fix: 'f' },
    ]);
  });

  it('come from the correction notice beside it', () => {
    const notice = {
      formId: 'correctionNotice',
      schema: {},
      document: { items: [{ path: '/b', problem: 'p', howTo: 'h' }] },
    };
    expect(problemMarks(form, [form, notice])).toEqual([{ pointer: '/b', kind: 'problem', text: 'p', fix: 'h' }]);
  });
});
