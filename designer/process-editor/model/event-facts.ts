import { setExtension, extensionOf } from './extensions.js';
import { withMark, withoutMark } from './feel-text.js';
import {
  type Create,
  type Edit,
  enclosing,
  idOf,
  type ModdleObject,
  partOf,
  partsOf,
  textOf,
} from './moddle-object.js';

/** The one event definition of an event. */
export function definitionOf(element: ModdleObject): ModdleObject | undefined {
  return element.$instanceOf('bpmn:Event') ? partsOf(element, 'eventDefinitions')[0] : undefined;
}

/** The definitions element of the file that holds an element. */
export function rootOf(element: ModdleObject): ModdleObject | undefined {
  return enclosing(element, 'bpmn:Definitions');
}

/** Root elements of one type in the file (`bpmn:Message`, `bpmn:Error`, `bpmn:Escalation`). */
export function rootElements(element: ModdleObject, type: string): readonly ModdleObject[] {
  return partsOf(rootOf(element), 'rootElements').filter((one) => one.$type === type);
}

/** What an event or task refers to, by the kind of its definition. */
export interface ReferenceKind {
  readonly property: 'messageRef' | 'errorRef' | 'escalationRef';
  readonly root: 'bpmn:Message' | 'bpmn:Error' | 'bpmn:Escalation';
  readonly prefix: string;
  /** The attribute that names it at run time. */
  readonly key: 'name' | 'errorCode' | 'escalationCode';
}

const MESSAGE: ReferenceKind = { property: 'messageRef', root: 'bpmn:Message', prefix: 'message', key: 'name' };
const KINDS: Readonly<Record<string, ReferenceKind>> = {
  'bpmn:MessageEventDefinition': MESSAGE,
  'bpmn:ErrorEventDefinition': { property: 'errorRef', root: 'bpmn:Error', prefix: 'error', key: 'errorCode' },
  'bpmn:EscalationEventDefinition': {
    property: 'escalationRef',
    root: 'bpmn:Escalation',
    prefix: 'escalation',
    key: 'escalationCode',
  },
  'bpmn:ReceiveTask': MESSAGE,
  'bpmn:SendTask': MESSAGE,
};

/** What this event definition (or receive or send task) refers to; undefined when it refers to nothing. */
export function referenceKind(holder: ModdleObject): ReferenceKind | undefined {
  return KINDS[holder.$type];
}

/** Makes a new message, error or escalation and refers to it: both edits are one step. */
export function referToNew(create: Create, holder: ModdleObject, name: string): readonly Edit[] {
  const kind = referenceKind(holder);
  const root = rootOf(holder);
  if (!kind || !root) return [];
  const elements = partsOf(root, 'rootElements');
  const id = freeId(elements, `${kind.prefix}_${name.replace(/[^\w.-]/g, '') || 'new'}`);
  const made = create(kind.root, { id, name, ...(kind.key === 'name' ? {} : { [kind.key]: name }) });
  return [
    { target: root, properties: { rootElements: [...elements, made] } },
    { target: holder, properties: { [kind.property]: made } },
  ];
}

/** The FEEL text that finds the case a message is for. */
export function correlationKey(message: ModdleObject | undefined): string {
  return withoutMark(textOf(extensionOf(message, 'zeebe:Subscription'), 'correlationKey'));
}

/** Sets it. */
export function setCorrelationKey(create: Create, message: ModdleObject, text: string): Edit {
  return setExtension(create, message, 'zeebe:Subscription', { correlationKey: withMark(text) });
}

/** What an element refers to just now. */
export function referenceOf(holder: ModdleObject): ModdleObject | undefined {
  const kind = referenceKind(holder);
  return kind && partOf(holder, kind.property);
}

function freeId(elements: readonly ModdleObject[], wanted: string): string {
  const taken = new Set(elements.map(idOf));
  let id = wanted;
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}_${n}`;
  return id;
}
