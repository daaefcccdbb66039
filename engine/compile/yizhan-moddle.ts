import { APPROVAL_ATTRIBUTES } from './extension-vocabulary.js';
import { YIZHAN } from './namespaces.js';

interface ModdleProperty {
  readonly name: string;
  readonly type: 'String' | 'Boolean' | 'Field' | 'Threshold' | 'Operation';
  readonly isAttr?: boolean;
  readonly isMany?: boolean;
}

interface ModdleType {
  readonly name: string;
  readonly superClass?: readonly string[];
  readonly extends?: readonly string[];
  readonly isAbstract?: boolean;
  readonly properties: readonly ModdleProperty[];
  readonly meta?: { readonly allowedIn: readonly string[] };
}

/** A package descriptor as moddle reads it. */
export interface ModdleDescriptor {
  readonly name: string;
  readonly prefix: string;
  readonly uri: string;
  readonly xml: { readonly tagAlias: 'lowerCase' };
  readonly associations: readonly [];
  readonly types: readonly ModdleType[];
}

const text = (...names: readonly string[]): readonly ModdleProperty[] =>
  names.map((name) => ({ name, type: 'String', isAttr: true }));
const flag = (name: string): ModdleProperty => ({ name, type: 'Boolean', isAttr: true });

/** The moddle descriptor of our namespace, for editors that read and write models by bpmn-moddle (the designer). */
export const YIZHAN_MODDLE: ModdleDescriptor = {
  name: 'Yizhan',
  prefix: 'yizhan',
  uri: YIZHAN,
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    {
      name: 'FormAccess',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Process', 'bpmn:UserTask', 'bpmn:StartEvent'] },
      properties: [
        ...text('form', 'default', 'write', 'joint'),
        flag('complete'),
        { name: 'fields', type: 'Field', isMany: true },
      ],
    },
    { name: 'Field', superClass: ['Element'], properties: [...text('path', 'access'), flag('required')] },
    {
      name: 'TimeLimit',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Process', 'bpmn:Activity'] },
      properties: text('id', 'legal', 'promised', 'unit', 'from', 'pausedIn'),
    },
    {
      name: 'Clock',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:FlowNode'] },
      properties: text('action', 'at', 'limit', 'amount'),
    },
    {
      name: 'Approval',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:UserTask'] },
      properties: [...text(...APPROVAL_ATTRIBUTES), { name: 'thresholds', type: 'Threshold', isMany: true }],
    },
    { name: 'Threshold', superClass: ['Element'], properties: text('of', 'base', 'weight', 'share', 'strict') },
    {
      name: 'Operations',
      superClass: ['Element'],
      meta: { allowedIn: ['bpmn:Process', 'bpmn:UserTask'] },
      properties: [{ name: 'operations', type: 'Operation', isMany: true }],
    },
    { name: 'Operation', superClass: ['Element'], properties: text('name', 'roles', 'period') },
    {
      name: 'StatusSupported',
      isAbstract: true,
      extends: ['bpmn:Activity', 'bpmn:EndEvent'],
      properties: text('status'),
    },
    {
      name: 'SeparationSupported',
      isAbstract: true,
      extends: ['bpmn:UserTask'],
      properties: text('notSameUserAs'),
    },
    {
      name: 'WorkingTimeSupported',
      isAbstract: true,
      extends: ['bpmn:TimerEventDefinition'],
      properties: [...text('unit', 'from', 'endOf', 'catchUp'), flag('workingTime')],
    },
    {
      name: 'OncePerKeySupported',
      isAbstract: true,
      extends: ['bpmn:StartEvent', 'bpmn:ReceiveTask', 'bpmn:IntermediateCatchEvent'],
      properties: [flag('oncePerKey')],
    },
    {
      name: 'SuspensionSupported',
      isAbstract: true,
      extends: ['bpmn:Process'],
      properties: [flag('suspendStopsClock')],
    },
  ],
};
