import { describe, expect, it } from '@jest/globals';
import { pageOf } from '../../runtime/web/staff/api/pages.js';
import type { WorkItem } from '../../runtime/web/staff/api/types.js';
import { whenText } from '../../runtime/web/staff/parts/when-text.js';
import { hasOfficeRole } from '../../runtime/wire/outside-roles.js';
import { navigationFor } from '../../runtime/web/staff/shell/navigation.js';
import { isTextKey, STAFF_TEXTS, type TextKey } from '../../runtime/web/staff/texts/catalogue.js';
import { historyActor, historySentence, plainHistory } from '../../runtime/web/staff/case/history-words.js';
import { lampLines, timeLeftText } from '../../runtime/web/staff/work/lamp-sum.js';
import { GONE_MS, listedItems, nextAfter } from '../../runtime/web/staff/work/listed-items.js';
import { filterIn, searchOf, workAddress } from '../../runtime/web/staff/work/work-filter.js';
import { fill, textIn } from '../../runtime/web/shared/lang.js';

const zh = {
  lang: 'zh',
  t: (key: TextKey, values: Readonly<Record<string, string | number>> = {}) => fill(STAFF_TEXTS[key].zh, values),
  say: (text: Parameters<typeof textIn>[0] | null) => textIn(text ?? undefined, 'zh'),
} as const;

const item = (id: string, more: Partial<WorkItem> = {}): WorkItem => ({
  workItemId: id,
  caseId: `case-${id}`,
  caseNumber: `SPXK-20260302-0000${id}`,
  name: { zh: '审查申请材料', en: 'Examine' },
  state: 'ready',
  createdAt: '2026-03-02T10:00:00+08:00',
  ...more,
});

describe('the address of the worklist', () => {
  it('keeps view, order and search, and leaves out what is usual', () => {
    const filter = { view: 'groups', sort: 'createdAt', q: '王' } as const;
    expect(filterIn(new URLSearchParams(searchOf(filter)))).toEqual(filter);
    expect(searchOf({ view: 'mine', sort: 'timeLeft', q: '' })).toBe('');
    expect(workAddress(filter, 'c1:w2')).toBe(`/work/c1%3Aw2${searchOf(filter)}`);
  });

  it('reads anything unknown as the usual', () => {
    expect(filterIn(new URLSearchParams('view=x&sort=y'))).toEqual({ view: 'mine', sort: 'timeLeft', q: '' });
  });
});

describe('rows that somebody else took', () => {
  const shown = listedItems({ before: [], fresh: [item('1'), item('2'), item('3')], own: new Set(), now: 0 });

  it('stay greyed in their place for a while, then go', () => {
    const after = listedItems({ before: shown, fresh: [item('1'), item('3')], own: new Set(), now: 1000 });
    expect(after.map((row) => [row.item.workItemId, row.goneAt])).toEqual([
      ['1', null],
      ['2', 1000],
      ['3', null],
    ]);
    const later = listedItems({ before: after, fresh: [item('1'), item('3')], own: new Set(), now: 1000 + GONE_MS });
    expect(later.map((row) => row.item.workItemId)).toEqual(['1', '3']);
  });

  it('are not greyed when the person finished them: they are gone at once, also while the server still lists them', () => {
    const after = listedItems({ before: shown, fresh: [item('1'), item('2')], own: new Set(['2', '3']), now: 1000 });
    expect(after.map((row) => row.item.workItemId)).toEqual(['1']);
  });
});

describe('the next task', () => {
  const rows = [
    { item: item('1'), goneAt: null },
    { item: item('2', { state: 'claimed', assignee: 'me' }), goneAt: null },
    { item: item('3', { state: 'claimed', assignee: 'other' }), goneAt: null },
    { item: item('4'), goneAt: 5 },
    { item: item('5'), goneAt: null },
  ] as const;

  it('is the nearest below that nobody else holds, else the first', () => {
    expect(nextAfter(rows, '2', 'me')).toBe('5');
    expect(nextAfter(rows, '5', 'me')).toBe('1');
    expect(nextAfter([rows[2]], '9', 'me')).toBeUndefined();
  });
});

describe('a lamp', () => {
  it('tells the sum of the server clause by clause', () => {
    const timed = {
      lamp: 'yellow',
      remaining: {
        text: { zh: '剩余 1 个工作日', en: '1 working day left' },
        sum: { zh: '已用 4 个工作日，承诺 5 个工作日（2026-03-09 止）', en: '4 wd used' },
      },
      promisedDue: '2026-03-09',
      legalDue: '2026-03-16',
    } as const;
    expect(timeLeftText(timed, zh)).toBe('剩余 1 个工作日');
    expect(lampLines(timed, zh)).toEqual([
      '黄灯：即将到期',
      '剩余 1 个工作日',
      '已用 4 个工作日',
      '承诺 5 个工作日（2026-03-09 止）',
    ]);
  });

  it('makes the sum from figures when there is no sentence', () => {
    const timed = {
      lamp: 'red',
      remaining: { sum: { usedWd: 6, spanWd: 5, promised: { workingDays: -1, overdue: true } } },
      promisedDue: '2026-03-09',
      legalDue: '2026-03-16',
    } as const;
    expect(lampLines(timed, zh)).toEqual([
      '红灯：超过承诺时限',
      '已用 6 个工作日，承诺 5 个工作日',
      '超期 1 个工作日',
      '承诺办结：2026年3月9日',
      '法定办结：2026年3月16日',
    ]);
  });

  it('says that nothing is counted where there is no limit', () => {
    expect(lampLines({ lamp: null, remaining: null }, zh)).toEqual(['不计时']);
  });
});

describe('history in words', () => {
  const event = (type: string, more: object = {}) => ({ eventId: 'e', at: 0, type, ...more });

  it('names the step and what was done', () => {
    const entry = event('workItemCompleted', {
      elementName: { zh: '审查申请材料', en: 'Examine' },
      text: { zh: '任务完成', en: '' },
    });
    expect(historySentence(entry, 'c1', zh)).toBe('办结“审查申请材料”');
  });

  it('tells a status in the words of the server', () => {
    const entry = event('statusChanged', { instanceId: 'c1', text: { zh: '状态变更：已受理', en: '' } });
    expect(historySentence(entry, 'c1', zh)).toBe('状态变更：已受理');
  });

  it('tells a status once, until another one comes', () => {
    const status = (zh: string, instanceId = 'c1') => event('statusChanged', { instanceId, text: { zh, en: zh } });
    const done = event('workItemCompleted');
    const told = plainHistory(
      [status('已受理'), done, status('已受理'), status('现场核查'), status('已受理', 'c1-c2'), status('已受理')],
      'c1',
    );
    expect(told).toEqual([status('已受理'), done, status('现场核查'), status('已受理')]);
  });

  it('keeps start, end and status of called processes among the technical events', () => {
    const own = event('instanceStarted', { instanceId: 'c1' });
    const child = event('instanceStarted', { instanceId: 'c1-c2' });
    expect(plainHistory([own, child, event('tokenMoved')], 'c1')).toEqual([own]);
    expect(historySentence(event('instanceEnded', { instanceId: 'c1-c2' }), 'c1', zh)).toBe('子流程结束');
  });

  it('says who acted', () => {
    expect(historyActor(event('x', { actorId: 'u-1', actorName: '陈立夏' }), zh)).toBe('陈立夏');
    expect(historyActor(event('x', { actorId: 'system', actorName: '系统' }), zh)).toBe('系统');
  });
});

describe('the frame', () => {
  const pages = new Set(['/work', '/cases', '/incidents', '/batches', '/design']);
  const places = (roles: readonly string[]): readonly string[] => navigationFor(roles, pages).map((entry) => entry.to);

  it('shows each role its pages, and administrators no business data', () => {
    expect(places(['window-clerk'])).toEqual(['/work', '/cases']);
    expect(places(['sysadmin'])).toEqual(['/incidents', '/batches', '/design']);
    expect(places(['designer'])).toEqual(['/design', '/incidents']);
    expect(places(['supervisor'])).toEqual(['/work', '/cases', '/incidents', '/batches', '/design']);
    expect(places(['merchant', 'resident'])).toEqual([]);
  });

  it('lets no resident in', () => {
    expect(hasOfficeRole(['merchant', 'resident'])).toBe(false);
    expect(hasOfficeRole(['resident', 'window-clerk'])).toBe(true);
  });

  it('knows its texts by key', () => {
    expect(isTextKey('work.title')).toBe(true);
    expect(isTextKey('toString')).toBe(false);
  });
});

describe('lists of the server', () => {
  it('are read bare, as pages and inside another name', () => {
    expect(pageOf([1])).toEqual({ items: [1], nextCursor: undefined });
    expect(pageOf({ items: [1], nextCursor: 'n' })).toEqual({ items: [1], nextCursor: 'n' });
    expect(pageOf({ processes: [1] })).toEqual({ items: [1], nextCursor: undefined });
    expect(pageOf({ items: [], nextCursor: null })).toEqual({ items: [], nextCursor: undefined });
    expect(pageOf(null)).toEqual({ items: [], nextCursor: undefined });
  });
});

describe('an instant', () => {
  const now = Date.parse('2026-03-02T15:00:00+08:00');

  it('is as short as it stays clear, in the zone of the office', () => {
    expect(whenText('2026-03-02T00:30:00+08:00', 'zh', now)).toBe('00:30');
    expect(whenText('2026-03-01T15:59:00Z', 'zh', now)).toBe('3月1日');
    expect(whenText('2026-03-09', 'zh', now)).toBe('3月9日');
    expect(whenText('2026-03-02', 'zh', now)).toBe('3月2日');
    expect(whenText('2026-03-09', 'en', now)).toBe('9 Mar');
    expect(whenText('2025-12-31', 'zh', now)).toBe('2025年12月31日');
  });
});
