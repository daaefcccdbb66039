/** How many tasks an instance of the chain has: as many completions before the next instance is taken. */
export const CHAIN = 20;
/** Its package key. */
export const CHAIN_KEY = 'bench-chain';

const tasks = Array.from({ length: CHAIN }, (_, place) => `task${String(place + 1)}`);
const nodes = ['begin', ...tasks, 'done'];

const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:yizhan="urn:yizhan:bpmn:1" id="definitions" targetNamespace="urn:bench">
  <bpmn:process id="bench-chain" name="一串任务" isExecutable="true">
    <bpmn:startEvent id="begin" name="开始"><bpmn:extensionElements><zeebe:formDefinition formId="note"/>
      <yizhan:formAccess default="write"/></bpmn:extensionElements></bpmn:startEvent>
    ${tasks
      .map(
        (id) => `<bpmn:userTask id="${id}" name="办理"><bpmn:extensionElements><zeebe:userTask/>
          <zeebe:formDefinition formId="note"/><zeebe:assignmentDefinition assignee="=worker"/>
          <yizhan:formAccess default="write"/></bpmn:extensionElements></bpmn:userTask>`,
      )
      .join('\n')}
    <bpmn:endEvent id="done" name="结束"/>
    ${nodes
      .slice(1)
      .map(
        (id, place) =>
          `<bpmn:sequenceFlow id="f${String(place)}" sourceRef="${nodes[place] ?? ''}" targetRef="${id}"/>`,
      )
      .join('\n')}
  </bpmn:process>
</bpmn:definitions>`;

const text = (zh: string, en: string) => ({ zh, en });

/** A service whose only process is a chain of user tasks of one person (variable `worker`), each with the same small form. */
export const CHAIN_FILES: Readonly<Record<string, string>> = {
  'chain.bpmn': bpmn,
  'manifest.json': JSON.stringify({
    key: CHAIN_KEY,
    requires: { common: '1' },
    version: '1.0',
    title: text('一串任务', 'A chain of tasks'),
    service: {
      processId: 'bench-chain',
      startEventId: 'begin',
      formId: 'note',
      itemCode: 'BENCH',
      audience: ['resident'],
      startRoles: ['resident', 'merchant'],
      topics: ['test'],
      who: text('居民', 'Residents'),
      bring: [text('无', 'Nothing')],
      limits: text('无', 'None'),
      steps: [text('办理', 'Handling')],
      contact: text('综合窗口', 'Front counter'),
    },
  }),
  'forms/note.json': JSON.stringify({
    title: text('意见', 'Note'),
    schema: {
      type: 'object',
      properties: {
        opinion: { type: 'string', title: '意见', maxLength: 200 },
        amount: { type: 'integer', title: '数量', minimum: 0 },
      },
    },
  }),
  'i18n/en.json': JSON.stringify({
    elements: Object.fromEntries([
      ['bench-chain', 'A chain of tasks'],
      ['begin', 'Begin'],
      ['done', 'Done'],
      ...tasks.map((id) => [id, 'Handle']),
    ]),
    forms: { note: { '/properties/opinion/title': 'Opinion', '/properties/amount/title': 'Amount' } },
  }),
};
