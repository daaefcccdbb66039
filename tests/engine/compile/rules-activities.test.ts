import { describe, expect, test } from '@jest/globals';
import { bpmn } from './bpmn.js';
import { brokenRules, definitions, drawing, element } from './static.js';

const task = (inner: string, attributes = '', local = 'task') => element(local, `id="t" ${attributes}`, inner);
const formal = 'xsi:type="bpmn:tFormalExpression"';

describe('activities', () => {
  test.each<[string, string, string]>([
    ['a start quantity below 1', task('', 'startQuantity="0"'), 'quantity 037 t'],
    ['a completion quantity below 1', task('', 'completionQuantity="-5"'), 'quantity 038 t'],
    ['a quantity that is no number', task('', 'startQuantity="many"'), 'attribute-value t'],
    ['a script without format', task(element('script', '', 'x'), '', 'scriptTask'), 'script-format 053 t'],
    [
      'a loop that is a multi-instance too',
      task('<bpmn:standardLoopCharacteristics/><bpmn:multiInstanceLoopCharacteristics/>'),
      'loop-twice t',
    ],
    ['a loop of no turns', task('<bpmn:standardLoopCharacteristics loopMaximum="0"/>'), 'loop-maximum t'],
    [
      'a behaviour event without its behaviour',
      task('<bpmn:multiInstanceLoopCharacteristics oneBehaviorEventRef="d"/>'),
      'multi-instance-behaviour t',
    ],
    [
      'complex behaviour without definitions',
      task('<bpmn:multiInstanceLoopCharacteristics behavior="Complex"/>'),
      'multi-instance-behaviour t',
    ],
    [
      'an ad-hoc sub-process with a start event',
      element('adHocSubProcess', 'id="a"', '<bpmn:startEvent id="s"/><bpmn:task id="t"/>'),
      'ad-hoc-content 062 s',
    ],
    ['an ad-hoc sub-process without activities', element('adHocSubProcess', 'id="a"'), 'ad-hoc-empty 063 a'],
    [
      'a role with resource and expression',
      task(element('performer', '', '<bpmn:resourceRef>r</bpmn:resourceRef><bpmn:resourceAssignmentExpression/>')),
      'role-assignment t',
    ],
    [
      'a choreography task in a process',
      element(
        'choreographyTask',
        'id="c" initiatingParticipantRef="a"',
        '<bpmn:participantRef>a</bpmn:participantRef><bpmn:messageFlowRef>m</bpmn:messageFlowRef>',
      ),
      'choreography-in-process 036 c',
    ],
    ['a call of what is no process', element('callActivity', 'id="c" calledElement="d"'), 'called-reference c'],
  ])('%s', (_name, body, expected) => {
    expect(
      brokenRules(drawing(body, '<bpmn:signalEventDefinition id="d"/><bpmn:resource id="r" name="r"/>')),
    ).toContain(expected);
  });

  test('a called process begins with a none start event', () => {
    const called =
      '<bpmn:process id="q"><bpmn:startEvent id="s"><bpmn:signalEventDefinition/></bpmn:startEvent><bpmn:endEvent id="e"/><bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e"/></bpmn:process>';
    expect(brokenRules(drawing(element('callActivity', 'id="c" calledElement="q"'), called))).toEqual([
      'called-start c',
    ]);
  });
});

test('a call has as much data as what it calls', () => {
  const data = (inputs: string) => `<bpmn:ioSpecification>${inputs}<bpmn:outputSet/></bpmn:ioSpecification>`;
  const one = data('<bpmn:dataInput id="i"/><bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs></bpmn:inputSet>');
  const call = (inner: string) => element('callActivity', 'id="c" calledElement="g"', inner);
  const called = (inner: string) => element('globalTask', 'id="g"', inner);
  expect(brokenRules(drawing(call(data('<bpmn:inputSet/>')), called(one)))).toEqual(['called-data 065 c']);
  expect(brokenRules(drawing(call(one.replaceAll('i"', 'j"').replace('>i<', '>j<')), called(one)))).toEqual([]);
});

describe('in an executable process', () => {
  test('flows are immediate', () => {
    const flow =
      '<bpmn:task id="a"/><bpmn:task id="b"/><bpmn:sequenceFlow id="f" isImmediate="false" sourceRef="a" targetRef="b"/>';
    expect(brokenRules(drawing(flow))).toEqual([]);
    expect(brokenRules(bpmn(flow))).toEqual(['flow-immediate 024 f']);
  });

  test('a multi-instance says how many', () => {
    const loop = task('<bpmn:multiInstanceLoopCharacteristics/>');
    expect(brokenRules(drawing(loop))).toEqual([]);
    expect(brokenRules(bpmn(loop))).toEqual(['multi-instance-size 067 t']);
  });

  test('expressions are formal', () => {
    const loop = (attributes: string) =>
      task(element('standardLoopCharacteristics', '', element('loopCondition', attributes, 'x')));
    expect(brokenRules(drawing(loop('')))).toEqual([]);
    expect(brokenRules(bpmn(loop('')))).toEqual(['formal-expression 012 t']);
    expect(brokenRules(bpmn(loop(formal)))).toEqual([]);
  });
});

describe('the vocabulary', () => {
  test.each<[string, string, string]>([
    ['an element that must be there', drawing(task(element('ioSpecification', 'id="io"'))), 'element-missing io'],
    [
      'an attribute that must be there',
      drawing('<bpmn:boundaryEvent id="b"><bpmn:timerEventDefinition/></bpmn:boundaryEvent>'),
      'attribute-missing b',
    ],
    [
      'an element twice',
      drawing(task('<bpmn:standardLoopCharacteristics/><bpmn:standardLoopCharacteristics/>')),
      'duplicate-element t',
    ],
    ['a value of no list', drawing('', '<bpmn:itemDefinition id="i" itemKind="Virtual"/>'), 'attribute-value i'],
    ['a flag that is none', drawing(element('startEvent', 'id="s" isInterrupting="maybe"')), 'attribute-value s'],
    ['no target namespace', definitions('<bpmn:process id="p"/>', ''), 'target-namespace'],
    ['an id twice', drawing('<bpmn:task id="t"/><bpmn:task id="t"/>'), 'id-duplicate t'],
    ['an id that is no name', drawing('<bpmn:task id="1"/>'), 'id-form 1'],
  ])('%s', (_name, xml, expected) => {
    expect(brokenRules(xml)).toContain(expected);
  });

  test('documentation may hold other markup', () => {
    const documented =
      '<bpmn:documentation><h:p xmlns:h="http://www.w3.org/1999/xhtml">a <h:b>b</h:b></h:p></bpmn:documentation>';
    expect(brokenRules(drawing(task(documented)))).toEqual([]);
  });

  test('ids are optional in BPMN', () => {
    expect(brokenRules(drawing('<bpmn:task/><bpmn:task/>'))).toEqual([]);
  });
});
