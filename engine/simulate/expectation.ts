import { dateOf } from '../calendar/instants.js';
import { lampAt } from '../calendar/lamp.js';
import { isObject, sameJson, valueAt } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { InstanceState, WorkItem } from '../model/state.js';
import type { Office } from './office.js';
import { openTasks } from './open-tasks.js';
import type { Expectation, ExpectedTask, ScenarioFailure } from './scenario.js';

/** How many jobs and documents had been seen at the last expectation. */
export interface Mark {
  readonly jobs: number;
  readonly documents: number;
}

/** Compares an expectation with the office; an empty list means that all of it holds. */
export function unmet(office: Office, expectation: Expectation, mark: Mark, step: string): readonly ScenarioFailure[] {
  const failures: ScenarioFailure[] = [];
  const root = office.root();
  const say = (what: string, expected: unknown, actual: unknown) =>
    failures.push({ step, what, expected: JSON.stringify(expected), actual: JSON.stringify(actual) ?? 'nothing' });
  const { status, tasks, documents, effects, variables, lamps, ended, incidents } = expectation;

  if (status !== undefined && root?.caseStatus !== status) say('status', status, root?.caseStatus);
  if (tasks !== undefined) compareTasks(office, tasks, say);
  const issued = office.world.documents.slice(mark.documents).map((one) => one.template);
  if (documents !== undefined && !sameJson(documents, issued)) say('documents', documents, issued);
  if (effects !== undefined) compareEffects(office, effects, mark, say);
  for (const [pointer, value] of Object.entries(variables ?? {})) {
    const actual = root === undefined ? undefined : valueAt(root.scopes[root.rootScopeId]?.variables, pointer);
    if (!sameJson(actual ?? null, value)) say(`variable ${pointer}`, value, actual);
  }
  for (const [key, level] of Object.entries(lamps ?? {})) {
    const actual = lampOf(office, key);
    if (actual !== level) say(`lamp ${key}`, level, actual);
  }
  const end = root?.status === 'completed' ? (root.endEventId ?? 'completed') : (root?.status ?? 'none');
  const endOrOther = root?.endEventId ?? end;
  if (ended !== undefined && ended !== end && ended !== endOrOther) say('ended', ended, end);
  if (ended === undefined && tasks !== undefined && root?.status !== 'active') say('still active', 'active', end);
  const open = office.instances().flatMap((one) => Object.values(one.incidents));
  if (open.length !== (incidents ?? 0)) {
    say(
      'incidents',
      incidents ?? 0,
      open.map((one) => `${one.elementId}: ${one.code} ${one.message}`),
    );
  }
  return failures;
}

type Say = (what: string, expected: unknown, actual: unknown) => void;

function compareTasks(office: Office, expected: readonly ExpectedTask[], say: Say): void {
  const open = openTasks(office);
  const left = [...open];
  for (const task of expected) {
    const index = left.findIndex(
      (one) => one.path === task.task && (task.assignee === undefined || (one.item.assignee ?? null) === task.assignee),
    );
    const found = left[index];
    if (found === undefined) {
      say(
        'tasks',
        task,
        open.map((one) => ({ task: one.path, assignee: one.item.assignee ?? null })),
      );
      continue;
    }
    left.splice(index, 1);
    const { item, instance } = found;
    if (task.candidates !== undefined && !sameJson(task.candidates, item.candidateGroups)) {
      say(`candidates of ${task.task}`, task.candidates, item.candidateGroups);
    }
    for (const side of ['promised', 'legal'] as const) {
      const actual = dueDate(office, instance, item, side);
      if (task[side] !== undefined && task[side] !== actual) say(`${side} of ${task.task}`, task[side], actual);
    }
    if (task.writable !== undefined && !sameJson(task.writable, found.writable())) {
      say(`writable fields of ${task.task}`, task.writable, found.writable());
    }
  }
  if (left.length > 0)
    say(
      'no further tasks',
      [],
      left.map((one) => one.path),
    );
}

function dueDate(
  office: Office,
  instance: InstanceState,
  item: WorkItem,
  side: 'promised' | 'legal',
): string | undefined {
  for (const id of item.limitIds) {
    const limit = instance.limits[id];
    const due = side === 'promised' ? limit?.promisedDueAt : limit?.legalDueAt;
    // A period ends with its due instant; the day it belongs to is the one just before.
    if (due !== undefined) return dateOf(office.setup.calendar, due - 1);
  }
  return undefined;
}

function compareEffects(office: Office, expected: readonly JsonObject[], mark: Mark, say: Say): void {
  const jobs = office.jobs.slice(mark.jobs).map((one): JsonObject => ({ ...one.input, job: one.job }));
  let from = 0;
  for (const effect of expected) {
    const index = jobs.findIndex((job, at) => at >= from && contains(job, effect));
    if (index < 0) {
      say(
        'effects',
        effect,
        jobs.map((job) => summary(job)),
      );
      return;
    }
    from = index + 1;
  }
}

function contains(actual: JsonValue | undefined, part: JsonValue): boolean {
  if (isObject(part))
    return isObject(actual) && Object.entries(part).every(([key, value]) => contains(actual[key], value));
  return sameJson(actual, part);
}

function summary(job: JsonObject): string {
  return [job['job'], job['register'], job['template'], job['to']].filter((one) => typeof one === 'string').join(' ');
}

function lampOf(office: Office, key: string): string | undefined {
  for (const instance of office.instances()) {
    const limit = Object.values(instance.limits).find((one) => one.key === key);
    if (limit === undefined) continue;
    return lampAt({
      cal: office.setup.calendar,
      startedAt: limit.startedAt,
      promisedDueAt: limit.promisedDueAt,
      legalDueAt: limit.legalDueAt,
      spanWd: limit.unit === 'wd' ? limit.promised : null,
      now: office.now(),
    });
  }
  return undefined;
}
