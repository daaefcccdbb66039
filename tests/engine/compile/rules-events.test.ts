import { describe, expect, test } from '@jest/globals';
import { bpmn, flow } from './bpmn.js';
import { brokenRules, drawing, element } from './static.js';

const TRIGGERS = [
  'none',
  'message',
  'timer',
  'signal',
  'error',
  'escalation',
  'conditional',
  'compensate',
  'cancel',
  'terminate',
  'link',
] as const;

const definition = (trigger: string) => {
  if (trigger === 'none') return '';
  if (trigger === 'conditional') return element('conditionalEventDefinition', '', element('condition', ''));
  return element(`${trigger}EventDefinition`, trigger === 'link' ? 'name="l"' : '');
};
const ends = '<bpmn:endEvent id="e"/>';
const inside = (id: string, attributes: string, start: string) =>
  element('subProcess', `id="${id}" ${attributes}`, start + ends + flow('x', 'e'));
const task = '<bpmn:task id="t"/>';

/** Where an event `x` stands, with the triggers that tables 10.84 to 10.90 of BPMN 2.0.2 allow there. */
const POSITIONS: readonly (readonly [string, (inner: string) => string, string])[] = [
  [
    'start',
    (inner) => element('startEvent', 'id="x"', inner) + ends + flow('x', 'e'),
    'none message timer conditional signal',
  ],
  ['sub-process start', (inner) => inside('s', '', element('startEvent', 'id="x"', inner)), 'none'],
  [
    'event sub-process start',
    (inner) => inside('s', 'triggeredByEvent="true"', element('startEvent', 'id="x"', inner)),
    'message timer signal error escalation conditional compensate',
  ],
  [
    'non-interrupting event sub-process start',
    (inner) => inside('s', 'triggeredByEvent="true"', element('startEvent', 'id="x" isInterrupting="false"', inner)),
    'message timer signal escalation conditional',
  ],
  [
    'intermediate catch',
    (inner) => task + element('intermediateCatchEvent', 'id="x"', inner) + flow('t', 'x') + flow('x', 't'),
    'message timer signal conditional link',
  ],
  [
    'intermediate throw',
    (inner) => task + element('intermediateThrowEvent', 'id="x"', inner) + flow('t', 'x') + flow('x', 't'),
    'none message signal escalation compensate link',
  ],
  [
    'boundary',
    (inner) =>
      element('transaction', 'id="t"') + element('boundaryEvent', 'id="x" attachedToRef="t"', inner) + flow('x', 't'),
    'message timer signal error escalation conditional compensate cancel',
  ],
  [
    'non-interrupting boundary',
    (inner) =>
      element('transaction', 'id="t"') +
      element('boundaryEvent', 'id="x" attachedToRef="t" cancelActivity="false"', inner) +
      flow('x', 't'),
    'message timer signal escalation conditional',
  ],
  [
    'end',
    (inner) =>
      element(
        'transaction',
        'id="s"',
        '<bpmn:startEvent id="a"/>' + element('endEvent', 'id="x"', inner) + flow('a', 'x'),
      ),
    'none message signal error escalation compensate cancel terminate',
  ],
];

describe.each(POSITIONS)('%s', (_name, place, allowed) => {
  test.each(TRIGGERS)('%s', (trigger) => {
    const refused = brokenRules(drawing(place(definition(trigger)))).some((one) =>
      /^event-(position|interrupting) /.test(one),
    );
    expect(refused).toBe(!allowed.split(' ').includes(trigger));
  });
});

describe('events', () => {
  const line = '<bpmn:startEvent id="s"/><bpmn:task id="t"/><bpmn:endEvent id="e"/>' + flow('s', 't') + flow('t', 'e');
  const root = (local: string, attributes: string) => element(local, attributes);

  test.each<[string, string, string, string]>([
    [
      'by reference are judged like nested ones',
      '<bpmn:startEvent id="s"><bpmn:eventDefinitionRef>d</bpmn:eventDefinitionRef></bpmn:startEvent>' +
        ends +
        flow('s', 'e'),
      root('escalationEventDefinition', 'id="d"'),
      'event-position 098 s',
    ],
    [
      'name what does not exist',
      '<bpmn:startEvent id="s"><bpmn:signalEventDefinition signalRef="gone"/></bpmn:startEvent>' +
        ends +
        flow('s', 'e'),
      '',
      'event-reference s',
    ],
    [
      'name what is something else',
      '<bpmn:startEvent id="s"><bpmn:signalEventDefinition signalRef="m"/></bpmn:startEvent>' + ends + flow('s', 'e'),
      root('message', 'id="m"'),
      'event-reference s',
    ],
    [
      'attached to a gateway',
      line + '<bpmn:parallelGateway id="g"/><bpmn:boundaryEvent id="b" attachedToRef="g"/>',
      '',
      'boundary-attached 109 b',
    ],
    [
      'cancel outside of a transaction',
      '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"><bpmn:cancelEventDefinition/></bpmn:endEvent>' + flow('s', 'e'),
      '',
      'cancel-outside-transaction 106 e',
    ],
    [
      'cancel at the boundary of a task',
      line +
        '<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:cancelEventDefinition/></bpmn:boundaryEvent>' +
        flow('b', 'e'),
      '',
      'cancel-outside-transaction 111 b',
    ],
    [
      'parallel multiple with one trigger',
      '<bpmn:startEvent id="s" parallelMultiple="true"><bpmn:timerEventDefinition/></bpmn:startEvent>' +
        ends +
        flow('s', 'e'),
      '',
      'parallel-multiple s',
    ],
    [
      'with two times',
      '<bpmn:startEvent id="s"><bpmn:timerEventDefinition><bpmn:timeDate>a</bpmn:timeDate><bpmn:timeCycle>b</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>' +
        ends +
        flow('s', 'e'),
      '',
      'timer s',
    ],
    [
      'in an event sub-process without start',
      line + '<bpmn:subProcess id="v" triggeredByEvent="true"/>',
      '',
      'start-missing 058 v',
    ],
    [
      'a compensation boundary with a flow',
      line +
        '<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>' +
        flow('b', 'e'),
      '',
      'compensation-flow 114 b',
    ],
    [
      'a compensation handler that is none',
      line +
        '<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent><bpmn:task id="h"/><bpmn:association id="a" sourceRef="b" targetRef="h"/>',
      '',
      'compensation-handler 144 b',
    ],
  ])('%s', (_name, body, roots, expected) => {
    expect(brokenRules(drawing(body, roots))).toContain(expected);
  });

  test('with messages are complete in an executable process only', () => {
    const event = '<bpmn:startEvent id="s"><bpmn:messageEventDefinition/></bpmn:startEvent>' + ends + flow('s', 'e');
    expect(brokenRules(drawing(event))).toEqual([]);
    expect(brokenRules(bpmn(event))).toEqual(['message-reference 127 s', 'message-operation 128 s']);
  });
});

describe('links', () => {
  const link = (side: 'Throw' | 'Catch', id: string, attributes: string, partner = '') =>
    element(
      `intermediate${side}Event`,
      `id="${id}"`,
      element(
        'linkEventDefinition',
        attributes,
        partner === '' ? '' : element(side === 'Throw' ? 'target' : 'source', '', partner),
      ),
    );
  const before = '<bpmn:task id="t"/>' + flow('t', 'a');
  const after = '<bpmn:task id="u"/>' + flow('b', 'u');

  test.each<[string, string, readonly string[]]>([
    ['a pair by name', before + after + link('Throw', 'a', 'name="l"') + link('Catch', 'b', 'name="l"'), []],
    [
      'a pair by reference',
      before + after + link('Throw', 'a', 'id="x" name="l"', 'y') + link('Catch', 'b', 'id="y" name="l"', 'x'),
      [],
    ],
    ['a throw without catch', before + link('Throw', 'a', 'name="l"'), ['link-pair 125 a']],
    ['a catch without throw', after + link('Catch', 'b', 'name="l"'), ['link-pair 124 b']],
    [
      'two catches of one name',
      before +
        after +
        link('Throw', 'a', 'name="l"') +
        link('Catch', 'b', 'name="l"') +
        link('Catch', 'c', 'name="l"') +
        flow('c', 'u'),
      ['link-ambiguous c'],
    ],
    [
      'a pair across levels',
      before + link('Throw', 'a', 'name="l"') + element('subProcess', 'id="s"', after + link('Catch', 'b', 'name="l"')),
      ['link-scope 126 a', 'link-scope 126 b'],
    ],
    [
      'a target that names another source',
      before +
        after +
        link('Throw', 'a', 'id="x" name="l"', 'y') +
        link('Throw', 'c', 'id="z" name="l"', 'y') +
        flow('t', 'c') +
        link('Catch', 'b', 'id="y" name="l"', 'x'),
      ['link-pair 118 c'],
    ],
    [
      'flows on the wrong side',
      before +
        after +
        link('Throw', 'a', 'name="l"') +
        link('Catch', 'b', 'name="l"') +
        flow('a', 'u') +
        flow('t', 'b'),
      ['link-flow a', 'link-flow b'],
    ],
  ])('%s', (_name, body, expected) => {
    expect([...brokenRules(drawing(body))].sort()).toEqual(expected);
  });
});
