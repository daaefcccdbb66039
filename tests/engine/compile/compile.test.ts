import { describe, expect, test } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { expressionsOf, linkPlan } from '../../../engine/compile/link.js';
import type { ElementPlan, ProcessPlan } from '../../../engine/model/plan.js';
import { around, bpmn, ext, flow } from './bpmn.js';

async function planOf(xml: string): Promise<ProcessPlan> {
  const result = await compileBpmn(xml);
  if (!result.ok) throw new Error(result.problems.map((p) => `${p.rule} ${p.elementId}: ${p.text.en}`).join('\n'));
  const [plan] = result.plans;
  if (!plan) throw new Error('no plan');
  return plan;
}

async function elementOf(element: string, more = '', roots = ''): Promise<ElementPlan> {
  const plan = await planOf(bpmn(around(element, more), roots));
  const found = plan.elements['t'];
  if (!found) throw new Error('no element t');
  return found;
}

const MESSAGE = `<bpmn:message id="m" name="withdraw">${ext('<zeebe:subscription correlationKey="=case.number"/>')}</bpmn:message>`;
const ERROR = '<bpmn:error id="e" errorCode="REGISTER_CONFLICT"/>';

describe('compile', () => {
  test('reads process, nodes and flows with their wiring, without diagram data', async () => {
    const plan = await planOf(bpmn(around('<bpmn:userTask id="t" name="受理" yizhan:status="accepted"/>')));
    expect(plan).toMatchObject({
      format: 1,
      processId: 'p',
      name: { zh: '流程', en: '流程' },
      messageNames: [],
      limits: [],
      forms: [],
    });
    expect(Object.keys(plan.elements)).toEqual(['start', 'end', 't']);
    expect(plan.elements['t']).toMatchObject({
      type: 'userTask',
      name: { zh: '受理', en: '受理' },
      incoming: ['start-t'],
      outgoing: ['t-end'],
      caseStatus: 'accepted',
      isForCompensation: false,
    });
    expect(plan.flows['start-t']).toEqual({ id: 'start-t', sourceId: 'start', targetId: 't' });
  });

  test('is plain JSON', async () => {
    const plan = await planOf(bpmn(around('<bpmn:userTask id="t"/>')));
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test('reads conditions with and without a leading = and the default flow', async () => {
    const gateway = '<bpmn:exclusiveGateway id="g" default="g-end"/><bpmn:userTask id="a"/><bpmn:userTask id="b"/>';
    const flows =
      flow('start', 'g') +
      flow('g', 'a', '= x > 1') +
      flow('g', 'b', 'y = 2') +
      flow('g', 'end') +
      flow('a', 'end') +
      flow('b', 'end');
    const plan = await planOf(bpmn(`<bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>${gateway}${flows}`));
    expect(plan.flows['g-a']?.condition).toBe('x > 1');
    expect(plan.flows['g-b']?.condition).toBe('y = 2');
    expect(plan.elements['g']).toMatchObject({
      type: 'exclusiveGateway',
      defaultFlowId: 'g-end',
      outgoing: ['g-a', 'g-b', 'g-end'],
    });
  });

  test('reads a user task: form, access, assignment, priority, due date, separation, limits, mappings', async () => {
    const task = await elementOf(
      `<bpmn:userTask id="t" yizhan:notSameUserAs="accept accept/examine">${ext(`
      <zeebe:userTask/><zeebe:formDefinition formId="onsiteCheck" bindingType="deployment"/>
      <zeebe:assignmentDefinition assignee="=inspector" candidateGroups="inspector, reviewer" candidateUsers="=list"/>
      <zeebe:taskSchedule dueDate="=due"/><zeebe:priorityDefinition priority="70"/>
      <zeebe:ioMapping><zeebe:input source="=case.number" target="no"/><zeebe:output source="result" target="a.b"/></zeebe:ioMapping>
      <yizhan:formAccess default="read" write="=items.path" complete="true" joint="/signatures">
        <yizhan:field path="/staff/*/idNo" access="hidden"/><yizhan:field path="/conclusion" access="write" required="true"/>
      </yizhan:formAccess>
      <yizhan:formAccess form="=caseForm" default="read"/>
      <yizhan:timeLimit id="onsite" legal="5" promised="=config.food.onsite" pausedIn="correction suspended"/>
      <yizhan:timeLimit id="fix" legal="5" pausedIn="=config.still"/><yizhan:timeLimit id="whole" legal="9"/>
      <yizhan:clock action="extend" limit="onsite" amount="=config.food.extend"/>`)}</bpmn:userTask>`,
    );
    expect(task).toMatchObject({
      form: {
        formId: { kind: 'constant', value: 'onsiteCheck' },
        access: [
          {
            form: { kind: 'constant', value: 'onsiteCheck' },
            fallback: 'read',
            writable: 'items.path',
            complete: true,
            joint: '/signatures',
            fields: [
              { path: '/staff/*/idNo', access: 'hidden' },
              { path: '/conclusion', access: 'write', required: true },
            ],
          },
          { form: { kind: 'feel', source: 'caseForm' }, fallback: 'read', complete: false, fields: [] },
        ],
      },
      assignee: { kind: 'feel', source: 'inspector' },
      candidateGroups: { kind: 'constant', value: 'inspector, reviewer' },
      candidateUsers: { kind: 'feel', source: 'list' },
      dueDate: { kind: 'feel', source: 'due' },
      priority: { kind: 'constant', value: '70' },
      notSameUserAs: ['accept', 'accept/examine'],
      inputs: [{ source: 'case.number', target: 'no' }],
      outputs: [{ source: 'result', target: 'a.b' }],
      clock: [{ action: 'extend', limitKey: 'onsite', amount: 'config.food.extend' }],
      limits: [
        {
          key: 'onsite',
          legal: { kind: 'constant', value: '5' },
          promised: { kind: 'feel', source: 'config.food.onsite' },
          unit: 'wd',
          from: 'entry',
          pausedIn: ['correction', 'suspended'],
        },
        { key: 'fix', pausedIn: { kind: 'feel', source: 'config.still' } },
        { key: 'whole', pausedIn: [] },
      ],
    });
  });

  test('reads jobs of service and send tasks with headers and retries', async () => {
    const job = ext(
      '<zeebe:taskDefinition type="register.find" retries="5"/><zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>',
    );
    expect(await elementOf(`<bpmn:serviceTask id="t">${job}</bpmn:serviceTask>`)).toMatchObject({
      type: 'serviceTask',
      job: { jobType: { kind: 'constant', value: 'register.find' }, retries: 5, headers: { k: 'v' } },
    });
    const plain = ext('<zeebe:taskDefinition type="=kind"/>');
    expect(await elementOf(`<bpmn:sendTask id="t">${plain}</bpmn:sendTask>`)).toMatchObject({
      type: 'sendTask',
      job: { jobType: { kind: 'feel', source: 'kind' }, retries: 3 },
    });
  });

  test('reads a send task and a throw event that publish a message, and a receive task', async () => {
    const message = { name: 'withdraw', correlationKey: 'case.number' };
    expect(await elementOf('<bpmn:sendTask id="t" messageRef="m"/>', '', MESSAGE)).toMatchObject({ message });
    expect(await elementOf('<bpmn:receiveTask id="t" messageRef="m"/>', '', MESSAGE)).toMatchObject({ message });
    const event =
      '<bpmn:intermediateThrowEvent id="t"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateThrowEvent>';
    expect(await elementOf(event, '', MESSAGE)).toMatchObject({ event: { kind: 'message', message } });
  });

  test('names the messages of a process and gives a message start no key', async () => {
    const start =
      '<bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent><bpmn:endEvent id="end"/>';
    const plan = await planOf(bpmn(start + flow('start', 'end'), MESSAGE));
    expect(plan.messageNames).toEqual(['withdraw']);
    expect(plan.elements['start']).toMatchObject({ event: { kind: 'message', message: { name: 'withdraw' } } });
  });

  test('reads scripts in both notations', async () => {
    const zeebe = ext('<zeebe:script expression="=a + 1" resultVariable="b"/>');
    expect(await elementOf(`<bpmn:scriptTask id="t">${zeebe}</bpmn:scriptTask>`)).toMatchObject({
      expression: 'a + 1',
      resultVariable: 'b',
    });
    const body = '<bpmn:scriptTask id="t" scriptFormat="feel"><bpmn:script>{b: a + 1}</bpmn:script></bpmn:scriptTask>';
    expect(await elementOf(body)).toMatchObject({ expression: '{b: a + 1}' });
  });

  test('reads business rule tasks and call activities bound to the package', async () => {
    const decision = ext(
      '<zeebe:calledDecision decisionId="D-FOOD-2" resultVariable="need" bindingType="deployment"/>',
    );
    expect(await elementOf(`<bpmn:businessRuleTask id="t">${decision}</bpmn:businessRuleTask>`)).toMatchObject({
      decisionId: { kind: 'constant', value: 'D-FOOD-2' },
      resultVariable: 'need',
    });
    const call = (more: string) =>
      `<bpmn:callActivity id="t">${ext(`<zeebe:calledElement processId="sub-accept" bindingType="deployment" ${more}/>`)}</bpmn:callActivity>`;
    expect(await elementOf(call(''))).toMatchObject({
      propagateAllParentVariables: true,
      propagateAllChildVariables: true,
    });
    expect(
      await elementOf(call('propagateAllParentVariables="false" propagateAllChildVariables="false"')),
    ).toMatchObject({
      propagateAllParentVariables: false,
      propagateAllChildVariables: false,
    });
  });

  test('reads multi-instance by collection and by cardinality', async () => {
    const body = (inner: string, attributes = '') =>
      `<bpmn:userTask id="t"><bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`;
    const collection = ext(
      '<zeebe:loopCharacteristics inputCollection="=inspectors" inputElement="inspector" outputCollection="results" outputElement="=done"/>',
    );
    const completion = '<bpmn:completionCondition>= numberOfCompletedInstances = 2</bpmn:completionCondition>';
    expect((await elementOf(body(collection + completion))).loop).toEqual({
      mode: 'parallel',
      collection: 'inspectors',
      inputElement: 'inspector',
      outputCollection: 'results',
      outputElement: 'done',
      completionCondition: 'numberOfCompletedInstances = 2',
    });
    expect(
      (await elementOf(body('<bpmn:loopCardinality>3</bpmn:loopCardinality>', 'isSequential="true"'))).loop,
    ).toEqual({ mode: 'sequential', cardinality: '3' });
  });

  test('reads boundary events: timers in working days, messages, errors', async () => {
    const boundary = (id: string, attributes: string, inner: string) =>
      `<bpmn:boundaryEvent id="${id}" attachedToRef="t" ${attributes}>${inner}</bpmn:boundaryEvent>${flow(id, 'end')}`;
    const timer =
      '<bpmn:timerEventDefinition yizhan:unit="wd" yizhan:from="=receivedAt" yizhan:endOf="applicant"><bpmn:timeDuration>=config.accept.limit</bpmn:timeDuration></bpmn:timerEventDefinition>';
    const more =
      boundary('b1', 'cancelActivity="false"', timer) +
      boundary('b2', '', '<bpmn:messageEventDefinition messageRef="m"/>') +
      boundary('b3', '', '<bpmn:errorEventDefinition errorRef="e"/>') +
      boundary('b4', '', '<bpmn:errorEventDefinition/>');
    const plan = await planOf(bpmn(around('<bpmn:userTask id="t"/>', more), MESSAGE + ERROR));
    expect(plan.elements['t']?.boundaryIds).toEqual(['b1', 'b2', 'b3', 'b4']);
    expect(plan.elements['b1']).toMatchObject({
      attachedToId: 't',
      interrupting: false,
      event: {
        kind: 'timer',
        timer: {
          kind: 'duration',
          value: { kind: 'feel', source: 'config.accept.limit' },
          unit: 'wd',
          from: 'receivedAt',
          endOf: 'applicant',
        },
      },
    });
    expect(plan.elements['b2']).toMatchObject({ interrupting: true, event: { kind: 'message' } });
    expect(plan.elements['b3']).toMatchObject({ event: { kind: 'error', errorCode: 'REGISTER_CONFLICT' } });
    expect(plan.elements['b4']).toMatchObject({ event: { kind: 'error' } });
  });

  test.each([
    ['timeDuration', 'PT24H', { kind: 'duration', value: { kind: 'constant', value: 'PT24H' } }],
    [
      'timeDate',
      '2026-03-02T10:00:00+08:00',
      { kind: 'date', value: { kind: 'constant', value: '2026-03-02T10:00:00+08:00' } },
    ],
    ['timeCycle', 'R3/PT10H', { kind: 'cycle', value: { kind: 'constant', value: 'R3/PT10H' } }],
    ['timeDate', 'decision.fixBefore', { kind: 'date', value: { kind: 'feel', source: 'decision.fixBefore' } }],
  ])('reads a catch timer with %s %s', async (local, body, timer) => {
    const event = `<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition><bpmn:${local}>${body}</bpmn:${local}></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>`;
    expect(await elementOf(event)).toMatchObject({ event: { kind: 'timer', timer: { ...timer, endOf: 'office' } } });
  });

  test('reads embedded and event sub-processes at every depth', async () => {
    const inner =
      '<bpmn:startEvent id="s1"/><bpmn:userTask id="u1"/><bpmn:endEvent id="e1"/>' +
      flow('s1', 'u1') +
      flow('u1', 'e1');
    const start =
      '<bpmn:startEvent id="s2" isInterrupting="false"><bpmn:escalationEventDefinition escalationRef="x"/></bpmn:startEvent>';
    const event = `<bpmn:subProcess id="ev" triggeredByEvent="true">${start}<bpmn:endEvent id="e2"><bpmn:terminateEventDefinition/></bpmn:endEvent>${flow('s2', 'e2')}</bpmn:subProcess>`;
    const roots = '<bpmn:escalation id="x" escalationCode="lamp.red"/>';
    const plan = await planOf(bpmn(around(`<bpmn:subProcess id="t">${inner}</bpmn:subProcess>`, event), roots));
    expect(plan.elements['u1']?.parentId).toBe('t');
    expect(plan.elements['t']?.parentId).toBeUndefined();
    expect(plan.elements['ev']).toMatchObject({ type: 'subProcess', triggeredByEvent: true });
    expect(plan.elements['s2']).toMatchObject({
      parentId: 'ev',
      interrupting: false,
      event: { kind: 'escalation', escalationCode: 'lamp.red' },
    });
    expect(plan.elements['e2']).toMatchObject({ event: { kind: 'terminate' } });
    expect(plan.flows['s1-u1']).toBeDefined();
  });

  test('reads compensation: boundary, handler, throw', async () => {
    const more =
      '<bpmn:boundaryEvent id="c" attachedToRef="t"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>' +
      `<bpmn:serviceTask id="undo" isForCompensation="true">${ext('<zeebe:taskDefinition type="register.update"/>')}</bpmn:serviceTask>` +
      '<bpmn:association id="as" sourceRef="c" targetRef="undo"/>' +
      '<bpmn:userTask id="u"/><bpmn:endEvent id="e2"><bpmn:compensateEventDefinition activityRef="t"/></bpmn:endEvent>' +
      flow('t', 'u') +
      flow('u', 'e2');
    const plan = await planOf(bpmn(around('<bpmn:userTask id="t"/>', more)));
    expect(plan.elements['t']?.compensationHandlerId).toBe('undo');
    expect(plan.elements['undo']?.isForCompensation).toBe(true);
    expect(plan.elements['e2']).toMatchObject({ event: { kind: 'compensation', activityId: 't' } });
  });

  test('reads the start form, whose document is always checked as a whole', async () => {
    const start = `<bpmn:startEvent id="start">${ext('<zeebe:formDefinition formId="foodApplication"/><yizhan:formAccess default="write"/>')}</bpmn:startEvent><bpmn:endEvent id="end"/>`;
    const plan = await planOf(bpmn(start + flow('start', 'end')));
    expect(plan.elements['start']).toMatchObject({
      form: { formId: { value: 'foodApplication' }, access: [{ complete: true, fallback: 'write' }] },
    });
  });

  test('keeps lanes, notes, groups, data objects, documentation and foreign extensions, and says so', async () => {
    const extras = `<bpmn:documentation>说明</bpmn:documentation><bpmn:laneSet id="ls"><bpmn:lane id="l" name="窗口"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
      <bpmn:textAnnotation id="note"><bpmn:text>注</bpmn:text></bpmn:textAnnotation><bpmn:association id="as" sourceRef="note" targetRef="t"/><bpmn:group id="gr"/>
      <bpmn:dataObject id="do"/><bpmn:dataObjectReference id="dr" dataObjectRef="do"/>`;
    const task = `<bpmn:userTask id="t" other:a="1">${ext('<other:thing b="2"><other:inner/></other:thing>')}</bpmn:userTask>`;
    const result = await compileBpmn(bpmn(extras + around(task)));
    expect(result.ok).toBe(true);
    const warnings = result.ok ? result.warnings.map((p) => `${p.severity} ${p.rule} ${p.elementId}`) : [];
    expect(warnings).toEqual(['warning foreign-extension t', 'warning no-candidates t']);
  });

  test('compiles every executable process of a file', async () => {
    const second =
      '<bpmn:process id="q" isExecutable="true"><bpmn:startEvent id="qs"/><bpmn:endEvent id="qe"/><bpmn:sequenceFlow id="qf" sourceRef="qs" targetRef="qe"/></bpmn:process>';
    const result = await compileBpmn(bpmn(around('<bpmn:userTask id="t"/>'), second));
    expect(result.ok && result.plans.map((plan) => plan.processId)).toEqual(['q', 'p']);
  });
});

describe('link', () => {
  const environment = { hash: 'h', calendar: { zone: 'Asia/Shanghai', opening: [], years: [] }, decisions: new Map() };

  test('makes one closure for each distinct source, by source', async () => {
    const mapping = ext(
      '<zeebe:ioMapping><zeebe:input source="=a" target="x"/><zeebe:input source="a" target="y"/><zeebe:output source="=b" target="z"/></zeebe:ioMapping>',
    );
    const plan = await planOf(bpmn(around(`<bpmn:userTask id="t">${mapping}</bpmn:userTask>`)));
    expect(expressionsOf(plan)).toEqual(['a', 'b']);
    const program = linkPlan(plan, environment);
    expect([...program.expressions.keys()]).toEqual(['a', 'b']);
    expect(program.expressions.get('a')?.evaluate({ a: 7 })).toMatchObject({ ok: true, value: 7 });
  });

  test('throws for a plan that no compile made', async () => {
    const plan = await planOf(bpmn(around('<bpmn:userTask id="t"/>')));
    const broken = { ...plan, flows: { f: { id: 'f', sourceId: 'start', targetId: 't', condition: '1 +' } } };
    expect(() => linkPlan(broken, environment)).toThrow(RangeError);
  });
});
