import { isOffered, REFUSED_SWITCHES } from '../model/executed.js';
import type { ModdleObject } from '../model/moddle-object.js';
import type { DiagramElement } from './editor-services.js';

type Entry = Readonly<Record<string, unknown>>;
type Entries = Readonly<Record<string, Entry>>;
type Change = (entries: Entries) => Entries;
type Translate = (text: string) => string;
type Draw = (event: unknown, shape: unknown, context?: object) => void;

interface Services {
  readonly palette: { registerProvider(priority: number, provider: object): void };
  readonly contextPad: { registerProvider(priority: number, provider: object): void };
  readonly popupMenu: { registerProvider(id: string, priority: number, provider: object): void };
  readonly translate: Translate;
  readonly elementFactory: { createShape(attributes: object): unknown };
  readonly create: { start: Draw };
  readonly autoPlace: { append(source: DiagramElement, shape: unknown): void };
}

/** After the providers of bpmn-js, whose entries are changed here. */
const LATE = 500;

const TASKS = [
  {
    name: 'user-task',
    type: 'bpmn:UserTask',
    icon: 'bpmn-icon-user-task',
    create: 'Create user task',
    append: 'Append user task',
  },
  {
    name: 'service-task',
    type: 'bpmn:ServiceTask',
    icon: 'bpmn-icon-service-task',
    create: 'Create service task',
    append: 'Append service task',
  },
] as const;

/** Palette, context pad and change menu without what the engine refuses: an undefined task becomes user task and service task. */
function executedOnly(
  palette: Services['palette'],
  contextPad: Services['contextPad'],
  popupMenu: Services['popupMenu'],
  translate: Translate,
  elementFactory: Services['elementFactory'],
  create: Services['create'],
  autoPlace: Services['autoPlace'],
): void {
  const drawer = (type: string) => (event: unknown) => create.start(event, elementFactory.createShape({ type }));
  const entry = (type: string, group: string, className: string, title: string): Entry => ({
    group,
    className,
    title: translate(title),
    action: { click: drawer(type), dragstart: drawer(type) },
  });

  const changePalette: Change = (entries) => {
    const kept = Object.entries(entries).flatMap(([id, one]): [string, Entry][] => {
      if (id === 'create.data-object' || id === 'create.data-store') return [];
      if (id !== 'create.task') return [[id, one]];
      const tasks = TASKS.map((task): [string, Entry] => [
        `create.${task.name}`,
        entry(task.type, 'activity', task.icon, task.create),
      ]);
      return [
        ...tasks,
        [
          'create.call-activity',
          entry('bpmn:CallActivity', 'activity', 'bpmn-icon-call-activity', 'Create call activity'),
        ],
      ];
    });
    const note = entry('bpmn:TextAnnotation', 'artifact', 'bpmn-icon-text-annotation', 'Create text annotation');
    return Object.fromEntries([...kept, ['create.text-annotation', note]]);
  };

  const changePad: Change = (entries) =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([id, one]): [string, Entry][] => {
        if (id === 'append.append-task') {
          return TASKS.map((task): [string, Entry] => [
            `append.${task.name}`,
            {
              group: 'model',
              className: task.icon,
              title: translate(task.append),
              action: {
                click: (_: unknown, element: DiagramElement) =>
                  autoPlace.append(element, elementFactory.createShape({ type: task.type })),
                dragstart: (event: unknown, element: DiagramElement) =>
                  create.start(event, elementFactory.createShape({ type: task.type }), { source: element }),
              },
            },
          ]);
        }
        if (id !== 'append.compensation-activity') return [[id, one]];
        const attributes = { type: 'bpmn:ServiceTask', isForCompensation: true };
        const action = {
          click: (_: unknown, element: DiagramElement) =>
            autoPlace.append(element, elementFactory.createShape(attributes)),
          dragstart: (event: unknown, element: DiagramElement) =>
            create.start(event, elementFactory.createShape(attributes), { source: element }),
        };
        return [[id, { ...one, className: 'bpmn-icon-service-task', action }]];
      }),
    );

  const changeMenu = (element: DiagramElement): Change => {
    const place = { inEventSubProcess: isInEventSubProcess(element) };
    return (entries) => Object.fromEntries(Object.entries(entries).filter(([id]) => isOffered(id, place)));
  };

  palette.registerProvider(LATE, { getPaletteEntries: () => changePalette });
  contextPad.registerProvider(LATE, { getContextPadEntries: () => changePad });
  popupMenu.registerProvider('bpmn-replace', LATE, {
    getPopupMenuEntries: changeMenu,
    getPopupMenuHeaderEntries: (): Change => (entries) =>
      Object.fromEntries(Object.entries(entries).filter(([id]) => !REFUSED_SWITCHES.includes(id))),
  });
}
executedOnly.$inject = ['palette', 'contextPad', 'popupMenu', 'translate', 'elementFactory', 'create', 'autoPlace'];

/** The module of bpmn-js that offers only what is executed. */
export const EXECUTED_ONLY = {
  __init__: ['executedOnly'],
  executedOnly: ['type', executedOnly],
};

function isInEventSubProcess({ businessObject }: DiagramElement): boolean {
  const container: ModdleObject | undefined = businessObject.$parent;
  return container?.$type === 'bpmn:SubProcess' && container.get('triggeredByEvent') === true;
}
