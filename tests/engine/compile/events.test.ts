import { describe, expect, test } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { startConditionHolds, startPlacesOf, startTimerDue } from '../../../engine/host/start-places.js';
import type { EventPlan, ProcessPlan } from '../../../engine/model/plan.js';
import { MONDAY } from '../../kit/instance-driver.js';
import { programOf } from '../../kit/process-builder.js';
import { around, bpmn, ext, flow } from './bpmn.js';

async function compiled(body: string, roots = ''): Promise<ProcessPlan | readonly string[]> {
  const result = await compileBpmn(bpmn(body, roots));
  if (!result.ok) {
    return result.problems
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, elementId = '' }) => `${rule} ${elementId}`);
  }
  return result.plans[0] ?? [];
}

async function planOf(body: string, roots = ''): Promise<ProcessPlan> {
  const plan = await compiled(body, roots);
  if (!('elements' in plan)) throw new Error(plan.join(', '));
  return plan;
}

async function caught(definitions: string, roots = '', attributes = ''): Promise<EventPlan | readonly string[]> {
  const event = `<bpmn:intermediateCatchEvent id="t" ${attributes}>${definitions}</bpmn:intermediateCatchEvent>`;
  const plan = await compiled(around(event), roots);
  if (!('elements' in plan)) return plan;
  const element = plan.elements['t'];
  return element && 'event' in element ? element.event : [];
}

const formal = (local: string, text: string): string =>
  `<bpmn:${local} xsi:type="bpmn:tFormalExpression">${text}</bpmn:${local}>`;
const timer = (local: string, text: string, attributes = ''): string =>
  `<bpmn:timerEventDefinition id="d" ${attributes}>${formal(local, text)}</bpmn:timerEventDefinition>`;
const condition = (text: string): string =>
  `<bpmn:conditionalEventDefinition id="c">${formal('condition', text)}</bpmn:conditionalEventDefinition>`;
const SIGNAL = '<bpmn:signal id="s" name=" alarm "/>';
const keyed = (key: string): string => ext(`<zeebe:subscription correlationKey="${key}"/>`);

describe('events as plan', () => {
  test.each<[string, string, EventPlan]>([
    [
      'a signal bears its trimmed name',
      '<bpmn:signalEventDefinition id="d" signalRef="s"/>',
      { kind: 'signal', name: 'alarm' },
    ],
    ['a condition is FEEL', condition('=stock &lt; 10'), { kind: 'conditional', condition: 'stock < 10' }],
    [
      'a cycle may be cron',
      timer('timeCycle', '0 9 * * 1-5'),
      { kind: 'timer', timer: { kind: 'cycle', value: { kind: 'constant', value: '0 9 * * 1-5' }, endOf: 'office' } },
    ],
    [
      'a cycle may be FEEL',
      timer('timeCycle', '=rhythm'),
      { kind: 'timer', timer: { kind: 'cycle', value: { kind: 'feel', source: 'rhythm' }, endOf: 'office' } },
    ],
    [
      'a cycle may count working days',
      timer('timeCycle', 'R/2', 'yizhan:unit="wd"'),
      {
        kind: 'timer',
        timer: { kind: 'cycle', value: { kind: 'constant', value: 'R/2' }, unit: 'wd', endOf: 'office' },
      },
    ],
    [
      'a duration may run in opening time',
      timer('timeDuration', 'PT4H', 'yizhan:workingTime="true"'),
      {
        kind: 'timer',
        timer: { kind: 'duration', value: { kind: 'constant', value: 'PT4H' }, endOf: 'office', workingTime: true },
      },
    ],
    [
      'several triggers are a multiple event',
      `<bpmn:signalEventDefinition id="d" signalRef="s"/>${condition('x')}`,
      {
        kind: 'multiple',
        parallel: false,
        events: [
          { kind: 'signal', name: 'alarm' },
          { kind: 'conditional', condition: 'x' },
        ],
      },
    ],
  ])('%s', async (_name, definitions, event) => {
    expect(await caught(definitions, SIGNAL)).toEqual(event);
  });

  test.each([
    ['a cycle that is none', timer('timeCycle', 'R0/PT1H'), ['timer t']],
    ['a broken cron', timer('timeCycle', '0 99 * * *'), ['timer t']],
    [
      'opening time beside a unit',
      timer('timeDuration', '=2', 'yizhan:unit="wd" yizhan:workingTime="true"'),
      ['timer t'],
    ],
    ['a date in working days', timer('timeDate', '2026-03-03', 'yizhan:unit="wd"'), ['timer t']],
    ['a signal without a name', '<bpmn:signalEventDefinition id="d" signalRef="s"/>', ['signal-name t']],
    ['a condition that is no FEEL', condition('stock &lt;'), ['feel-syntax t']],
  ])('%s is refused', async (_name, definitions, problems) => {
    expect(await caught(definitions, '<bpmn:signal id="s" name="=x"/>')).toEqual(expect.arrayContaining(problems));
  });

  test('an escalation cannot be waited for together with something else', async () => {
    const definitions = `<bpmn:escalationEventDefinition id="d"/>${condition('x')}`;
    const boundary = `<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t" parallelMultiple="true">${definitions}</bpmn:boundaryEvent>`;
    const body = `${around(boundary)}<bpmn:endEvent id="out"/>${flow('b', 'out')}`;
    expect(await compiled(body)).toEqual(['multiple-trigger b']);
  });

  test('compensation may be thrown without waiting for it', async () => {
    const throwing =
      '<bpmn:intermediateThrowEvent id="t"><bpmn:compensateEventDefinition id="d" waitForCompletion="false"/></bpmn:intermediateThrowEvent>';
    const plan = await planOf(around(throwing));
    expect(plan.elements['t']).toMatchObject({ event: { kind: 'compensation', waitForCompletion: false } });
  });
});

describe('messages as plan', () => {
  const catching =
    '<bpmn:intermediateCatchEvent id="t"><bpmn:messageEventDefinition id="d" messageRef="m"/></bpmn:intermediateCatchEvent>';
  const PROPERTY = `<bpmn:correlationProperty id="no" type="string"><bpmn:correlationPropertyRetrievalExpression id="r" messageRef="m">${formal('messagePath', 'order.number')}</bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>`;
  const KEY =
    '<bpmn:correlationKey id="k"><bpmn:correlationPropertyRef>no</bpmn:correlationPropertyRef></bpmn:correlationKey>';
  const MESSAGE = '<bpmn:message id="m" name="paid"/>';

  test('one that is waited for needs a key of some kind', async () => {
    expect(await compiled(around(catching), MESSAGE)).toEqual(['correlation-key m']);
    const plan = await planOf(around(catching), `<bpmn:message id="m" name="paid">${keyed('=order')}</bpmn:message>`);
    expect(plan.elements['t']).toMatchObject({ event: { message: { name: 'paid', correlationKey: 'order' } } });
  });

  test('correlation keys are read with their expressions', async () => {
    const subscription = `<bpmn:correlationSubscription id="cs" correlationKeyRef="k"><bpmn:correlationPropertyBinding id="cb" correlationPropertyRef="no">${formal('dataPath', 'mine')}</bpmn:correlationPropertyBinding></bpmn:correlationSubscription>`;
    const collaboration = `<bpmn:collaboration id="c"><bpmn:participant id="pp" processRef="p"/>${KEY}</bpmn:collaboration>`;
    const plan = await planOf(around(catching) + subscription, MESSAGE + PROPERTY + collaboration);
    expect(plan.correlation).toEqual({
      keys: { k: ['no'] },
      retrievals: { paid: { no: 'order.number' } },
      bindings: { k: { no: 'mine' } },
    });
  });
});

describe('what starts a process', () => {
  const body = `
    <bpmn:startEvent id="byHand"/>
    <bpmn:startEvent id="byTime">${timer('timeCycle', 'R/PT1H').replace('id="d"', 'id="d1"')}</bpmn:startEvent>
    <bpmn:startEvent id="byData">${condition('stock &lt; 10')}</bpmn:startEvent>
    <bpmn:startEvent id="byEither" yizhan:oncePerKey="true"><bpmn:messageEventDefinition id="d2" messageRef="m"/><bpmn:signalEventDefinition id="d3" signalRef="s"/></bpmn:startEvent>
    <bpmn:receiveTask id="letter" messageRef="m" instantiate="true"/>
    <bpmn:endEvent id="end"/>
    ${['byHand', 'byTime', 'byData', 'byEither', 'letter'].map((id) => flow(id, 'end')).join('')}`;
  const roots = `<bpmn:message id="m" name="order"/>${SIGNAL}`;

  test('is known to the host by place', async () => {
    const places = startPlacesOf(await planOf(body, roots));
    expect(places.map(({ elementId, trigger }) => [elementId, trigger.kind, trigger.part])).toEqual([
      ['byTime', 'timer', undefined],
      ['byData', 'conditional', undefined],
      ['byEither', 'message', 0],
      ['byEither', 'signal', 1],
      ['letter', 'message', undefined],
    ]);
    expect(places[2]?.trigger).toMatchObject({ name: 'order', oncePerKey: true });
  });

  test('is due and true as the plan says', async () => {
    const program = programOf(await planOf(body, roots));
    const [time, data] = startPlacesOf(program.plan);
    if (time?.trigger.kind !== 'timer' || data?.trigger.kind !== 'conditional') throw new Error('not there');
    expect(startTimerDue(program, time.trigger.timer, MONDAY)).toMatchObject({ dueAt: MONDAY + 3_600_000, repeat: -1 });
    const holds = (stock: number): boolean =>
      startConditionHolds(
        program,
        data.trigger.kind === 'conditional' ? data.trigger.condition : '',
        { stock },
        MONDAY,
      );
    expect([holds(9), holds(10)]).toEqual([true, false]);
  });
});
