import { feelEnvironment, visibleVariables } from '../core/scope.js';
import { valueOf } from '../form/resolve-access.js';
import { taskForms, type TaskForm } from '../form/task-forms.js';
import type { FormDefinition } from '../model/package.js';
import type { InstanceState, WorkItem } from '../model/state.js';
import type { Office } from './office.js';

/** An open work item with its place: `assign`, or `accept/examineRequest` inside a called process. */
export interface OpenTask {
  readonly path: string;
  readonly instance: InstanceState;
  readonly item: WorkItem;
  forms(): readonly TaskForm[];
  /** JSON Pointers this node may write: its entries, and what its expression opens. */
  writable(): readonly string[];
}

/** All open work items of the case and its called instances, oldest instance first. */
export function openTasks(office: Office): readonly OpenTask[] {
  return office
    .instances()
    .filter((instance) => instance.status === 'active')
    .flatMap((instance) =>
      Object.values(instance.workItems).map((item): OpenTask => {
        const forms = () => formsOf(office, instance, item);
        return {
          path: [...callPath(office, instance), item.elementId].join('/'),
          instance,
          item,
          forms,
          writable: () => {
            const access = forms().find((one) => one.writable)?.access;
            const entries = (access?.fields ?? []).filter((one) => one.access === 'write' || one.access === 'append');
            return [...entries.map((one) => one.path), ...(access?.writable ?? [])];
          },
        };
      }),
    );
}

/** The form definition with this id in any package of the office. */
export function formDefinition(office: Office, formId: string): FormDefinition | undefined {
  return office.setup.packages.map((one) => one.forms.get(formId)).find((one) => one !== undefined);
}

function formsOf(office: Office, instance: InstanceState, item: WorkItem): readonly TaskForm[] {
  const program = office.program(instance.processId);
  const element = program.plan.elements[item.elementId];
  if (element?.type !== 'userTask') return [];
  const context = visibleVariables(instance, item.scopeId);
  const environment = feelEnvironment(program, instance, office.now());
  const { formId } = element.form;
  const own = formId === undefined ? undefined : valueOf(formId, program.expressions, context, environment);
  return taskForms({
    plan: program.plan,
    form: element.form,
    formId: typeof own === 'string' ? own : undefined,
    expressions: program.expressions,
    context,
    environment,
  });
}

function callPath(office: Office, instance: InstanceState): readonly string[] {
  if (instance.parent === undefined) return [];
  const { instanceId, callId } = instance.parent;
  const parent = office.instances().find((one) => one.instanceId === instanceId);
  const call = parent?.calls[callId];
  return parent === undefined ? [] : [...callPath(office, parent), call?.elementId ?? callId];
}
