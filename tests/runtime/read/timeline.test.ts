import { describe, expect, it } from '@jest/globals';
import type { CalendarData, ElementPlan, JsonObject, ProcessPlan } from '../../../engine/index.js';
import type { HistoryRecord, WorklistRow } from '../../../runtime/seams/records.js';
import { timeline, type TimelineParts } from '../../../runtime/read/timeline.js';
import { upcomingSteps } from '../../../runtime/read/upcoming.js';

const calendar: CalendarData = { zone: 'Asia/Shanghai', opening: [{ from: '09:00', to: '17:00' }], years: [] };
const START = Date.parse('2026-03-02T10:00:00+08:00');

function event(type: string, minutes: number, more: Partial<HistoryRecord> = {}): HistoryRecord {
  return {
    _id: `c:${minutes}`,
    instanceId: 'c',
    rootId: 'c',
    seq: minutes,
    revision: 1,
    at: START + minutes * 60_000,
    commandId: 'x',
    commandType: 'startInstance',
    actorId: 'u-window',
    type,
    processId: 'p',
    data: {},
    ...more,
  };
}

const parts = (history: readonly HistoryRecord[], more: Partial<TimelineParts> = {}): TimelineParts => ({
  calendar,
  rootId: 'c',
  applicantId: 'u-owner',
  history,
  documents: [],
  open: [],
  closure: [],
  upcoming: [],
  ended: false,
  statusOf: (one) => ((one.data as JsonObject)['status'] as string | undefined) ?? undefined,
  ...more,
});

describe('the timeline', () => {
  it('tells a status once, however often it is set', () => {
    const set = (minutes: number, status: string) => event('statusChanged', minutes, { data: { status } });
    const told = timeline(
      parts([
        event('instanceStarted', 0),
        set(0, 'submitted'),
        set(5, 'accepted'),
        set(6, 'accepted'),
        set(9, 'on-site'),
      ]),
    );
    expect(told.filter((line) => line.kind === 'done').map((line) => line.title.zh)).toEqual([
      '提交申请',
      '已受理',
      '现场核查',
    ]);
    expect(told[0]?.at).toBe('2026-03-02T10:00:00+08:00');
  });

  it('leaves out what happens inside called processes but their tasks', () => {
    const inner = { instanceId: 'c-c1', elementId: 'examine' };
    const told = timeline(
      parts([
        event('instanceStarted', 1, inner),
        event('workItemCompleted', 2, inner),
        event('jobCompleted', 3, inner),
      ]),
    );
    expect(told.filter((line) => line.kind === 'done').map((line) => [line.title.zh, line.note?.zh])).toEqual([
      ['examine', '由工作人员办理'],
    ]);
  });

  it('says whose turn it is', () => {
    const row = {
      _id: 'c:w1',
      createdAt: START,
      name: { zh: '补正', en: 'Correct' },
      candidateGroups: [],
      assignee: 'u-owner',
    } as unknown as WorklistRow;
    const other = {
      ...row,
      assignee: undefined,
      candidateGroups: ['window-clerk@/370303'],
      name: { zh: '受理', en: 'Accept' },
    };
    const told = timeline(parts([], { open: [row, other as unknown as WorklistRow] }));
    expect(told.map((line) => [line.title.zh, line.actorRole?.zh])).toEqual([
      ['请您办理：补正', undefined],
      ['正在办理：受理', '综合窗口人员'],
    ]);
  });

  it('ends with the case', () => {
    const told = timeline(
      parts([event('instanceStarted', 0)], { ended: true, upcoming: [{ zh: '决定', en: 'Decide' }] }),
    );
    expect(told.map((line) => line.kind)).toEqual(['done']);
  });
});

describe('what probably comes next', () => {
  const node = (
    id: string,
    type: ElementPlan['type'],
    targets: readonly string[],
    more: object = {},
  ): [string, ElementPlan] => [
    id,
    {
      id,
      type,
      name: { zh: type === 'userTask' ? id : '', en: id },
      outgoing: targets.map((to) => `${id}-${to}`),
      incoming: [],
      ...more,
    } as unknown as ElementPlan,
  ];
  const nodes = [
    node('a', 'userTask', ['g']),
    node('g', 'exclusiveGateway', ['end', 's']),
    node('s', 'subProcess', ['d'], { triggeredByEvent: false }),
    node('s1', 'startEvent', ['b'], { parentId: 's' }),
    node('b', 'userTask', ['s2'], { parentId: 's' }),
    node('s2', 'endEvent', [], { parentId: 's' }),
    node('d', 'userTask', ['a', 'end']),
    node('end', 'endEvent', []),
  ];
  const flows = nodes.flatMap(([id, element]) =>
    element.outgoing.map((flow) => [flow, { id: flow, sourceId: id, targetId: flow.slice(id.length + 1) }]),
  );
  const plan = { elements: Object.fromEntries(nodes), flows: Object.fromEntries(flows) } as unknown as ProcessPlan;

  it('goes past gateways, into and out of sub-processes, and stops at a loop', () => {
    expect(upcomingSteps(plan, ['a'], 5).map((step) => step.zh)).toEqual(['b', 'd']);
    expect(upcomingSteps(plan, ['a'], 1).map((step) => step.zh)).toEqual(['b']);
    expect(upcomingSteps(plan, [], 3)).toEqual([]);
  });
});
