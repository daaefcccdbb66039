import {
  taskForms,
  visibleVariables,
  type InstanceState,
  type JsonObject,
  type Program,
  type TaskForm,
  type UserTaskPlan,
  type WorkItem,
} from '../../engine/index.js';
import { RequestProblem } from './request-problem.js';

/** `<instance id>:<w1>` taken apart. Throws RequestProblem NOT_FOUND. */
export function splitWorkItemId(id: string): { readonly instanceId: string; readonly itemId: string } {
  const found = /^(.+):(w\d+)$/.exec(id);
  if (found?.[1] === undefined || found[2] === undefined) throw new RequestProblem('NOT_FOUND');
  return { instanceId: found[1], itemId: found[2] };
}

/** An open work item with its task and the forms it shows, its own first. */
export interface OpenWorkItem {
  readonly item: WorkItem;
  readonly task: UserTaskPlan;
  readonly variables: JsonObject;
  readonly forms: readonly TaskForm[];
}

/** Finds an open work item at `now` (ms since the epoch). Throws RequestProblem WORK_ITEM_GONE. */
export function openWorkItem(state: InstanceState, program: Program, itemId: string, now: number): OpenWorkItem {
  const item = state.workItems[itemId];
  const task = item === undefined ? undefined : program.plan.elements[item.elementId];
  if (item === undefined || task?.type !== 'userTask') throw new RequestProblem('WORK_ITEM_GONE');
  const variables = visibleVariables(state, item.scopeId);
  const forms = taskForms({
    plan: program.plan,
    form: task.form,
    formId: item.formId,
    expressions: program.expressions,
    context: variables,
    environment: { calendar: program.environment.calendar, now, config: state.config },
  });
  return { item, task, variables, forms };
}

/** The document of a form among variables; empty when nobody has written it yet. */
export function documentOf(variables: JsonObject, formId: string): JsonObject | undefined {
  const value = variables[formId];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
