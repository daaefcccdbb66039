import { describe, expect, it } from '@jest/globals';
import type { CalendarData, TimeLimit } from '../../../engine/index.js';
import type { People } from '../../../runtime/access/people.js';
import type { SignedIn } from '../../../runtime/access/signed-in.js';
import { lampView } from '../../../runtime/read/lamp-view.js';
import { groupsOf, readWorklist } from '../../../runtime/read/worklist.js';
import type { Packages } from '../../../runtime/seams/packages.js';
import type { WorklistRow } from '../../../runtime/seams/records.js';
import { WORKLIST } from '../../../runtime/store/collections.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';

const calendar: CalendarData = {
  zone: 'Asia/Shanghai',
  opening: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  years: [],
};
const at = (text: string): number => Date.parse(`${text}+08:00`);
const limit = (more: Partial<TimeLimit> = {}): TimeLimit => ({
  id: 'l1',
  key: 'decide',
  elementId: 'e',
  unit: 'wd',
  startedAt: at('2026-03-02T10:00'),
  promised: 5,
  legal: 10,
  promisedDueAt: at('2026-03-09T17:00'),
  legalDueAt: at('2026-03-16T17:00'),
  pausedIn: [],
  extended: 0,
  ...more,
});
const clerk: SignedIn = {
  userId: 'u-1',
  login: 'one',
  name: '一',
  roles: ['window-clerk', 'reviewer'],
  orgPath: '/370303/tyc',
  communities: [],
};
const row = (id: string, more: Partial<WorklistRow>): WorklistRow => ({
  _id: id,
  srcSeq: 1,
  instanceId: 'i',
  rootId: 'i',
  packageHash: 'h',
  processId: 'p',
  workItemId: 'w1',
  elementId: 'e',
  path: 'e',
  name: { zh: '审查', en: 'Examine' },
  state: 'ready',
  candidateUsers: [],
  candidateGroups: ['reviewer'],
  priority: 50,
  createdAt: 1,
  caseStatus: 'in-review',
  searchText: [],
  limits: [],
  clock: {},
  caseNumber: 'N',
  service: 's',
  orgPath: '/370303/tyc/c01',
  applicantName: '王小满',
  ...more,
});

async function list(rows: readonly WorklistRow[], query: object = {}) {
  const store = createMemoryStore();
  for (const one of rows) await store.insert(WORKLIST, one);
  const people = { nameOf: (id: string) => Promise.resolve(id) } as unknown as People;
  const packages = {
    packageByHash: () => Promise.resolve(undefined),
    closure: () => Promise.resolve([]),
  } as unknown as Packages;
  const asked = {
    view: 'groups',
    sort: 'timeLeft',
    search: undefined,
    cursor: undefined,
    limit: 50,
    ...query,
  } as const;
  return readWorklist({ store, people, packages, calendar, now: at('2026-03-02T10:00') }, clerk, asked);
}

describe('the worklist', () => {
  it('puts the nearest promised day first and items without one last', async () => {
    const rows = [
      row('a', {}),
      row('b', { promisedDueAt: 300 }),
      row('c', { promisedDueAt: 200 }),
      row('d', { createdAt: 0 }),
    ];
    expect((await list(rows)).items.map((item) => item.workItemId)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('gives every row once over its pages', async () => {
    const rows = Array.from({ length: 11 }, (_, index) => row(`r${index}`, index % 2 ? { promisedDueAt: index } : {}));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(rows, { limit: 2, cursor });
      seen.push(...page.items.map((item) => item.workItemId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(11);
    expect(new Set(seen).size).toBe(11);
  });

  it('shows a group what its roles may take, and nobody else’s', async () => {
    const rows = [
      row('mine', { state: 'claimed', assignee: 'u-1' }),
      row('other', { state: 'claimed', assignee: 'u-2' }),
      row('street', { candidateGroups: ['window-clerk@/370303/tyc'] }),
      row('elsewhere', { candidateGroups: ['window-clerk@/370304'] }),
      row('named', { candidateGroups: [], candidateUsers: ['u-1'] }),
      row('far', { orgPath: '/370304/x', candidateGroups: ['helper'] }),
    ];
    expect((await list(rows)).items.map((item) => item.workItemId).sort()).toEqual(['named', 'street']);
    const { counts } = await list(rows);
    expect(counts).toEqual({ mine: 1, groups: 2, all: 5 });
  });

  it('masks the applicant', async () => {
    expect((await list([row('a', {})])).items[0]?.applicant).toBe('王*满');
  });

  it('knows the places above a person', () => {
    expect(groupsOf({ ...clerk, roles: ['helper'] })).toEqual(['helper', 'helper@/370303', 'helper@/370303/tyc']);
  });
});

describe('a lamp', () => {
  it.each([
    ['2026-03-02T10:00', 'green', '剩余 5 个工作日'],
    ['2026-03-06T17:30', 'yellow', '剩余 1 个工作日'],
    ['2026-03-09T09:00', 'yellow', '今日到期'],
    ['2026-03-09T18:00', 'red', '今日已超时'],
    ['2026-03-11T09:00', 'red', '已超期 2 个工作日'],
    ['2026-03-17T09:00', 'black', '已超期 6 个工作日'],
  ])('at %s is %s: %s', (now, lamp, text) => {
    const view = lampView([limit()], calendar, at(now));
    expect([view.lamp, view.remaining?.text.zh]).toEqual([lamp, text]);
  });

  it('stands still while the clock is stopped', () => {
    const view = lampView([limit({ pausedSince: at('2026-03-03T10:00') })], calendar, at('2026-04-03T10:00'));
    expect([view.lamp, view.remaining?.text.zh, view.paused]).toEqual(['green', '计时暂停', true]);
  });

  it('tells the sum, with both last days', () => {
    expect(lampView([limit()], calendar, at('2026-03-04T10:00')).remaining?.sum.zh).toBe(
      '已用 2 个工作日，承诺 5 个工作日（2026-03-09 止），法定 10 个工作日（2026-03-16 止）',
    );
  });

  it('is that of the most urgent limit', () => {
    const late = limit({ promisedDueAt: at('2026-03-02T17:00') });
    expect(lampView([limit(), late], calendar, at('2026-03-03T10:00')).lamp).toBe('red');
    expect(lampView([], calendar, 0).lamp).toBeNull();
  });
});
