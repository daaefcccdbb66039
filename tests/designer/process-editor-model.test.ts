import { describe, expect, test } from '@jest/globals';
import {
  accessRows,
  setAccess,
  setEverywhere,
  setRequired,
} from '../../designer/process-editor/model/access-matrix.js';
import { chooseForm } from '../../designer/process-editor/model/choose-form.js';
import { referToNew, setCorrelationKey } from '../../designer/process-editor/model/event-facts.js';
import { isOffered } from '../../designer/process-editor/model/executed.js';
import { expressionText, setExpression } from '../../designer/process-editor/model/expressions.js';
import {
  addExtension,
  addItem,
  extensionOf,
  itemsOf,
  removeExtension,
  removeItem,
  setExtension,
} from '../../designer/process-editor/model/extensions.js';
import { feelFault, readValue, writeValue } from '../../designer/process-editor/model/feel-text.js';
import { formFields } from '../../designer/process-editor/model/form-fields.js';
import { partsOf, textOf } from '../../designer/process-editor/model/moddle-object.js';
import { startOfElement } from '../../designer/process-editor/model/new-element.js';
import { outlineOf } from '../../designer/process-editor/model/outline.js';
import { readTimer, writeTimer } from '../../designer/process-editor/model/timer.js';
import { BPMN_ZH } from '../../designer/process-editor/modeler/bpmn-zh.js';
import { translator } from '../../designer/process-editor/modeler/translate.js';
import { PROCESS_EDITOR_TEXTS } from '../../designer/process-editor/texts/tell.js';
import { FOREIGN, openFile, processFile } from './process-editor-kit.js';

const INPUTS = { holder: 'zeebe:IoMapping', list: 'inputParameters', item: 'zeebe:Input' };
const TASK = processFile('<bpmn:userTask id="task"/><bpmn:serviceTask id="job"/>');

describe('extension elements', () => {
  test('are added to what other tools wrote, and removed without it', async () => {
    const file = await openFile(FOREIGN);
    const task = file.element('task');
    file.apply(addExtension(file.create, task, 'yizhan:Clock', { action: 'stop', limit: 'decide' }));
    expect(await file.xml()).toContain('<yizhan:clock action="stop" limit="decide" />');
    const clock = extensionOf(task, 'yizhan:Clock');
    if (clock) file.apply(removeExtension(file.create, task, clock));
    const xml = await file.xml();
    expect(xml).not.toContain('yizhan:clock');
    expect(xml).toContain('<flowable:taskListener');
    expect(xml).toContain('<camunda:property name="k" value="v"');
  });

  test('are made with their first property and go with their last', async () => {
    const file = await openFile(TASK);
    const task = file.element('task');
    const assign = (properties: Record<string, unknown>) =>
      file.apply(setExtension(file.create, task, 'zeebe:AssignmentDefinition', properties));
    assign({ candidateGroups: 'approver' });
    assign({ assignee: '=case.applicantId' });
    expect(await file.xml()).toContain(
      '<zeebe:assignmentDefinition assignee="=case.applicantId" candidateGroups="approver" />',
    );
    assign({ assignee: undefined });
    assign({ candidateGroups: undefined });
    expect(await file.xml()).not.toContain('extensionElements');
  });

  test('keep an empty one where it is needed', async () => {
    const file = await openFile(TASK);
    const job = file.element('job');
    file.apply(setExtension(file.create, job, 'zeebe:TaskDefinition', { type: 'notice.send' }, true));
    file.apply(setExtension(file.create, job, 'zeebe:TaskDefinition', { type: undefined }, true));
    expect(await file.xml()).toContain('<zeebe:taskDefinition />');
  });

  test('hold lists whose holder comes with the first item and goes with the last', async () => {
    const file = await openFile(TASK);
    const job = file.element('job');
    file.apply(addItem(file.create, job, INPUTS, { source: '=1', target: 'a' }));
    file.apply(addItem(file.create, job, INPUTS, { source: '=2', target: 'b' }));
    expect(itemsOf(job, INPUTS).map((item) => textOf(item, 'target'))).toEqual(['a', 'b']);
    for (const item of itemsOf(job, INPUTS)) file.apply(removeItem(file.create, job, INPUTS, item));
    expect(await file.xml()).not.toContain('ioMapping');
  });

  test('of a newly drawn element are those the compiler asks for', async () => {
    const file = await openFile(
      processFile('<bpmn:callActivity id="call"/><bpmn:userTask id="task"/><bpmn:parallelGateway id="g"/>'),
    );
    for (const id of ['call', 'task', 'g']) {
      const edit = startOfElement(file.create, file.element(id));
      if (edit) file.apply(edit);
    }
    const xml = await file.xml();
    expect(xml).toContain('<zeebe:calledElement bindingType="deployment" />');
    expect(xml).toContain('<zeebe:userTask />');
    expect(startOfElement(file.create, file.element('call'))).toBeUndefined();
  });

  test('of an element that has become another kind are not those of its former life', async () => {
    const file = await openFile(
      processFile(
        '<bpmn:businessRuleTask id="rule"><bpmn:extensionElements><zeebe:taskDefinition type="" retries="3"/><zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping></bpmn:extensionElements></bpmn:businessRuleTask>',
      ),
    );
    const edit = startOfElement(file.create, file.element('rule'));
    if (edit) file.apply(edit);
    const xml = await file.xml();
    expect(xml).toContain('<zeebe:calledDecision');
    expect(xml).toContain('target="a"');
    expect(xml).not.toContain('taskDefinition');
  });
});

describe('choosing the form of a task', () => {
  test('gives a new form an open access, because none would be refused', async () => {
    const file = await openFile(TASK);
    file.apply(...chooseForm(file.create, file.element('task'), 'decision'));
    const xml = await file.xml();
    expect(xml).toContain('<zeebe:formDefinition formId="decision" />');
    expect(xml).toContain('<yizhan:formAccess form="decision" default="write" />');
  });

  test('keeps the access of the form before for the new one', async () => {
    const file = await openFile(TASK);
    const task = file.element('task');
    file.apply(...chooseForm(file.create, task, 'decision'));
    file.apply(...chooseForm(file.create, task, 'refusal'));
    expect(await file.xml()).toContain('<yizhan:formAccess form="refusal" default="write" />');
    expect(partsOf(extensionOf(task, 'yizhan:FormAccess'), 'fields')).toEqual([]);
  });

  test('takes the form away and leaves forms that are only shown', async () => {
    const file = await openFile(TASK);
    const task = file.element('task');
    file.apply(addExtension(file.create, task, 'yizhan:FormAccess', { default: 'write' }));
    file.apply(addExtension(file.create, task, 'yizhan:FormAccess', { form: 'shown', default: 'read' }));
    file.apply(...chooseForm(file.create, task, 'decision'));
    file.apply(...chooseForm(file.create, task, undefined));
    const xml = await file.xml();
    expect(xml).not.toContain('formDefinition');
    expect(xml.match(/yizhan:formAccess/g)).toHaveLength(1);
    expect(xml).toContain('form="shown"');
  });
});

describe('the access matrix', () => {
  const FORM = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', title: '姓名' },
      staff: { type: 'array', title: '人员', items: { $ref: '#/$defs/person' } },
    },
    allOf: [{ if: {}, then: { properties: { remark: { type: 'string', title: '备注' } } } }],
    $defs: { person: { type: 'object', properties: { idNo: { type: 'string', title: '身份证号' } } } },
  };
  const fields = formFields(FORM, {
    '/properties/name/title': 'Name',
    '/$defs/person/properties/idNo/title': 'ID number',
  });
  const open = async () => {
    const file = await openFile(TASK);
    const access = file.create('yizhan:FormAccess', { form: 'f' });
    const rows = () => accessRows(fields, access).rows.map((row) => [row.path, row.own, row.effective, row.from]);
    return { ...file, access, rows };
  };

  test('has a row for every field: in lists, behind references and in conditional parts, with both titles', () => {
    expect(
      fields.map(({ path, titleZh, titleEn, depth, isList, isRequired }) => [
        path,
        titleZh,
        titleEn,
        depth,
        isList,
        isRequired,
      ]),
    ).toEqual([
      ['/name', '姓名', 'Name', 0, false, true],
      ['/staff', '人员', '人员', 0, true, false],
      ['/staff/*/idNo', '身份证号', 'ID number', 1, false, false],
      ['/remark', '备注', '备注', 0, false, false],
    ]);
  });

  test('lets a field inherit from its nearest ancestor, then from the default', async () => {
    const { access, create, apply, rows } = await open();
    expect(rows()[2]).toEqual(['/staff/*/idNo', undefined, undefined, undefined]);
    apply({ target: access, properties: { default: 'read' } });
    apply(setAccess(create, access, '/staff', 'append'));
    expect(rows()).toEqual([
      ['/name', undefined, 'read', 'default'],
      ['/staff', 'append', 'append', undefined],
      ['/staff/*/idNo', undefined, 'append', '/staff'],
      ['/remark', undefined, 'read', 'default'],
    ]);
    apply(setAccess(create, access, '/staff', undefined));
    expect(rows()[2]).toEqual(['/staff/*/idNo', undefined, 'read', 'default']);
  });

  test('drops the obligation with the right to write', async () => {
    const { access, create, apply } = await open();
    apply(setRequired(create, access, { path: '/remark', effective: 'write' }, true));
    expect(accessRows(fields, access).rows[3]).toMatchObject({ own: 'write', required: true });
    apply(setAccess(create, access, '/remark', 'read'));
    expect(accessRows(fields, access).rows[3]).toMatchObject({ own: 'read', required: undefined });
  });

  test('sets all outermost fields at once and names entries the form does not have', async () => {
    const { access, create, apply, rows } = await open();
    apply(setAccess(create, access, '/gone', 'read'));
    expect(accessRows(fields, access).strays.map(({ path }) => path)).toEqual(['/gone']);
    apply(setEverywhere(create, access, fields, 'hidden'));
    expect(rows().map(([, , effective]) => effective)).toEqual(['hidden', 'hidden', 'hidden', 'hidden']);
    expect(accessRows(fields, access).strays).toEqual([]);
  });
});

describe('texts of the dialect', () => {
  test('tell a constant from FEEL, and write what they have read', () => {
    for (const raw of ['approver, helper', '=case.applicantId']) expect(writeValue(readValue(raw))).toBe(raw);
    expect(readValue('=a')).toEqual({ kind: 'feel', text: 'a' });
    expect(writeValue({ kind: 'feel', text: ' ' })).toBeUndefined();
  });

  test('are checked by the compiler that deploys them', () => {
    expect(feelFault('decision.result = "grant"')).toBeUndefined();
    expect(feelFault('')).toBeUndefined();
    expect(feelFault('decision.result = ')?.zh).toMatch(/FEEL/);
  });

  test('of a condition keep the expression they stand in', async () => {
    const file = await openFile(
      processFile(
        '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" id="c" language="feel">=a = 1</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:task id="a"/><bpmn:task id="b"/>',
      ),
    );
    const flow = file.element('f');
    expect(expressionText(flow, 'conditionExpression')).toBe('a = 1');
    file.apply(setExpression(file.create, flow, 'conditionExpression', 'a = 2'));
    expect(await file.xml()).toContain('id="c" language="feel">=a = 2<');
    file.apply(setExpression(file.create, flow, 'conditionExpression', ' '));
    expect(await file.xml()).not.toContain('conditionExpression');
  });
});

describe('events', () => {
  const EVENTS = processFile(
    '<bpmn:intermediateCatchEvent id="wait"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent><bpmn:receiveTask id="receive"/>',
  );

  test('count working days or stand as ISO 8601, never both', async () => {
    const file = await openFile(EVENTS);
    const definition = file.element('t');
    expect(readTimer(definition)).toEqual({
      kind: 'timeDuration',
      text: 'PT1H',
      unit: 'iso',
      from: '',
      endOf: 'office',
    });
    file.apply(
      writeTimer(file.create, definition, {
        kind: 'timeDuration',
        text: 'config.food.assign',
        unit: 'wd',
        from: 'receivedAt',
        endOf: 'applicant',
      }),
    );
    const xml = await file.xml();
    expect(xml).toContain('yizhan:unit="wd" yizhan:from="=receivedAt" yizhan:endOf="applicant"');
    expect(xml).toContain('>=config.food.assign<');
    file.apply(
      writeTimer(file.create, definition, {
        ...readTimer(definition),
        kind: 'timeDate',
        text: '2026-03-02T10:00:00+08:00',
      }),
    );
    const date = await file.xml();
    expect(date).toContain('timeDate');
    expect(date).not.toContain('timeDuration');
    expect(date).not.toContain('yizhan:unit=');
  });

  test('refer to a new message with a free id, and keep its key', async () => {
    const file = await openFile(EVENTS);
    const task = file.element('receive');
    file.apply(...referToNew(file.create, task, 'fixDone'));
    file.apply(...referToNew(file.create, task, 'fixDone'));
    const message = partsOf(file.definitions, 'rootElements').at(-1);
    if (message) file.apply(setCorrelationKey(file.create, message, 'case.number'));
    const xml = await file.xml();
    expect(xml).toContain('messageRef="message_fixDone_2"');
    expect(xml).toContain('<zeebe:subscription correlationKey="=case.number" />');
  });
});

describe('what the designer shows', () => {
  test('lists flow nodes with those of sub-processes below them', async () => {
    const file = await openFile(
      processFile(
        '<bpmn:startEvent id="s"/><bpmn:subProcess id="sub"><bpmn:userTask id="t" name="办理"/></bpmn:subProcess>',
      ),
    );
    expect(outlineOf(file.definitions).map(({ id, depth }) => [id, depth])).toEqual([
      ['p', 0],
      ['s', 1],
      ['sub', 1],
      ['t', 2],
    ]);
  });

  test('offers nothing that deployment refuses', () => {
    expect(isOffered('replace-with-inclusive-gateway', { inEventSubProcess: false })).toBe(false);
    expect(isOffered('replace-with-timer-start', { inEventSubProcess: false })).toBe(false);
    expect(isOffered('replace-with-timer-start', { inEventSubProcess: true })).toBe(true);
    expect(isOffered('replace-with-user-task', { inEventSubProcess: false })).toBe(true);
  });

  test('has both languages for every sentence', () => {
    for (const [key, { zh, en }] of Object.entries(PROCESS_EDITOR_TEXTS)) {
      expect([key, /\p{Script=Han}|ISO|FEEL/u.test(zh), /\p{Script=Han}/u.test(en)]).toEqual([key, true, false]);
      expect([key, zh.match(/\{\w+\}/g)?.sort()]).toEqual([key, en.match(/\{\w+\}/g)?.sort()]);
    }
    expect(translator(() => 'zh')('Open {element}', { element: '审批' })).toBe('打开 审批');
    expect(translator(() => 'en')('User task')).toBe('User task');
    for (const [en, zh] of Object.entries(BPMN_ZH))
      expect([en, /[a-z]{3}/.test(zh.replace('{element}', ''))]).toEqual([en, false]);
  });
});
