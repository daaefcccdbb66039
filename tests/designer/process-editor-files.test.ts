import { describe, expect, test } from '@jest/globals';
import { previewNodes } from '../../designer/form-preview/preview-nodes.js';
import { compileBpmn } from '../../engine/index.js';
import { packageResources } from '../../designer/process-editor/package-resources.js';
import {
  englishElements,
  nextVersion,
  prepareFiles,
  withEnglishElements,
} from '../../designer/publish/prepare-files.js';
import { processFile } from './process-editor-kit.js';

const MANIFEST = '{\n  "key": "p",\n  "version": "1.0",\n  "title": { "zh": "甲", "en": "A" }\n}\n';
const FILES = {
  'manifest.json': MANIFEST,
  'p.bpmn': processFile('<bpmn:userTask id="task" yizhan:status="in-review"/>'),
  'i18n/en.json': JSON.stringify({ elements: { task: 'Task', gone: 'Gone' }, forms: {} }),
  'forms/decision.json': JSON.stringify({
    title: { zh: '许可决定', en: 'Decision' },
    schema: { type: 'object', properties: {} },
  }),
  'forms/broken.json': '{',
  'decisions/D.dmn': '<definitions><decision id="D-1" name="甲 &amp; 乙"/></definitions>',
};

describe('files to publish', () => {
  test('carry a version that is newer than every other of the same major', () => {
    expect(nextVersion('1.0', ['1.0'])).toBe('1.1');
    expect(nextVersion('1.0', ['1.9', '1.10', '2.3'])).toBe('1.11');
  });

  test('change nothing of the manifest but the version', () => {
    expect(prepareFiles(FILES, '1.1')['manifest.json']).toBe(MANIFEST.replace('1.0', '1.1'));
  });

  test('lose English names whose element has gone, which the server would refuse', () => {
    expect(englishElements(prepareFiles(FILES, '1.1'))).toEqual({ task: 'Task' });
  });

  test('keep the text of i18n while no name has changed', () => {
    expect(withEnglishElements(FILES, { task: 'Task', gone: 'Gone' })).toBe(FILES['i18n/en.json']);
    const changed = withEnglishElements(FILES, { task: 'Do it' });
    expect(JSON.parse(changed ?? '')).toEqual({ elements: { task: 'Do it' }, forms: {} });
  });
});

describe('what a process may name', () => {
  test('is read from files that may be broken, own files first', () => {
    const found = packageResources(FILES, [
      {
        'forms/decision.json': FILES['forms/decision.json'],
        'sub.bpmn': processFile('').replace('id="p"', 'id="sub"'),
      },
    ]);
    expect(found.forms.map(({ id }) => id)).toEqual(['decision']);
    expect(found.processes.map(({ key }) => key)).toEqual(['p', 'sub']);
    expect(found.decisions).toEqual([{ key: 'D-1', name: { zh: '甲 & 乙', en: '甲 & 乙' } }]);
    expect(found.statuses.filter(({ key }) => key === 'in-review')).toHaveLength(1);
    expect(found.roles.length).toBeGreaterThan(30);
    expect(found.roles.every(({ key, name }) => name.zh !== key)).toBe(true);
  });
});

test('a form preview finds the nodes that fill a form in and those that show it, caseForm and the start form included', async () => {
  const compiled = await compileBpmn(
    processFile(`
      <bpmn:startEvent id="start"><bpmn:extensionElements><yizhan:formAccess form="application" default="write"/></bpmn:extensionElements><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
      <bpmn:userTask id="look"><bpmn:extensionElements><zeebe:userTask/><zeebe:assignmentDefinition candidateGroups="approver"/><yizhan:formAccess form="=caseForm" default="read"/></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
      <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
      <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="look"/><bpmn:sequenceFlow id="f2" sourceRef="look" targetRef="end"/>`),
  );
  expect(compiled).toMatchObject({ ok: true });
  const plans = compiled.ok ? compiled.plans : [];
  const service = { processId: 'p', startEventId: 'start', formId: 'application' };
  expect(previewNodes(plans, 'application', service).map(({ key, writable }) => [key, writable])).toEqual([
    ['p/start', true],
    ['p/look', false],
  ]);
});
