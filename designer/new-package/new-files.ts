import type { Text } from '../../engine/index.js';
import { newTable } from '../decision-editor/table.js';
import { writeTable } from '../decision-editor/write-table.js';
import { jsonText, withDecisionName } from '../fields/english-file.js';
import { englishElements, type PackageFiles, withEnglishElements } from '../publish/prepare-files.js';

/** What can be added to a package in the designer. */
export type NewFileKind = 'process' | 'form' | 'decision' | 'register';

/** Names of files that the compiler takes, by kind: a form is a variable, the others are keys. */
export const FILE_NAMES: Readonly<Record<NewFileKind, RegExp>> = {
  process: /^[a-z][a-z0-9-]{0,62}$/,
  form: /^[a-z][A-Za-z0-9]{0,62}$/,
  decision: /^[A-Za-z][A-Za-z0-9-]{0,62}$/,
  register: /^[a-z][a-z0-9-]{0,62}$/,
};

/** Where a new file lies. */
export function newFilePath(kind: NewFileKind, name: string): string {
  switch (kind) {
    case 'process':
      return `${name}.bpmn`;
    case 'form':
      return `forms/${name}.json`;
    case 'decision':
      return `decisions/${name}.dmn`;
    case 'register':
      return `registers/${name}.json`;
  }
}

/** A new file with what it begins with, and the English names that belong to it. */
export function newFile(
  files: PackageFiles,
  input: { readonly kind: NewFileKind; readonly name: string; readonly title: Text },
): PackageFiles {
  const { kind, name, title } = input;
  const path = newFilePath(kind, name);
  switch (kind) {
    case 'process':
      return { [path]: newProcess(name, title.zh, undefined), ...withNames(files, { [name]: title.en }) };
    case 'form':
      return { [path]: newForm(title) };
    case 'decision':
      return { [path]: writeTable(newTable(name, title.zh)), ...withDecisionName(files, name, title.en) };
    case 'register':
      return { [path]: newRegister(name, title) };
  }
}

/** What a new package is made from. */
export interface NewPackage {
  readonly key: string;
  readonly title: Text;
  /** Begins every case number: 2 to 12 capitals and digits. */
  readonly itemCode: string;
  readonly startRoles: readonly string[];
  /** Packages it needs, by key and major version. */
  readonly requires: Readonly<Record<string, string>>;
}

/** The form that an application of a new package is. */
const APPLICATION = 'application';

/** A package that can be started: a process with its start, the application form, the service page. */
export function newPackageFiles({ key, title, itemCode, startRoles, requires }: NewPackage): PackageFiles {
  const service = {
    processId: key,
    startEventId: 'start',
    formId: APPLICATION,
    itemCode,
    audience: ['resident'],
    startRoles,
    topics: [title.zh],
    who: { zh: '辖区居民', en: 'Residents of the subdistrict' },
    bring: [],
    limits: { zh: '按流程时限办理', en: 'Within the time limits of the process' },
    steps: [{ zh: '网上提交申请', en: 'Apply online' }],
    contact: { zh: '街道便民服务中心', en: 'Service centre of the subdistrict' },
  };
  const english = {
    elements: { [key]: title.en, start: 'Application sent' },
    forms: { [APPLICATION]: { '/properties/matter/title': 'Matter' } },
  };
  return {
    'manifest.json': jsonText({ key, version: '1.0', title: { ...title }, requires, requireSound: true, service }),
    [`${key}.bpmn`]: newProcess(key, title.zh, APPLICATION),
    [`forms/${APPLICATION}.json`]: newForm({ zh: `${title.zh}申请表`, en: `${title.en}: application` }),
    'i18n/en.json': jsonText(english),
  };
}

function newForm(title: Text): string {
  const properties = { matter: { type: 'string', title: '事项', minLength: 1, maxLength: 100 } };
  const schema = { type: 'object', additionalProperties: false, required: ['matter'], properties };
  return jsonText({ title: { ...title }, schema, uiSchema: {}, rules: [] });
}

function newRegister(key: string, title: Text): string {
  const properties = { number: { type: 'string', title: '编号', minLength: 1, maxLength: 40 } };
  const schema = { type: 'object', additionalProperties: false, required: ['number'], properties };
  return jsonText({
    key,
    title: { ...title },
    keyProperty: 'number',
    list: { columns: ['number'] },
    schema,
    unique: [],
  });
}

function withNames(files: PackageFiles, names: Readonly<Record<string, string>>): PackageFiles {
  const text = withEnglishElements(files, { ...englishElements(files), ...names });
  return text === undefined ? {} : { 'i18n/en.json': text };
}

function newProcess(id: string, name: string, formId: string | undefined): string {
  const access =
    formId === undefined
      ? ''
      : `
      <bpmn:extensionElements>
        <yizhan:formAccess form="${formId}" default="write" complete="true"/>
      </bpmn:extensionElements>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:yizhan="urn:yizhan:bpmn:1" id="definitions_${id}" targetNamespace="urn:yizhan:definitions">
  <bpmn:process id="${id}" name="${escaped(name)}" isExecutable="true">
    <bpmn:startEvent id="start" name="提交申请">${access}
    </bpmn:startEvent>
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_${id}">
    <bpmndi:BPMNPlane id="plane_${id}" bpmnElement="${id}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="160" y="142" width="36" height="36"/>
        <bpmndi:BPMNLabel>
          <dc:Bounds x="133" y="182" width="90" height="14"/>
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
}
