import { describe, expect, it } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import type { ElementPlan } from '../../../engine/model/plan.js';
import { around, bpmn, ext, flow } from './bpmn.js';

const worker = ext('<zeebe:taskDefinition type="work"/>');
const service = (inner: string, attributes = ''): string =>
  `<bpmn:serviceTask id="t" ${attributes}>${worker}${inner}</bpmn:serviceTask>`;

async function problemsOf(body: string, roots = ''): Promise<readonly string[]> {
  const result = await compileBpmn(bpmn(body, roots));
  const problems = result.ok ? result.warnings : result.problems;
  return problems.map(({ severity, rule, elementId }) => `${severity} ${rule} ${elementId ?? ''}`);
}

async function elementOf(id: string, body: string, roots = ''): Promise<ElementPlan | undefined> {
  const result = await compileBpmn(bpmn(body, roots));
  if (!result.ok) throw new Error(result.problems.map(({ rule, text }) => `${rule}: ${text.en}`).join('; '));
  return result.plans[0]?.elements[id];
}

describe('a standard loop in a file', () => {
  const loop = (attributes: string, inner = ''): string =>
    around(service(`<bpmn:standardLoopCharacteristics ${attributes}>${inner}</bpmn:standardLoopCharacteristics>`));

  it('is compiled with its condition, its maximum and when it is judged', async () => {
    const condition = '<bpmn:loopCondition xsi:type="bpmn:tFormalExpression">n &lt; 3</bpmn:loopCondition>';
    const element = await elementOf('t', loop('testBefore="true" loopMaximum="5"', condition));
    expect(element?.loop).toEqual({ mode: 'standard', testBefore: true, maximum: 5, condition: 'n < 3' });
  });

  it('that says neither when nor how often it ends is refused', async () => {
    expect(await problemsOf(loop(''))).toContain('error standard-loop t');
  });
});

describe('a multi-instance in a file', () => {
  const multiple = (attributes: string, inner = ''): string =>
    around(
      service(`<bpmn:multiInstanceLoopCharacteristics ${attributes}>${inner}</bpmn:multiInstanceLoopCharacteristics>`),
    );
  const count = '<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">3</bpmn:loopCardinality>';

  it('without an event for its behaviour throws the signal of its own name', async () => {
    const element = await elementOf('t', multiple('behavior="One"', count));
    expect(element?.loop?.behaviour).toEqual({ kind: 'one', event: { kind: 'signal', name: 't' } });
  });

  it('with an event that cannot be thrown is refused', async () => {
    const roots = '<bpmn:timerEventDefinition id="ted"/>';
    const problems = await problemsOf(multiple('behavior="None" noneBehaviorEventRef="ted"', count), roots);
    expect(problems).toContain('error loop-event t');
  });

  it('with an output collection but no item is refused', async () => {
    const zeebe = ext('<zeebe:loopCharacteristics inputCollection="=list" outputCollection="out"/>');
    expect(await problemsOf(multiple('', zeebe))).toContain('error multi-instance t');
  });

  it('without collection and cardinality is refused', async () => {
    expect(await problemsOf(multiple(''))).toContain('error multi-instance-size t');
  });
});

describe('data in a file', () => {
  const objects =
    '<bpmn:dataObject id="o1"/><bpmn:dataObjectReference id="r1" name="order" dataObjectRef="o1"/>' +
    '<bpmn:dataObject id="o2" name="bill"/><bpmn:dataObjectReference id="r2" dataObjectRef="o2"/>';
  const specification = (inputs: string): string =>
    `<bpmn:ioSpecification id="io"><bpmn:dataInput id="in" name="in"/>${inputs}<bpmn:outputSet id="os"/></bpmn:ioSpecification>`;
  const inputSet = '<bpmn:inputSet id="is"><bpmn:dataInputRefs>in</bpmn:dataInputRefs></bpmn:inputSet>';
  const into = (inner: string): string =>
    `<bpmn:dataInputAssociation id="dia">${inner}<bpmn:targetRef>in</bpmn:targetRef></bpmn:dataInputAssociation>`;

  it('is the variable of its name, or of the name of its reference', async () => {
    const task = service(specification(inputSet) + into('<bpmn:sourceRef>r1</bpmn:sourceRef>'));
    const element = await elementOf('t', around(task, objects));
    expect(element?.inputs).toEqual([{ source: 'order', target: 'in' }]);
    expect(element?.data).toEqual({ inputSets: [{ variables: ['order'] }] });
  });

  it('from several sources needs a transformation', async () => {
    const sources = '<bpmn:sourceRef>r1</bpmn:sourceRef><bpmn:sourceRef>r2</bpmn:sourceRef>';
    const task = service(specification(inputSet) + into(sources));
    expect(await problemsOf(around(task, objects))).toContain('error data-association dia');
  });

  it('that an editor has only drawn is no data: nothing is copied and nothing waited for', async () => {
    const drawn =
      '<bpmn:property id="pp" name="__targetRef_placeholder"/>' +
      '<bpmn:dataInputAssociation id="dia"><bpmn:sourceRef>r1</bpmn:sourceRef><bpmn:targetRef>pp</bpmn:targetRef></bpmn:dataInputAssociation>' +
      '<bpmn:dataOutputAssociation id="doa"><bpmn:targetRef>r2</bpmn:targetRef></bpmn:dataOutputAssociation>';
    const element = await elementOf('t', around(service(drawn), objects));
    expect(element).toMatchObject({ inputs: [], outputs: [] });
    expect(element?.data).toBeUndefined();
  });

  it('in a state that no activity sets is not waited for in that state', async () => {
    const stated =
      '<bpmn:dataObject id="o1" name="order"/>' +
      '<bpmn:dataObjectReference id="r1" dataObjectRef="o1"><bpmn:dataState id="s" name="paid"/></bpmn:dataObjectReference>';
    const task = service(specification(inputSet) + into('<bpmn:sourceRef>r1</bpmn:sourceRef>'));
    expect((await elementOf('t', around(task, stated)))?.data).toEqual({ inputSets: [{ variables: ['order'] }] });
  });

  it('of the process is listed by name', async () => {
    const result = await compileBpmn(bpmn(around(service(''), `<bpmn:property id="p1" name="total"/>${objects}`)));
    expect(result).toMatchObject({ ok: true, plans: [{ properties: ['total'], dataObjects: ['order', 'bill'] }] });
  });
});

describe('other things of activities in a file', () => {
  it('are token quantities, which are whole numbers', async () => {
    const element = await elementOf('t', around(service('', 'startQuantity="2" completionQuantity="3"')));
    expect(element).toMatchObject({ startQuantity: 2, completionQuantity: 3 });
    expect(await problemsOf(around(service('', 'startQuantity="0"')))).toContainEqual(
      expect.stringMatching(/^error (quantity|.*attribute.*) t$/),
    );
  });

  it('is the order of an ad-hoc sub-process', async () => {
    const body = '<bpmn:adHocSubProcess id="t" ordering="Sequential" cancelRemainingInstances="false">';
    const condition =
      '<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">ok</bpmn:completionCondition></bpmn:adHocSubProcess>';
    const element = await elementOf('t', around(`${body}<bpmn:task id="inner"/>${condition}`));
    expect(element).toMatchObject({
      type: 'adHocSubProcess',
      ordering: 'sequential',
      cancelRemainingInstances: false,
      completionCondition: 'ok',
    });
  });

  it('are the roles of people: those of the call before those of the global task, the lane last', async () => {
    const roles = '<bpmn:resource id="a" name="approver"/><bpmn:resource id="b" name="reviewer"/>';
    const owner = (id: string): string =>
      `<bpmn:potentialOwner id="po${id}"><bpmn:resourceRef>${id}</bpmn:resourceRef></bpmn:potentialOwner>`;
    const task = `<bpmn:globalUserTask id="g" name="g">${owner('a')}</bpmn:globalUserTask>`;
    const call = (inner: string): string =>
      around(`<bpmn:callActivity id="t" calledElement="g">${inner}</bpmn:callActivity>`);
    const groups = async (body: string): Promise<unknown> => {
      const element = await elementOf('t', body, roles + task);
      return element?.type === 'userTask' ? element.candidateGroups : element?.type;
    };
    expect(await groups(call(''))).toEqual({ kind: 'constant', value: 'approver' });
    expect(await groups(call(owner('b')))).toEqual({ kind: 'constant', value: 'reviewer' });
    const lanes = (name: string): string =>
      `<bpmn:laneSet id="ls"><bpmn:lane id="l" name="${name}"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>`;
    expect(await groups(lanes('inspector') + around('<bpmn:userTask id="t"/>'))).toMatchObject({ value: 'inspector' });
    expect(await groups(lanes('Some room') + around('<bpmn:userTask id="t"/>'))).toBeUndefined();
  });

  it('is the process that a call activity names in the way of BPMN', async () => {
    const element = await elementOf('t', around('<bpmn:callActivity id="t" calledElement="other"/>'));
    expect(element).toMatchObject({ type: 'callActivity', processId: { kind: 'constant', value: 'other' } });
  });

  it('is a process without a start event', async () => {
    const result = await compileBpmn(
      bpmn(`${service('').replace('id="t"', 'id="a"')}<bpmn:task id="b"/>${flow('a', 'b')}`),
    );
    expect(result).toMatchObject({ ok: true });
  });
});
