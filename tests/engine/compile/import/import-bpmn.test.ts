import { describe, expect, it } from '@jest/globals';
import { compileBpmn } from '../../../../engine/compile/compile.js';
import { importBpmn } from '../../../../engine/compile/import/import-bpmn.js';
import type { ImportNote } from '../../../../engine/compile/import/import-context.js';
import type { ElementPlan, ProcessPlan } from '../../../../engine/model/plan.js';

const NAMESPACES = `xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:flowable="http://flowable.org/bpmn"`;

function file(body: string, process = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="d" targetNamespace="urn:t"><!-- as drawn --><bpmn:process id="p" isExecutable="true" ${process}>
<bpmn:startEvent id="start"/>${body}<bpmn:endEvent id="end"/></bpmn:process></bpmn:definitions>`;
}

/** One activity between start and end. */
function around(activity: string, id = 'a'): string {
  return file(
    `${activity}<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="${id}"/><bpmn:sequenceFlow id="f2" sourceRef="${id}" targetRef="end"/>`,
  );
}

interface Imported {
  readonly xml: string;
  readonly notes: readonly ImportNote[];
  readonly plan: ProcessPlan;
}

async function imported(xml: string): Promise<Imported> {
  const result = importBpmn(xml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const compiled = await compileBpmn(result.xml);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const [plan] = compiled.plans;
  if (plan === undefined) throw new Error('no process');
  return { ...result, plan };
}

async function elementOf(activity: string): Promise<ElementPlan> {
  const { plan } = await imported(around(activity));
  const element = plan.elements['a'];
  if (element === undefined) throw new Error('no element a');
  return element;
}

const outcomes = (notes: readonly ImportNote[]) => notes.map(({ outcome, what }) => `${outcome} ${what}`);

describe('a model of Camunda 7', () => {
  it('keeps who does a task, how urgent it is and when it is due', async () => {
    const task = `<bpmn:userTask id="a" camunda:assignee="\${starter}" camunda:candidateGroups="clerks, \${team}" camunda:priority="70" camunda:dueDate="\${due}"/>`;
    expect(await elementOf(task)).toMatchObject({
      type: 'userTask',
      assignee: { kind: 'feel', source: 'starter' },
      candidateGroups: { kind: 'feel', source: 'flatten(["clerks", team])' },
      priority: { kind: 'constant', value: '70' },
      dueDate: { kind: 'feel', source: 'due' },
    });
  });

  it('names the form a task shows, by key', async () => {
    const { plan, notes } = await imported(
      around('<bpmn:userTask id="a" camunda:formKey="embedded:app:forms/check-in.html"/>'),
    );
    expect(plan.elements['a']).toMatchObject({ form: { formId: { kind: 'constant', value: 'checkIn' } } });
    expect(notes.find(({ what }) => what === 'camunda:formKey')?.text.en).toContain('forms/checkIn.json');
  });

  it('makes a job of external and of Java work, with its retries and fields', async () => {
    const external = `<bpmn:serviceTask id="a" camunda:type="external" camunda:topic="mail"><bpmn:extensionElements><camunda:failedJobRetryTimeCycle>R5/PT1M</camunda:failedJobRetryTimeCycle><camunda:field name="to" stringValue="x"/><camunda:inputOutput><camunda:inputParameter name="body">\${text}</camunda:inputParameter><camunda:outputParameter name="sent">\${ok}</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>`;
    expect(await elementOf(external)).toMatchObject({
      job: { jobType: { kind: 'constant', value: 'mail' }, retries: 5, headers: { to: 'x' } },
      inputs: [{ source: 'text', target: 'body' }],
      outputs: [{ source: 'ok', target: 'sent' }],
    });
    expect(await elementOf('<bpmn:serviceTask id="a" camunda:class="org.example.Notify"/>')).toMatchObject({
      job: { jobType: { kind: 'constant', value: 'org.example.Notify' } },
    });
  });

  it('makes a script task of an expression FEEL can say', async () => {
    const task = '<bpmn:serviceTask id="a" camunda:expression="${price * count}" camunda:resultVariable="sum"/>';
    expect(await elementOf(task)).toMatchObject({
      type: 'scriptTask',
      expression: 'price * count',
      resultVariable: 'sum',
    });
  });

  it('asks the same decision and calls the same process with the same variables', async () => {
    expect(
      await elementOf(
        '<bpmn:businessRuleTask id="a" camunda:decisionRef="risk" camunda:resultVariable="r" camunda:mapDecisionResult="singleEntry"/>',
      ),
    ).toMatchObject({
      decisionId: { kind: 'constant', value: 'risk' },
      resultVariable: 'r',
    });
    const call = `<bpmn:callActivity id="a" calledElement="other"><bpmn:extensionElements><camunda:in source="x" target="y"/><camunda:out sourceExpression="\${a + 1}" target="b"/></bpmn:extensionElements></bpmn:callActivity>`;
    expect(await elementOf(call)).toMatchObject({
      processId: { kind: 'constant', value: 'other' },
      propagateAllParentVariables: false,
      propagateAllChildVariables: false,
      inputs: [{ source: 'x', target: 'y' }],
      outputs: [{ source: 'a + 1', target: 'b' }],
    });
  });

  it('runs a task for each item, with conditions on the counters', async () => {
    const loop = `<bpmn:userTask id="a" camunda:assignee="\${person}"><bpmn:multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"><bpmn:completionCondition xsi:type="bpmn:tFormalExpression">\${nrOfCompletedInstances / nrOfInstances >= 0.5}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`;
    expect(await elementOf(loop)).toMatchObject({
      loop: {
        collection: 'people',
        inputElement: 'person',
        completionCondition: 'numberOfCompletedInstances / numberOfInstances >= 0.5',
      },
    });
  });

  it('translates conditions of flows', async () => {
    const { plan } = await imported(
      file(`<bpmn:exclusiveGateway id="g" default="f2"/><bpmn:task id="a"/><bpmn:sequenceFlow id="f0" sourceRef="start" targetRef="g"/>
<bpmn:sequenceFlow id="f1" sourceRef="g" targetRef="a"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">\${amount >= 10}</bpmn:conditionExpression></bpmn:sequenceFlow>
<bpmn:sequenceFlow id="f2" sourceRef="g" targetRef="end"/><bpmn:sequenceFlow id="f3" sourceRef="a" targetRef="end"/>`),
    );
    expect(plan.flows['f1']?.condition).toBe('amount >= 10');
  });

  it('says what is kept without effect and what is lost, and keeps both in the file', () => {
    const result = importBpmn(
      around(
        `<bpmn:userTask id="a" camunda:asyncBefore="true" camunda:skipExpression="\${x}"><bpmn:extensionElements><camunda:formData><camunda:formField id="name"/></camunda:formData><camunda:taskListener event="timeout" class="X"/></bpmn:extensionElements></bpmn:userTask>`,
      ),
    );
    if (!result.ok) throw new Error('unreadable');
    expect(outcomes(result.notes)).toEqual([
      'lost camunda:formData',
      'lost camunda:taskListener',
      'kept camunda:asyncBefore',
      'lost camunda:skipExpression',
    ]);
    expect(result.notes[0]?.text.en).toContain('name');
    expect(result.xml).toContain('camunda:asyncBefore="true"');
    expect(result.xml).toContain('<!-- as drawn -->');
  });

  it('turns listeners into jobs', () => {
    const listener = `<bpmn:userTask id="a"><bpmn:extensionElements><camunda:taskListener event="create" delegateExpression="\${tell}"/><camunda:executionListener event="end" class="org.example.Log"/></bpmn:extensionElements></bpmn:userTask>`;
    const result = importBpmn(around(listener));
    if (!result.ok) throw new Error('unreadable');
    expect(result.xml).toContain('<zeebe:taskListener eventType="creating" type="tell"/>');
    expect(result.xml).toContain('<zeebe:executionListener eventType="end" type="org.example.Log"/>');
  });
});

describe('a model of Flowable', () => {
  it('is read by the same rules under its own names', async () => {
    const task = '<bpmn:userTask id="a" flowable:candidateUsers="li,wang" flowable:formKey="leave"/>';
    expect(await elementOf(task)).toMatchObject({
      candidateUsers: { kind: 'constant', value: 'li,wang' },
      form: { formId: { kind: 'constant', value: 'leave' } },
    });
    const rule = `<bpmn:businessRuleTask id="a"><bpmn:extensionElements><flowable:field name="decisionTableReferenceKey"><flowable:string>risk</flowable:string></flowable:field></bpmn:extensionElements></bpmn:businessRuleTask>`;
    expect(await elementOf(rule)).toMatchObject({ decisionId: { kind: 'constant', value: 'risk' } });
  });
});

it('refuses what is no XML with its place', () => {
  expect(importBpmn('<bpmn:definitions')).toMatchObject({ ok: false, problems: [{ rule: 'xml-malformed' }] });
});
