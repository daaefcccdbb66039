import { describe, expect, test } from '@jest/globals';
import { around, bpmn, flow } from './bpmn.js';
import { brokenRules, drawing, element } from './static.js';

const task = (id: string, inner = '', attributes = '') => element('task', `id="${id}" ${attributes}`, inner);
const tasks = (...ids: readonly string[]) => ids.map((id) => task(id)).join('');
const gateway = (type: string, attributes = '') => element(type, `id="g" ${attributes}`);
const caught = (id: string, trigger: string) =>
  element('intermediateCatchEvent', `id="${id}"`, element(`${trigger}EventDefinition`, `id="${id}-d"`));
const waits = caught('m', 'message') + caught('n', 'message');
const afterGateway = (targets: string, ...ids: readonly string[]) =>
  tasks('t', 'u') + targets + flow('t', 'g') + ids.map((id) => flow('g', id) + flow(id, 'u')).join('');

describe('sequence flows', () => {
  test.each<[string, string, string]>([
    ['to nothing', tasks('t') + flow('t', 'x'), 'flow-endpoint t-x'],
    ['to an artifact', tasks('t') + element('textAnnotation', 'id="n"') + flow('t', 'n'), 'flow-artifact 006 t-n'],
    ['from an artifact', tasks('t') + element('textAnnotation', 'id="n"') + flow('n', 't'), 'flow-artifact 007 n-t'],
    [
      'across a border',
      tasks('t') + element('subProcess', 'id="s"', tasks('i')) + flow('t', 'i'),
      'flow-crosses-border 152 t-i',
    ],
    [
      'from an event sub-process',
      tasks('t') + element('subProcess', 'id="s" triggeredByEvent="true"') + flow('s', 't'),
      'flow-event-sub-process 021 s-t',
    ],
    [
      'into an event sub-process',
      tasks('t') + element('subProcess', 'id="s" triggeredByEvent="true"') + flow('t', 's'),
      'flow-event-sub-process 022 t-s',
    ],
    [
      'that its node lists wrongly',
      task('t', '<bpmn:outgoing>u-t</bpmn:outgoing>') + tasks('u') + flow('t', 'u'),
      'flow-endpoint 023 t',
    ],
    [
      'that its node forgets in its list',
      task('t', '<bpmn:outgoing>t-u</bpmn:outgoing>') + tasks('u', 'v') + flow('t', 'u') + flow('t', 'v'),
      'flow-unlisted 023 t',
    ],
    ['alone and conditional out of an activity', tasks('t', 'u') + flow('t', 'u', 'x'), 'condition-alone 025 t-u'],
    [
      'conditional behind an event',
      caught('m', 'message') + tasks('t') + flow('t', 'm') + flow('m', 't', 'x'),
      'condition-source 026 m-t',
    ],
    [
      'conditional behind a parallel gateway',
      gateway('parallelGateway') + tasks('t', 'u') + flow('t', 'g') + flow('g', 'u', 'x') + flow('g', 't'),
      'condition-ignored 026 g-u',
    ],
    [
      'that are the default of another node',
      task('t', '', 'default="u-v"') + tasks('u', 'v') + flow('u', 'v'),
      'default-flow t',
    ],
  ])('%s', (_name, body, expected) => {
    expect(brokenRules(drawing(body))).toContain(expected);
  });

  test('may be listed at their nodes or not at all', () => {
    const listed = task('t', '<bpmn:outgoing>t-u</bpmn:outgoing>') + tasks('u') + flow('t', 'u');
    expect(brokenRules(drawing(listed))).toEqual([]);
  });
});

describe('gateways', () => {
  const fork = (type: string, attributes: string) =>
    gateway(type, attributes) + tasks('t', 'u', 'v') + flow('t', 'g') + flow('g', 'u') + flow('g', 'v');
  const join = (attributes: string) =>
    gateway('exclusiveGateway', attributes) + tasks('t', 'u', 'v') + flow('t', 'g') + flow('u', 'g') + flow('g', 'v');

  test.each<[string, string, string]>([
    ['that converge and split', fork('exclusiveGateway', 'gatewayDirection="Converging"'), 'gateway-direction 017 g'],
    ['that diverge and merge', join('gatewayDirection="Diverging"'), 'gateway-direction 018 g'],
    ['that are mixed and only split', fork('parallelGateway', 'gatewayDirection="Mixed"'), 'gateway-direction 019 g'],
    [
      'that neither merge nor split',
      gateway('exclusiveGateway') + tasks('t', 'u') + flow('t', 'g') + flow('g', 'u'),
      'gateway-pointless g',
    ],
    [
      'that wait for one event only',
      gateway('eventBasedGateway') + afterGateway(waits, 'm'),
      'event-gateway-paths 136 g',
    ],
    [
      'that lead to an event reached otherwise',
      gateway('eventBasedGateway') + afterGateway(waits, 'm', 'n') + flow('t', 'm'),
      'event-gateway-target 141 m',
    ],
    [
      'that lead to a task',
      gateway('eventBasedGateway') + afterGateway(waits + tasks('x'), 'm', 'x'),
      'event-gateway-target 138 x',
    ],
    [
      'that lead to a throwing event',
      gateway('eventBasedGateway') + afterGateway(waits + element('intermediateThrowEvent', 'id="x"'), 'm', 'x'),
      'event-gateway-target 138 x',
    ],
    [
      'that lead to message events and receive tasks',
      gateway('eventBasedGateway') + afterGateway(waits + element('receiveTask', 'id="r"'), 'm', 'r'),
      'event-gateway-mix 139 g',
    ],
    [
      'that lead to a receive task with boundary events',
      gateway('eventBasedGateway') +
        afterGateway(caught('m', 'timer') + element('receiveTask', 'id="r"'), 'm', 'r') +
        element('boundaryEvent', 'id="b" attachedToRef="r"', element('errorEventDefinition', '')) +
        flow('b', 'u'),
      'event-gateway-boundary 140 r',
    ],
    [
      'that lead on by a condition',
      gateway('eventBasedGateway') + afterGateway(waits, 'm', 'n').replace(flow('g', 'm'), flow('g', 'm', 'x')),
      'condition-ignored 137 g-m',
    ],
    [
      'that start the process and are reached',
      gateway('eventBasedGateway', 'instantiate="true"') + afterGateway(waits, 'm', 'n'),
      'event-gateway-instantiate 142 g',
    ],
    [
      'that are parallel and do not start the process',
      gateway('eventBasedGateway', 'eventGatewayType="Parallel"') + afterGateway(waits, 'm', 'n'),
      'event-gateway-parallel 143 g',
    ],
  ])('%s', (_name, body, expected) => {
    expect(brokenRules(drawing(body))).toContain(expected);
  });

  test('that wait for one of two messages are fine', () => {
    expect(brokenRules(drawing(gateway('eventBasedGateway') + afterGateway(waits, 'm', 'n')))).toEqual([]);
  });
});

describe('beginnings and ends', () => {
  const start = element('startEvent', 'id="s"');
  const end = element('endEvent', 'id="e"');
  const line = start + tasks('t') + end + flow('s', 't') + flow('t', 'e');

  test.each<[string, string, string]>([
    ['an end without a start', tasks('t') + end + flow('t', 'e'), 'start-missing 095 p'],
    ['a start without an end', start + tasks('t') + flow('s', 't'), 'end-missing 103 p'],
    ['a flow into a start', line + flow('t', 's'), 'start-incoming 096 s'],
    ['a start that leads nowhere', start + end + tasks('t') + flow('t', 'e'), 'start-outgoing 097 s'],
    ['a flow out of an end', line + flow('e', 't'), 'end-outgoing 104 e'],
    ['an end that nothing reaches', line + element('endEvent', 'id="f"'), 'not-reached 105 f'],
    ['a node that nothing reaches', line + tasks('x') + flow('x', 'e'), 'not-reached 150 x'],
    ['a node that leads nowhere', line + tasks('x') + flow('t', 'x'), 'no-exit 151 x'],
    [
      'an intermediate event that nothing reaches',
      tasks('t') + caught('m', 'message') + flow('m', 't'),
      'not-reached 115 m',
    ],
    ['an intermediate event that leads nowhere', tasks('t') + caught('m', 'message') + flow('t', 'm'), 'no-exit 116 m'],
    [
      'a flow into a boundary event',
      line +
        element('boundaryEvent', 'id="b" attachedToRef="t"', element('errorEventDefinition', '')) +
        flow('b', 'e') +
        flow('t', 'b'),
      'boundary-incoming 112 b',
    ],
    [
      'a boundary event that leads nowhere',
      line + element('boundaryEvent', 'id="b" attachedToRef="t"', element('errorEventDefinition', '')),
      'boundary-outgoing 113 b',
    ],
    [
      'a receive task that starts the process and is reached',
      tasks('t') + element('receiveTask', 'id="r" instantiate="true"') + flow('t', 'r'),
      'receive-instantiate 049 r',
    ],
  ])('%s', (_name, body, expected) => {
    expect(brokenRules(drawing(body))).toContain(expected);
  });

  test('neither is needed, and what has no incoming flow then begins', () => {
    expect(brokenRules(drawing(tasks('t', 'u') + flow('t', 'u')))).toEqual([]);
  });
});

test('what is drawn otherwise but beyond doubt is a warning of compile only', async () => {
  const { compileBpmn } = await import('../../../engine/compile/compile.js');
  const pointless = around('<bpmn:exclusiveGateway id="t"/>');
  expect(brokenRules(bpmn(pointless))).toEqual(['gateway-pointless t']);
  const result = await compileBpmn(bpmn(pointless));
  expect(result.ok && result.warnings.map(({ rule }) => rule)).toEqual(['gateway-pointless']);
});
