import { describe, expect, test } from '@jest/globals';
import { elementsById, readModel } from '../../../engine/compile/bpmn-model.js';
import { checkSupport } from '../../../engine/compile/check-support.js';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { UNSUPPORTED_ELEMENTS } from '../../../engine/compile/unsupported-elements.js';
import { readXml } from '../../../engine/compile/xml-tree.js';
import type { Problem } from '../../../engine/model/problem.js';
import { around, bpmn, ext, flow } from './bpmn.js';

async function refusals(xml: string): Promise<readonly Problem[]> {
  const result = await compileBpmn(xml);
  return result.ok ? [] : result.problems.filter((problem) => problem.severity === 'error');
}

async function found(xml: string): Promise<readonly string[]> {
  return (await refusals(xml)).map((problem) => `${problem.rule} ${problem.elementId}`);
}

const task = (more = '', attributes = '') => around(`<bpmn:userTask id="t" ${attributes}>${more}</bpmn:userTask>`);
const service = ext('<zeebe:taskDefinition type="register.find"/>');
const event = (type: string, inner: string) => around(`<bpmn:${type} id="t">${inner}</bpmn:${type}>`);
const boundary = (inner: string, attributes = '') =>
  around(
    '<bpmn:userTask id="t"/>',
    `<bpmn:boundaryEvent id="b" attachedToRef="t" ${attributes}>${inner}</bpmn:boundaryEvent>${flow('b', 'end')}`,
  );
const eventSubProcess = (inner: string, attributes = '') =>
  around(
    '<bpmn:userTask id="t"/>',
    `<bpmn:subProcess id="ev" triggeredByEvent="true"><bpmn:startEvent id="s" ${attributes}>${inner}</bpmn:startEvent><bpmn:endEvent id="e"/>${flow('s', 'e')}</bpmn:subProcess>`,
  );
const ROOTS =
  '<bpmn:message id="m" name="m"/><bpmn:error id="err" errorCode="E"/><bpmn:error id="blank"/><bpmn:escalation id="esc" escalationCode="x"/>';
const timer = (body: string, attributes = '') =>
  `<bpmn:timerEventDefinition ${attributes}>${body}</bpmn:timerEventDefinition>`;

/** What `checkSupport` alone says, wherever the element stands. */
function unsupported(xml: string): readonly Problem[] {
  const read = readXml(xml);
  return read.ok
    ? checkSupport(readModel({ definitions: read.root, elements: elementsById(read.root) }))
    : read.problems;
}

describe('elements that are not executed are refused by name', () => {
  test.each(Object.entries(UNSUPPORTED_ELEMENTS))('%s', (name, entry) => {
    const [problem] = unsupported(bpmn(task(`<bpmn:${name} id="x"/>`)));
    expect(problem).toMatchObject({ rule: 'unsupported-element', elementId: 'x', clause: entry.clause });
    expect(problem?.text.zh).toContain(name);
    expect(problem?.text.en).toContain(name);
  });

  test('at the top level too', async () => {
    expect(await found(bpmn(task(), '<bpmn:choreography id="c"/>'))).toEqual(['unsupported-element c']);
  });

  test('but not inside a process that is not executed', () => {
    const beside = '<bpmn:process id="q"><bpmn:complexGateway id="x"/></bpmn:process>';
    expect(unsupported(bpmn(task(), beside))).toEqual([]);
  });
});

describe('what BPMN, zeebe and yizhan do not know is refused', () => {
  test.each<[string, string, string]>([
    ['an unknown BPMN element', '<bpmn:magicTask id="x"/>', 'unknown-element x'],
    ['an element named like an object member', '<bpmn:constructor id="x"/>', 'unknown-element x'],
    ['a BPMN element at the wrong place', '<bpmn:process id="x"/>', 'misplaced-element x'],
    ['an unknown zeebe element', ext('<zeebe:magic/>'), 'unknown-extension t'],
    ['an unknown yizhan element', ext('<yizhan:magic/>'), 'unknown-extension t'],
    ['a zeebe element at the wrong place', ext('<zeebe:script expression="=1"/>'), 'misplaced-extension t'],
    ['a zeebe element twice', ext('<zeebe:userTask/><zeebe:userTask/>'), 'duplicate-extension t'],
    ['an unknown zeebe attribute', ext('<zeebe:userTask colour="red"/>'), 'unknown-attribute t'],
    ['a child no zeebe element has', ext('<zeebe:ioMapping><zeebe:through/></zeebe:ioMapping>'), 'unknown-extension t'],
    ['formKey', ext('<zeebe:formDefinition formKey="x"/>'), 'unknown-attribute t'],
    ['a foreign element outside extensionElements', '<other:thing/>', 'misplaced-extension t'],
    ['text between elements', 'hello', 'stray-text t'],
  ])('%s', async (_name, inner, expected) => {
    expect(await found(bpmn(task(inner)))).toContain(expected);
  });

  test.each<[string, string]>([
    ['an unknown BPMN attribute', 'colour="red"'],
    ['an unknown zeebe attribute', 'zeebe:colour="red"'],
    ['an unknown yizhan attribute', 'yizhan:colour="red"'],
    ['a yizhan attribute at the wrong element', 'yizhan:endOf="office"'],
  ])('%s', async (_name, attribute) => {
    expect(await found(bpmn(task('', attribute)))).toEqual(['unknown-attribute t']);
  });

  test('says what to write instead', async () => {
    const [problem] = await refusals(bpmn(task(ext('<zeebe:formDefinition formKey="x"/>'))));
    expect(problem?.text.en).toContain('use formId');
  });

  test('a file that is not BPMN', async () => {
    expect((await refusals('<html/>'))[0]?.rule).toBe('not-bpmn');
    expect((await refusals('nothing'))[0]?.rule).toBe('xml-malformed');
  });
});

describe('ids', () => {
  test.each<[string, string, string]>([
    ['twice', '<bpmn:userTask id="end"/>', 'id-duplicate end'],
    ['missing', '<bpmn:userTask/>', 'id-missing p'],
    ['malformed', '<bpmn:userTask id="1 2"/>', 'id-form 1 2'],
    ['__proto__', '<bpmn:userTask id="__proto__"/>', 'id-reserved __proto__'],
    ['constructor', '<bpmn:userTask id="constructor"/>', 'id-reserved constructor'],
    ['toString', '<bpmn:userTask id="toString"/>', 'id-reserved toString'],
  ])('%s', async (_name, element, expected) => {
    expect(await found(bpmn(task() + element))).toContain(expected);
  });
});

describe('flows and wiring', () => {
  const inner = `<bpmn:subProcess id="sub"><bpmn:startEvent id="s1"/><bpmn:endEvent id="e1"/>${flow('s1', 'e1')}</bpmn:subProcess>`;

  test.each<[string, string, string]>([
    ['a flow to nowhere', task() + flow('t', 'nowhere'), 'flow-endpoint t-nowhere'],
    [
      'a flow across a border',
      task() + inner + flow('t', 'sub') + flow('sub', 'end') + flow('t', 'e1'),
      'flow-crosses-border t-e1',
    ],
    ['a list that names another flow', task('<bpmn:incoming>t-end</bpmn:incoming>'), 'flow-endpoint t'],
    ['a default flow of another node', task('', 'default="start-t"'), 'default-flow t'],
    [
      'a condition behind a start event',
      around('<bpmn:userTask id="t"/>') + flow('start', 'end', 'x'),
      'condition-source start-end',
    ],
    ['a flow into a start event', task() + flow('t', 'start'), 'start-incoming start'],
    ['a flow out of an end event', task() + flow('end', 't'), 'end-outgoing end'],
    ['a node that no flow reaches', task() + '<bpmn:userTask id="lost"/>' + flow('lost', 'end'), 'not-reached lost'],
    ['a node that no flow leaves', task() + '<bpmn:userTask id="stuck"/>' + flow('t', 'stuck'), 'no-exit stuck'],
    [
      'nothing to start with',
      '<bpmn:userTask id="t"/><bpmn:userTask id="u"/>' + flow('t', 'u') + flow('u', 't'),
      'start-missing p',
    ],
    ['two none start events', task() + '<bpmn:startEvent id="s2"/>' + flow('s2', 't'), 'start-ambiguous p'],
    [
      'a sub-process without start',
      task() + '<bpmn:subProcess id="sub"/>' + flow('t', 'sub') + flow('sub', 'end'),
      'start-missing sub',
    ],
    [
      'a gateway branch without condition',
      around('<bpmn:exclusiveGateway id="t"/>') + '<bpmn:userTask id="u"/>' + flow('t', 'u') + flow('u', 'end'),
      'condition-missing t-u',
    ],
    [
      'a direction that does not fit',
      around('<bpmn:parallelGateway id="t" gatewayDirection="Diverging"/>'),
      'gateway-direction t',
    ],
    [
      'a direction that does not exist',
      around('<bpmn:parallelGateway id="t" gatewayDirection="Up"/>'),
      'gateway-direction t',
    ],
    [
      'a default of a parallel gateway',
      around('<bpmn:parallelGateway id="t" default="t-end"/>'),
      'unknown-attribute t',
    ],
    [
      'an event sub-process in the flow',
      task() + inner.replace('id="sub"', 'id="sub" triggeredByEvent="true"') + flow('t', 'sub'),
      'event-sub-process-flow sub',
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await found(bpmn(body))).toContain(expected);
  });
});

describe('events', () => {
  test.each<[string, string, string]>([
    ['a none intermediate catch', event('intermediateCatchEvent', ''), 'event-position t'],
    ['an error catch in the flow', event('intermediateCatchEvent', '<bpmn:errorEventDefinition/>'), 'event-position t'],
    [
      'a non-interrupting error',
      boundary('<bpmn:errorEventDefinition/>', 'cancelActivity="false"'),
      'event-interrupting b',
    ],
    ['an event sub-process without trigger', eventSubProcess(''), 'event-position s'],
    [
      'a boundary event attached to a gateway',
      around('<bpmn:exclusiveGateway id="t"/>') +
        '<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>' +
        flow('b', 'end'),
      'boundary-attached b',
    ],
    [
      'a boundary event without a way on',
      boundary('<bpmn:errorEventDefinition/>').replace(flow('b', 'end'), ''),
      'boundary-outgoing b',
    ],
    [
      'a message that does not exist',
      boundary('<bpmn:messageEventDefinition messageRef="nope"/>'),
      'event-reference b',
    ],
    ['an error without code', boundary('<bpmn:errorEventDefinition errorRef="blank"/>'), 'event-code blank'],
    [
      'a message without correlation key',
      boundary('<bpmn:messageEventDefinition messageRef="m"/>'),
      'correlation-key m',
    ],
    ['a timer without time', boundary(timer('')), 'timer b'],
    [
      'a timer with two times',
      boundary(timer('<bpmn:timeDate>2026-01-01</bpmn:timeDate><bpmn:timeDuration>PT1H</bpmn:timeDuration>')),
      'timer b',
    ],
    ['a duration that is none', boundary(timer('<bpmn:timeDuration>PT</bpmn:timeDuration>')), 'timer b'],
    [
      'an unknown unit',
      boundary(timer('<bpmn:timeDuration>=3</bpmn:timeDuration>', 'yizhan:unit="moon"')),
      'time-unit b',
    ],
    [
      'from without unit',
      boundary(timer('<bpmn:timeDuration>PT1H</bpmn:timeDuration>', 'yizhan:from="=x"')),
      'timer b',
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await found(bpmn(body, ROOTS))).toContain(expected);
  });
});

describe('compensation', () => {
  const host = '<bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>';
  const handler = `<bpmn:serviceTask id="undo" isForCompensation="true">${service}</bpmn:serviceTask>`;

  test.each<[string, string, string]>([
    ['a boundary event without handler', task() + host, 'compensation-handler b'],
    [
      'a handler that is none',
      task() + host + '<bpmn:association id="a" sourceRef="b" targetRef="end"/>',
      'compensation-handler b',
    ],
    ['a handler without boundary event', task() + handler, 'compensation-handler undo'],
    [
      'a handler in the flow',
      task() + host + handler + '<bpmn:association id="a" sourceRef="b" targetRef="undo"/>' + flow('undo', 'end'),
      'compensation-flow undo',
    ],
    [
      'a throw at nothing',
      task() +
        '<bpmn:endEvent id="e2"><bpmn:compensateEventDefinition activityRef="t"/></bpmn:endEvent>' +
        flow('t', 'e2'),
      'compensation-target e2',
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await found(bpmn(body))).toContain(expected);
  });
});

describe('activities', () => {
  const of = (type: string, inner: string, attributes = '') =>
    around(`<bpmn:${type} id="t" ${attributes}>${inner}</bpmn:${type}>`);
  const loop = (inner: string, attributes = '') =>
    task(`<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`);

  test.each<[string, string, string]>([
    ['a service task without job type', of('serviceTask', ''), 'job-type t'],
    ['a send task with job and message', of('sendTask', service, 'messageRef="m"'), 'job-type t'],
    ['a receive task without message', of('receiveTask', ''), 'event-reference t'],
    [
      'retries that are no number',
      of('serviceTask', ext('<zeebe:taskDefinition type="a" retries="many"/>')),
      'retries t',
    ],
    [
      'a script in another language',
      of('scriptTask', '<bpmn:script>1</bpmn:script>', 'scriptFormat="javascript"'),
      'expression-language t',
    ],
    ['a script without expression', of('scriptTask', ''), 'script t'],
    [
      'a decision bound to the latest version',
      of('businessRuleTask', ext('<zeebe:calledDecision decisionId="d" resultVariable="r" bindingType="latest"/>')),
      'binding-type t',
    ],
    [
      'a decision that says nothing of its binding',
      of('businessRuleTask', ext('<zeebe:calledDecision decisionId="d" resultVariable="r"/>')),
      'binding-type t',
    ],
    [
      'a decision without result',
      of('businessRuleTask', ext('<zeebe:calledDecision decisionId="d" bindingType="deployment"/>')),
      'variable-name t',
    ],
    [
      'a call bound by version tag',
      of('callActivity', ext('<zeebe:calledElement processId="p" bindingType="versionTag"/>')),
      'binding-type t',
    ],
    ['a call of nothing', of('callActivity', ''), 'called-element t'],
    ['a loop without collection', loop(''), 'multi-instance-size t'],
    [
      'an output element without collection',
      loop(ext('<zeebe:loopCharacteristics inputCollection="=x" outputElement="=y"/>')),
      'multi-instance t',
    ],
    ['FEEL that does not parse', task(ext('<zeebe:assignmentDefinition assignee="=a +"/>')), 'feel-syntax t'],
    [
      'FEEL that is empty',
      task(ext('<zeebe:ioMapping><zeebe:input source="=" target="a"/></zeebe:ioMapping>')),
      'feel-empty t',
    ],
    [
      'a variable name that is none',
      task(ext('<zeebe:ioMapping><zeebe:input source="=1" target="a-b"/></zeebe:ioMapping>')),
      'variable-name t',
    ],
    [
      'a variable name that reaches a prototype',
      task(ext('<zeebe:ioMapping><zeebe:input source="=1" target="a.__proto__"/></zeebe:ioMapping>')),
      'variable-name t',
    ],
    [
      'a variable that hides the configuration',
      task(ext('<zeebe:ioMapping><zeebe:input source="=1" target="config"/></zeebe:ioMapping>')),
      'variable-name t',
    ],
    ['a form without access', task(ext('<zeebe:formDefinition formId="f"/>')), 'form-access t'],
    ['access to no form', task(ext('<yizhan:formAccess default="read"/>')), 'form-access t'],
    ['an access that does not exist', task(ext('<yizhan:formAccess form="f" default="peek"/>')), 'form-access t'],
    [
      'a path that is no pointer',
      task(ext('<yizhan:formAccess form="f"><yizhan:field path="a" access="read"/></yizhan:formAccess>')),
      'form-access t',
    ],
    [
      'a field twice',
      task(
        ext(
          '<yizhan:formAccess form="f"><yizhan:field path="/a" access="read"/><yizhan:field path="/a" access="write"/></yizhan:formAccess>',
        ),
      ),
      'form-access t',
    ],
    ['a priority that is no number', task(ext('<zeebe:priorityDefinition priority="high"/>')), 'priority t'],
    [
      'a time limit that promises more than the law allows',
      task(ext('<yizhan:timeLimit id="l" legal="5" promised="6"/>')),
      'time-limit t',
    ],
    [
      'a time limit whose statuses are FEEL that does not parse',
      task(ext('<yizhan:timeLimit id="l" legal="5" pausedIn="=if x then"/>')),
      'feel-syntax t',
    ],
    ['a time limit without a span', task(ext('<yizhan:timeLimit id="l"/>')), 'time-limit t'],
    [
      'a time limit twice',
      task(ext('<yizhan:timeLimit id="l" legal="5"/><yizhan:timeLimit id="l" legal="5"/>')),
      'time-limit t',
    ],
    ['a clock that stops nothing', task(ext('<yizhan:clock action="stop" limit="nope"/>')), 'clock t'],
    ['a clock that extends by nothing', task(ext('<yizhan:clock action="extend" limit="l"/>')), 'clock t'],
    ['a status that is none', task('', 'yizhan:status="In Review"'), 'case-status t'],
  ])('%s', async (_name, body, expected) => {
    expect(await found(bpmn(body, ROOTS))).toContain(expected);
  });

  test('a file without an executable process', async () => {
    expect(await found(bpmn(task(), '', 'isExecutable="false"'))).toEqual(['nothing-executable undefined']);
  });

  test('names the fix of a binding', async () => {
    const [problem] = await refusals(bpmn(of('callActivity', ext('<zeebe:calledElement processId="p"/>'))));
    expect(problem?.text.zh).toContain('bindingType="deployment"');
    expect(problem?.text.en).toContain('bindingType="deployment"');
  });

  test('a condition in another language', async () => {
    const other = flow('t', 'end', 'x').replace('xsi:type', 'language="http://www.w3.org/1999/XPath" xsi:type');
    expect(await found(bpmn(task().replace(flow('t', 'end'), other)))).toEqual(['expression-language t-end']);
    const feel = flow('t', 'end', 'x').replace(
      'xsi:type',
      'language="https://www.omg.org/spec/DMN/20191111/FEEL/" xsi:type',
    );
    expect(await found(bpmn(task().replace(flow('t', 'end'), feel)))).toEqual([]);
  });
});
