import { BpmnModdle } from 'bpmn-moddle';
import { SaxesParser } from 'saxes';
import { MODDLE_EXTENSIONS } from '../../designer/process-editor/moddle-extensions.js';
import type { Create, Edit, ModdleObject } from '../../designer/process-editor/model/moddle-object.js';

const NAMESPACES = `xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:yizhan="urn:yizhan:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:flowable="http://flowable.org/bpmn"`;

/** A process file with these elements. */
export const processFile = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="definitions_p" targetNamespace="urn:test">
  <bpmn:process id="p" name="流程" isExecutable="true">${content}</bpmn:process>
</bpmn:definitions>`;

/** A process drawn with two other tools. */
export const FOREIGN = processFile(`
    <bpmn:userTask id="task" name="办理" camunda:asyncBefore="true" flowable:candidateGroups="clerks" yizhan:status="accepted">
      <bpmn:extensionElements>
        <flowable:taskListener event="create" class="x.Y"><flowable:field name="a"><flowable:string>b</flowable:string></flowable:field></flowable:taskListener>
        <zeebe:userTask/>
        <yizhan:timeLimit id="decide" legal="10" unit="wd"/>
        <camunda:properties><camunda:property name="k" value="v"/></camunda:properties>
      </bpmn:extensionElements>
    </bpmn:userTask>`);

/** An XML element as names, sorted attributes, own text and children in order; layout and prefix declarations do not count. */
export interface Exchanged {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: Exchanged[];
}

/** Reads XML with a parser that knows nothing of BPMN. */
export function exchangeOf(xml: string): Exchanged {
  const root: Exchanged = { name: '', attributes: {}, text: '', children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes)
      .filter(({ name }) => !name.startsWith('xmlns'))
      .map(({ uri, local, value }): [string, string] => [uri === '' ? local : `${uri}#${local}`, value])
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const element: Exchanged = {
      name: `${tag.uri}#${tag.local}`,
      attributes: Object.fromEntries(attributes),
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const at = open.at(-1);
    if (at) at.text += text.trim();
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root;
}

/** A file as the panel's model functions see it, with what the editor does around them. */
export interface OpenFile {
  readonly definitions: ModdleObject;
  readonly create: Create;
  readonly element: (id: string) => ModdleObject;
  readonly apply: (...edits: readonly Edit[]) => void;
  readonly xml: () => Promise<string>;
}

/** Opens a file without a canvas; `apply` sets properties as the commands of bpmn-js do. */
export async function openFile(xml: string): Promise<OpenFile> {
  const moddle = new BpmnModdle(MODDLE_EXTENSIONS);
  const { rootElement, elementsById } = await moddle.fromXML(xml);
  return {
    definitions: rootElement as ModdleObject,
    create: (type, properties) => moddle.create(type, properties) as ModdleObject,
    element: (id) => {
      const found = elementsById[id];
      if (!found) throw new Error(`no element ${id}`);
      return found as ModdleObject;
    },
    apply: (...edits) => {
      for (const { target, properties } of edits) {
        for (const [name, value] of Object.entries(properties)) {
          (target as unknown as { set(key: string, next: unknown): void }).set(name, value);
        }
      }
    },
    xml: async () => (await moddle.toXML(rootElement, { format: false })).xml,
  };
}
