import { describe, expect, test } from '@jest/globals';
import { brokenRules, definitions, element } from './static.js';

const MESSAGE = '<bpmn:messageEventDefinition/>';
const POOLS =
  '<bpmn:process id="p"><bpmn:startEvent id="s"/><bpmn:task id="t"/><bpmn:endEvent id="e"/><bpmn:textAnnotation id="note"/><bpmn:exclusiveGateway id="g"/>' +
  `<bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t"/><bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="g"/><bpmn:sequenceFlow id="f3" sourceRef="g" targetRef="e"/><bpmn:sequenceFlow id="f9" sourceRef="g" targetRef="t"/></bpmn:process>` +
  `<bpmn:process id="q"><bpmn:startEvent id="s2">${MESSAGE}</bpmn:startEvent><bpmn:task id="t2"/><bpmn:endEvent id="e2">${MESSAGE}</bpmn:endEvent>` +
  '<bpmn:sequenceFlow id="f4" sourceRef="s2" targetRef="t2"/><bpmn:sequenceFlow id="f5" sourceRef="t2" targetRef="e2"/></bpmn:process>';
const between = (source: string, target: string) =>
  definitions(
    POOLS +
      element(
        'collaboration',
        'id="c"',
        '<bpmn:participant id="P" processRef="p"/><bpmn:participant id="Q" processRef="q"/><bpmn:participant id="R"/>' +
          element('messageFlow', `id="m" sourceRef="${source}" targetRef="${target}"`),
      ),
  );

describe('message flows', () => {
  test.each([
    ['t', 's2'],
    ['e2', 't'],
    ['P', 'Q'],
    ['R', 't'],
    ['t', 'R'],
  ])('may go from %s to %s', (source, target) => {
    expect(brokenRules(between(source, target))).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['into their own pool', 't', 'e', 'message-flow-pool 031 m'],
    ['from a pool into itself', 'P', 't', 'message-flow-pool 031 m'],
    ['to an artifact', 't2', 'note', 'message-flow-artifact 008 m'],
    ['from an artifact', 'note', 't2', 'message-flow-artifact 009 m'],
    ['to a gateway', 't2', 'g', 'message-flow-end 032 m'],
    ['from a start event', 's2', 't', 'message-flow-start 102 m'],
    ['to a start event without message', 't2', 's', 'message-flow-start 101 m'],
    ['to an end event', 't', 'e2', 'message-flow-end-event 108 m'],
    ['from an end event without message', 'e', 't2', 'message-flow-end-event 107 m'],
    ['to nothing', 't', 'gone', 'message-flow-end 032 m'],
  ])('may not go %s', (_name, source, target, expected) => {
    expect(brokenRules(between(source, target))).toContain(expected);
  });
});

describe('participants, conversations and choreographies', () => {
  const collaboration = (inner: string) => definitions(POOLS + element('collaboration', 'id="c"', inner));
  const multiplicity = (attributes: string) =>
    collaboration(element('participant', 'id="P"', element('participantMultiplicity', `id="x" ${attributes}`)));
  const choreography = (attributes: string, inner: string) =>
    definitions(
      element(
        'choreography',
        `id="c" ${attributes}`,
        '<bpmn:participant id="A"/><bpmn:participant id="B"/><bpmn:messageFlow id="m" sourceRef="A" targetRef="B"/>' +
          inner,
      ),
    );
  const talk = (initiator: string, ...participants: readonly string[]) =>
    element(
      'choreographyTask',
      `id="t" initiatingParticipantRef="${initiator}"`,
      participants.map((one) => element('participantRef', '', one)).join('') +
        '<bpmn:messageFlowRef>m</bpmn:messageFlowRef>',
    );

  test.each<[string, string, readonly string[]]>([
    ['fewer than none', multiplicity('minimum="-1" maximum="2"'), ['participant-multiplicity 029 x']],
    ['at most fewer than at least', multiplicity('minimum="3" maximum="2"'), ['participant-multiplicity 030 x']],
    ['a process that does not exist', collaboration('<bpmn:participant id="P" processRef="gone"/>'), ['reference P']],
    [
      'a link between two participants',
      collaboration(
        '<bpmn:participant id="A"/><bpmn:participant id="B"/><bpmn:conversationLink id="l" sourceRef="A" targetRef="B"/>',
      ),
      ['conversation-link l'],
    ],
    [
      'a link between participant and conversation',
      collaboration(
        '<bpmn:participant id="A"/><bpmn:conversation id="k"/><bpmn:conversationLink id="l" sourceRef="A" targetRef="k"/>',
      ),
      [],
    ],
    ['a choreography of two', choreography('', talk('A', 'A', 'B')), []],
    [
      'a choreography that names another',
      choreography('', '<bpmn:choreographyRef>c</bpmn:choreographyRef>'),
      ['choreography-reference 027 c'],
    ],
    [
      'an initiator who does not take part',
      choreography('', '<bpmn:participant id="C"/>' + talk('C', 'A', 'B')),
      ['choreography-initiator t'],
    ],
    ['a talk of one', choreography('', talk('A', 'A')), ['choreography-participants t']],
    ['a task of a process in a choreography', choreography('', '<bpmn:task id="x"/>'), ['process-in-choreography x']],
  ])('%s', (_name, xml, expected) => {
    expect(brokenRules(xml)).toEqual(expected);
  });

  test('a closed choreography exchanges no messages with others', () => {
    const closed = (attributes: string) =>
      definitions(
        POOLS +
          element(
            'choreography',
            `id="k" ${attributes}`,
            '<bpmn:participant id="A"/><bpmn:participant id="B"/><bpmn:messageFlow id="n" sourceRef="A" targetRef="B"/>' +
              talk('A', 'A', 'B').replace('>m<', '>n<').replace('"t"', '"talk"'),
          ) +
          element('collaboration', 'id="c"', '<bpmn:messageFlow id="m" sourceRef="t" targetRef="talk"/>'),
      );
    expect(brokenRules(closed('isClosed="true"'))).toEqual(['choreography-closed 033 m']);
    expect(brokenRules(closed(''))).toEqual([]);
  });
});

describe('lanes and correlation', () => {
  const lanes = (inner: string) =>
    definitions(
      POOLS.replace('<bpmn:process id="p">', `<bpmn:process id="p">${element('laneSet', 'id="set"', inner)}`),
    );
  const lane = (id: string, ...nodes: readonly string[]) =>
    element('lane', `id="${id}"`, nodes.map((node) => element('flowNodeRef', '', node)).join(''));

  test.each<[string, string, readonly string[]]>([
    ['nodes in lanes', lanes(lane('a', 's', 't') + lane('b', 'e')), []],
    ['a node in two lanes', lanes(lane('a', 't') + lane('b', 't')), ['lane-twice b']],
    ['a node of another process', lanes(lane('a', 't2')), ['lane-node a']],
    ['a node that does not exist', lanes(lane('a', 'gone')), ['reference a']],
  ])('%s', (_name, xml, expected) => {
    expect(brokenRules(xml)).toEqual(expected);
  });

  test('a subscription binds properties of its key', () => {
    const property = (id: string, ...messages: readonly string[]) =>
      element(
        'correlationProperty',
        `id="${id}"`,
        messages
          .map((one) =>
            element(
              'correlationPropertyRetrievalExpression',
              `messageRef="${one}"`,
              '<bpmn:messagePath>x</bpmn:messagePath>',
            ),
          )
          .join(''),
      );
    const model = (bound: string, first: string) =>
      definitions(
        '<bpmn:message id="msg"/>' +
          first +
          property('other', 'msg') +
          element(
            'collaboration',
            'id="c"',
            element('correlationKey', 'id="key"', '<bpmn:correlationPropertyRef>no</bpmn:correlationPropertyRef>'),
          ) +
          element(
            'process',
            'id="p"',
            element(
              'correlationSubscription',
              'id="sub" correlationKeyRef="key"',
              element(
                'correlationPropertyBinding',
                `id="b" correlationPropertyRef="${bound}"`,
                '<bpmn:dataPath>x</bpmn:dataPath>',
              ),
            ),
          ),
      );
    expect(brokenRules(model('no', property('no', 'msg')))).toEqual([]);
    expect(brokenRules(model('other', property('no', 'msg')))).toEqual(['correlation-binding b']);
    expect(brokenRules(model('no', property('no', 'msg', 'msg')))).toEqual(['correlation-retrieval no']);
  });
});
