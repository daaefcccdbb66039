const BPMN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:yizhan="urn:yizhan:bpmn:1" id="definitions" targetNamespace="urn:test">
  <bpmn:message id="messageWithdraw" name="withdraw">
    <bpmn:extensionElements><zeebe:subscription correlationKey="=case.number"/></bpmn:extensionElements>
  </bpmn:message>
  <bpmn:process id="small-request" name="小型申请" isExecutable="true">
    <bpmn:startEvent id="submit" name="提交">
      <bpmn:extensionElements>
        <zeebe:formDefinition formId="request"/>
        <yizhan:formAccess default="write"><yizhan:field path="/opinion" access="hidden"/></yizhan:formAccess>
      </bpmn:extensionElements>
    </bpmn:startEvent>
    <bpmn:businessRuleTask id="route" name="判断">
      <bpmn:extensionElements>
        <zeebe:calledDecision decisionId="smallRoute" resultVariable="route" bindingType="deployment"/>
      </bpmn:extensionElements>
    </bpmn:businessRuleTask>
    <bpmn:userTask id="handle" name="办理" yizhan:status="in-review">
      <bpmn:extensionElements>
        <zeebe:formDefinition formId="request"/>
        <zeebe:assignmentDefinition candidateGroups="window-clerk"/>
        <yizhan:formAccess>
          <yizhan:field path="/name" access="read"/>
          <yizhan:field path="/amount" access="read"/>
          <yizhan:field path="/items" access="read"/>
          <yizhan:field path="/items/*/note" access="write"/>
          <yizhan:field path="/opinion" access="write" required="true"/>
        </yizhan:formAccess>
        <yizhan:timeLimit id="handle" legal="5" promised="=config.small.handle"/>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="withdrawn" attachedToRef="handle"><bpmn:messageEventDefinition messageRef="messageWithdraw"/></bpmn:boundaryEvent>
    <bpmn:serviceTask id="issue" name="出具文书">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="document.issue"/>
        <zeebe:ioMapping>
          <zeebe:input source="=&quot;doc-done&quot;" target="template"/>
          <zeebe:input source="={request: request, case: case}" target="data"/>
          <zeebe:input source="=[&quot;applicant&quot;]" target="audience"/>
        </zeebe:ioMapping>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:endEvent id="done" name="办结" yizhan:status="closed"/>
    <bpmn:endEvent id="endWithdrawn" name="撤回" yizhan:status="withdrawn"/>
    <bpmn:sequenceFlow id="f1" sourceRef="submit" targetRef="route"/>
    <bpmn:sequenceFlow id="f2" sourceRef="route" targetRef="handle"/>
    <bpmn:sequenceFlow id="f3" sourceRef="handle" targetRef="issue"/>
    <bpmn:sequenceFlow id="f4" sourceRef="issue" targetRef="done"/>
    <bpmn:sequenceFlow id="f5" sourceRef="withdrawn" targetRef="endWithdrawn"/>
  </bpmn:process>
</bpmn:definitions>`;

const DMN = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="decisions" name="decisions" namespace="urn:test">
  <decision id="smallRoute" name="smallRoute">
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="in1"><inputExpression id="ie1" typeRef="number"><text>request.amount</text></inputExpression></input>
      <output id="out1" name="route" typeRef="string"/>
      <rule id="r1"><inputEntry id="e1"><text>&gt; 100</text></inputEntry><outputEntry id="o1"><text>"long"</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="e2"><text>-</text></inputEntry><outputEntry id="o2"><text>"short"</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;

const text = (zh: string, en: string) => ({ zh, en });

const JSON_FILES: Readonly<Record<string, unknown>> = {
  'manifest.json': {
    key: 'small-package',
    version: '1.0',
    title: text('小型流程包', 'Small package'),
    service: {
      processId: 'small-request',
      startEventId: 'submit',
      formId: 'request',
      itemCode: 'SMALL',
      audience: ['resident'],
      startRoles: ['resident', 'merchant'],
      topics: ['test'],
      who: text('居民', 'Residents'),
      bring: [text('身份证', 'ID card')],
      limits: text('5个工作日', '5 working days'),
      steps: [text('申请', 'Apply'), text('办理', 'Handling')],
      contact: text('综合窗口', 'Front counter'),
      messages: { withdraw: { label: text('撤回申请', 'Withdraw'), roles: ['resident'] } },
    },
  },
  'config.json': {
    entries: [
      {
        key: 'small.handle',
        unit: 'wd',
        default: 3,
        floor: 1,
        ceiling: 5,
        title: text('承诺时限', 'Promised span'),
      },
    ],
  },
  'forms/request.json': {
    title: text('申请表', 'Request'),
    schema: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', title: '姓名', format: 'person-name', 'x-class': 'L2' },
        amount: { type: 'integer', title: '数量', minimum: 0 },
        items: {
          type: 'array',
          title: '事项',
          items: { type: 'object', properties: { note: { type: 'string', title: '备注' } } },
        },
        opinion: { type: 'string', title: '意见' },
      },
    },
    rules: [
      {
        id: 'enough',
        feel: 'amount > 0',
        paths: ['/amount'],
        text: text('数量须大于零', 'The amount must be above zero'),
      },
    ],
  },
  'registers/people.json': {
    title: text('人员', 'People'),
    schema: {
      type: 'object',
      required: ['userId', 'login'],
      properties: {
        userId: { type: 'string' },
        login: { type: 'string' },
        name: { type: 'string' },
        roles: { type: 'array', items: { type: 'string' } },
      },
    },
    keyProperty: 'userId',
    unique: [['login']],
  },
  'documents/doc-done.json': {
    title: text('办结通知书', 'Completion notice'),
    body: {
      paper: 'A4',
      title: '办结通知书',
      blocks: [
        { kind: 'text', text: '{{request.name}}：您的申请已办结。' },
        { kind: 'list', items: '=request.items', text: '{{item.note}}', when: 'count(request.items) > 0' },
      ],
    },
  },
  'calendars/cn.json': {
    years: [
      {
        year: 2026,
        offDays: [{ date: '2026-01-01', name: '元旦' }],
        makeupDays: [{ date: '2026-01-04', for: '元旦' }],
        source: '国务院办公厅通知',
        publishedAt: '2025-11-04',
      },
    ],
  },
  'i18n/en.json': {
    elements: {
      'small-request': 'Small request',
      submit: 'Submit',
      route: 'Decide the way',
      handle: 'Handle',
      issue: 'Issue the document',
      done: 'Done',
      endWithdrawn: 'Withdrawn',
    },
    forms: {
      request: {
        '/properties/name/title': 'Name',
        '/properties/amount/title': 'Amount',
        '/properties/items/title': 'Items',
        '/properties/items/items/properties/note/title': 'Note',
        '/properties/opinion/title': 'Opinion',
      },
    },
  },
  'scenarios/straight.json': {
    title: text('一次办结', 'Straight through'),
    startAt: '2026-03-02T10:00:00+08:00',
    config: { 'small.handle': 2 },
    start: {
      actor: 'u-resident-li',
      document: 'samples/documents/request.json',
      expect: { status: 'in-review', tasks: [{ task: 'handle', candidates: ['window-clerk'] }] },
    },
    steps: [
      {
        at: '+2h',
        do: 'complete',
        task: 'handle',
        actor: 'u-window-chen',
        document: { opinion: '同意' },
        expect: { documents: ['doc-done'], effects: [{ job: 'document.issue' }], ended: 'done' },
      },
    ],
    end: { status: 'closed', ended: 'done', incidents: 0 },
  },
  'samples/people.json': [
    { userId: 'u-resident-li', login: 'resident', name: '李安', roles: ['resident'] },
    { userId: 'u-window-chen', login: 'window', name: '陈一', roles: ['window-clerk'] },
  ],
  'samples/documents/request.json': { name: '李安', amount: 3, items: [{ note: '无' }] },
};

/** A package that compiles without a Problem and has one file of every kind: text by path. */
export function smallPackage(): Record<string, string> {
  const json = Object.entries(JSON_FILES).map(([path, value]): [string, string] => [
    path,
    `${JSON.stringify(value, null, 2)}\n`,
  ]);
  return { ...Object.fromEntries(json), 'request.bpmn': BPMN, 'decisions/route.dmn': DMN };
}
