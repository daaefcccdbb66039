import type { EventPlan, ProcessPlan } from '../../../engine/model/plan.js';
import type { SoundnessFault } from '../../../engine/verify/soundness-report.js';
import { diagram, draw } from '../../kit/diagram.js';
import { loop, message, timer } from '../../kit/process-builder.js';

/** A model and the judgement on it. */
export interface Model {
  readonly title: string;
  readonly fault?: SoundnessFault;
  readonly plan: ProcessPlan;
}

const HOUR = timer('duration', 'PT1H');
const NEWS = message('news', '"k"');
const ERROR: EventPlan = { kind: 'error', errorCode: 'E' };
const ESCALATION: EventPlan = { kind: 'escalation', escalationCode: 'C' };

/** Thirty sound models. */
export const SOUND: readonly Model[] = [
  { title: 'three tasks in a row', plan: diagram('s > t1 > t2 > t3 > e') },
  { title: 'a choice that is merged', plan: diagram('s > x1 > t1 > x2 > e; x1 > t2 > x2') },
  { title: 'a choice with an end for each way', plan: diagram('s > x1 > t1 > e1; x1 > t2 > e2') },
  { title: 'a fork that is synchronised', plan: diagram('s > a1 > t1 > a2 > e; a1 > t2 > a2; a1 > a2') },
  { title: 'a fork with an end for each way', plan: diagram('s > a1 > t1 > e1; a1 > t2 > e2') },
  { title: 'a fork whose ways share an end event', plan: diagram('s > a1 > t1 > e; a1 > t2 > e') },
  { title: 'a fork in a fork', plan: diagram('s > a1 > a2 > t1 > a3 > a4 > e; a2 > t2 > a3; a1 > t3 > a4') },
  { title: 'a choice in a fork', plan: diagram('s > a1 > x1 > t1 > x2 > a2 > e; x1 > t2 > x2; a1 > t3 > a2') },
  { title: 'a way back', plan: diagram('s > x1 > t1 > x2 > e; x2 > t2 > x1') },
  { title: 'a way back around a fork', plan: diagram('s > x1 > a1 > t1 > a2 > x2 > e; a1 > t2 > a2; x2 > x1') },
  { title: 'two ways back that overlap', plan: diagram('s > x1 > t1 > x2 > t2 > x3 > t3 > x4 > e; x3 > x1; x4 > x2') },
  { title: 'an inclusive choice with its join', plan: diagram('s > o1 > t1 > o2 > e; o1 > t2 > o2; o1 > t3 > o2') },
  { title: 'an inclusive join behind a fork', plan: diagram('s > a1 > t1 > o1 > e; a1 > t2 > o1') },
  { title: 'an inclusive join behind a choice', plan: diagram('s > x1 > t1 > o1 > e; x1 > t2 > o1') },
  {
    title: 'an inclusive join that waits for a choice beside it',
    plan: diagram('s > a1 > t1 > o1 > e; a1 > t2 > x1 > o1; x1 > e2'),
  },
  {
    title: 'an inclusive choice in another',
    plan: diagram('s > o1 > o2 > t1 > o3 > o4 > e; o2 > t2 > o3; o1 > t3 > o4'),
  },
  { title: 'a task with flows by condition', plan: diagram('s > q1 > t1 > o1 > e; q1 > t2 > o1') },
  { title: 'a terminate end beside a task without end', plan: diagram('s > a1 > t1 > k; a1 > t2 > x1 > t3 > x1') },
  {
    title: 'joins across each other',
    plan: diagram('s > a1 > t1 > a3 > t3 > a5 > e; a1 > t2 > a2 > t4 > a5; a2 > a3'),
  },
  { title: 'a wait for time', plan: diagram('s > t1 > w1 > t2 > e') },
  {
    title: 'a boundary event that interrupts',
    plan: diagram('s > t1 > x1 > e; b > t2 > x1', ['b', 't1'], (p) => p.user('t1').boundary('b', 't1', HOUR)),
  },
  {
    title: 'a reminder beside a task that may come again',
    plan: diagram('s > x1 > t1 > x2 > e; x2 > x1; b > v1 > e2', ['b', 't1'], (p) =>
      p.user('t1').boundary('b', 't1', HOUR, false),
    ),
  },
  {
    title: 'a reminder whose way meets that of its task',
    plan: diagram('s > t1 > o1 > e; b > v1 > o1', ['b', 't1'], (p) => p.user('t1').boundary('b', 't1', HOUR, false)),
  },
  {
    title: 'a sub-process with a fork',
    plan: diagram('s > p1 > e', ['p1'], (p) => p.sub('p1', (i) => draw(i, 's1 > a1 > t1 > a2 > e1; a1 > t2 > a2'))),
  },
  {
    title: 'a sub-process that may fail',
    plan: diagram('s > p1 > x1 > e; b > t2 > x1', ['b', 'p1'], (p) =>
      p
        .sub('p1', (i) => draw(i.end('r1', ERROR), 's1 > x3 > t1 > e1; x3 > r1', new Set(['r1'])))
        .boundary('b', 'p1', ERROR),
    ),
  },
  {
    title: 'an event sub-process that interrupts',
    plan: diagram('s > t1 > e', ['h'], (p) =>
      p.eventSub('h', NEWS, true, (i) => draw(i, 'hStart > t2 > e2', new Set(['hStart']))),
    ),
  },
  {
    title: 'an event sub-process beside the process',
    plan: diagram('s > t1 > e', ['h'], (p) =>
      p.eventSub('h', NEWS, false, (i) => draw(i, 'hStart > t2 > e2', new Set(['hStart']))),
    ),
  },
  {
    title: 'an escalation that its boundary event hears',
    plan: diagram('s > p1 > e; b > t2 > e2', ['b', 'p1'], (p) =>
      p
        .sub('p1', (i) => draw(i.throw('up', ESCALATION), 's1 > up > t1 > e1', new Set(['up'])))
        .boundary('b', 'p1', ESCALATION, false),
    ),
  },
  {
    title: 'a sub-process for each item',
    plan: diagram('s > p1 > e', ['p1'], (p) =>
      p.sub('p1', (i) => draw(i, 's1 > x1 > t1 > x2 > e1; x1 > x2'), {
        loop: loop('parallel', { collection: 'items' }),
      }),
    ),
  },
  {
    title: 'going round until a message ends it',
    plan: diagram('s > p1 > e; b > e2', ['b', 'p1'], (p) =>
      p.sub('p1', (i) => draw(i.end('e3'), 's1 > x1 > t1 > x1; x1 > e3', new Set(['e3']))).boundary('b', 'p1', NEWS),
    ),
  },
];

/** Thirty models with a fault, five of each kind. */
export const UNSOUND: readonly Model[] = [
  {
    fault: 'deadlock',
    title: 'a choice before a synchronisation',
    plan: diagram('s > x1 > t1 > a1 > e; x1 > t2 > a1'),
  },
  {
    fault: 'deadlock',
    title: 'an inclusive choice before a synchronisation',
    plan: diagram('s > o1 > t1 > a1 > e; o1 > t2 > a1'),
  },
  { fault: 'deadlock', title: 'a way back into a synchronisation', plan: diagram('s > a1 > t1 > x1 > e; x1 > a1') },
  {
    fault: 'deadlock',
    title: 'a branch that may end before the join',
    plan: diagram('s > a1 > t1 > a2 > e; a1 > x1 > t2 > a2; x1 > e2'),
  },
  {
    fault: 'deadlock',
    title: 'a choice before a synchronisation in a sub-process that time may end',
    plan: diagram('s > p1 > e; b > e2', ['b', 'p1'], (p) =>
      p.sub('p1', (i) => draw(i, 's1 > x1 > t1 > a1 > e1; x1 > t2 > a1')).boundary('b', 'p1', HOUR),
    ),
  },
  {
    fault: 'livelock',
    title: 'a way round without a way out',
    plan: diagram('s > x1 > t1 > x2 > e; x2 > x3 > t2 > x3'),
  },
  { fault: 'livelock', title: 'two tasks that follow each other', plan: diagram('s > x0 > e; x0 > x1 > t1 > t2 > x1') },
  {
    fault: 'livelock',
    title: 'a way out that is never taken',
    plan: diagram('s > x1 > t1 > x2 > x1', ['x2', 'e'], (p) => p.xor('x2').end('e').flow('x2', 'e', 'false')),
  },
  {
    fault: 'livelock',
    title: 'going round beside a task that ends',
    plan: diagram('s > a1 > t1 > e; a1 > x1 > t2 > x1'),
  },
  {
    fault: 'livelock',
    title: 'a fork and a join that go round',
    plan: diagram('s > x0 > e; x0 > x1 > a1 > t1 > a2 > x1; a1 > t2 > a2'),
  },
  {
    fault: 'lackOfSynchronisation',
    title: 'a fork before a merge',
    plan: diagram('s > a1 > t1 > x1 > t3 > e; a1 > t2 > x1'),
  },
  {
    fault: 'lackOfSynchronisation',
    title: 'a fork before a task',
    plan: diagram('s > a1 > t1 > t3 > e; a1 > t2 > t3'),
  },
  {
    fault: 'lackOfSynchronisation',
    title: 'an inclusive choice before a merge',
    plan: diagram('s > o1 > t1 > x1 > e; o1 > t2 > x1'),
  },
  {
    fault: 'lackOfSynchronisation',
    title: 'a task with two flows before a merge',
    plan: diagram('s > t0 > t1 > x1 > t3 > e; t0 > t2 > x1'),
  },
  {
    fault: 'lackOfSynchronisation',
    title: 'a reminder that goes on with the process',
    plan: diagram('s > t1 > x1 > t2 > e; b > v1 > x1', ['b', 't1'], (p) =>
      p.user('t1').boundary('b', 't1', HOUR, false),
    ),
  },
  {
    fault: 'unbounded',
    title: 'a fork whose branch goes back before the fork',
    plan: diagram('s > x1 > t1 > a1 > x1; a1 > t2 > e'),
  },
  { fault: 'unbounded', title: 'a task with two flows, one of them back', plan: diagram('s > t1 > t2 > e; t1 > t1') },
  {
    fault: 'unbounded',
    title: 'a way round that leaves a token at a join',
    plan: diagram('s > x1 > a1 > t1 > x1; a1 > t2 > a2 > e; a1 > t3 > a2'),
  },
  {
    fault: 'unbounded',
    title: 'an inclusive choice that goes back',
    plan: diagram('s > x1 > o1 > t1 > x1; o1 > t2 > e'),
  },
  {
    fault: 'unbounded',
    title: 'a fork that goes back in a sub-process',
    plan: diagram('s > p1 > e', ['p1'], (p) => p.sub('p1', (i) => draw(i, 's1 > x1 > t1 > a1 > x1; a1 > t2 > e1'))),
  },
  {
    fault: 'deadActivity',
    title: 'a flow that is never taken',
    plan: diagram('s > x1 > t1 > e', ['x1', 't2', 'e2'], (p) =>
      p.xor('x1').user('t2').end('e2').flow('x1', 't2', 'false').row('t2', 'e2'),
    ),
  },
  { fault: 'deadActivity', title: 'a task that no flow leads to', plan: diagram('s > t1 > e; t2 > e2') },
  {
    fault: 'deadActivity',
    title: 'a choice whose first condition always holds',
    plan: diagram('s > x1; t1 > e1; t2 > e2', ['x1', 't1', 't2'], (p) =>
      p.xor('x1').user('t1').user('t2').flow('x1', 't1', 'true').flow('x1', 't2', { default: true }),
    ),
  },
  {
    fault: 'deadActivity',
    title: 'an error that nobody throws',
    plan: diagram('s > p1 > e; b > t2 > e2', ['b', 'p1'], (p) =>
      p.sub('p1', (i) => draw(i, 's1 > t1 > e1')).boundary('b', 'p1', ERROR),
    ),
  },
  {
    fault: 'deadActivity',
    title: 'two tasks in a ring of their own',
    plan: diagram('s > t1 > e; x1 > t2 > x2 > x1; x2 > e2'),
  },
  {
    fault: 'orJoinViciousCircle',
    title: 'two inclusive joins that wait for each other',
    plan: diagram('s > a1 > o1 > t1 > x1 > o2; x1 > e1; a1 > o2 > t2 > x2 > o1; x2 > e2'),
  },
  {
    fault: 'orJoinViciousCircle',
    title: 'the same with tasks before the joins',
    plan: diagram('s > a1 > t3 > o1 > t1 > x1 > o2; x1 > e1; a1 > t4 > o2 > t2 > x2 > o1; x2 > e2'),
  },
  {
    fault: 'orJoinViciousCircle',
    title: 'the same with forks behind the joins',
    plan: diagram('s > a1 > o1 > a2 > o2; a2 > e1; a1 > o2 > a3 > o1; a3 > e2'),
  },
  {
    fault: 'orJoinViciousCircle',
    title: 'three inclusive joins in a ring',
    plan: diagram('s > a1 > o1 > x1 > o2 > x2 > o3 > x3 > o1; a1 > o2; a1 > o3; x1 > e1; x2 > e2; x3 > e3'),
  },
  {
    fault: 'orJoinViciousCircle',
    title: 'two inclusive joins in a sub-process',
    plan: diagram('s > p1 > e', ['p1'], (p) =>
      p.sub('p1', (i) => draw(i, 's1 > a1 > o1 > t1 > x1 > o2; x1 > e1; a1 > o2 > t2 > x2 > o1; x2 > e2')),
    ),
  },
];
