import { isObject, pointerOf } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import { checkRows } from './check-samples.js';
import { isJobType } from './job-types.js';
import type { PackageDraft } from './package-draft.js';
import { allPlans, configKeys, lookUp } from './package-draft.js';
import { errorAt } from './problem-maker.js';

type Refuse = (parts: readonly string[], rule: string, zh: string, en: string) => void;

interface Known {
  readonly elements: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly messages: ReadonlySet<string>;
  readonly statuses: ReadonlySet<string>;
  readonly limits: ReadonlySet<string>;
}

/** A scenario names only what exists: sample document, people, registers, configuration, tasks, messages, templates, statuses, limits. */
export function checkScenario(draft: PackageDraft, name: string, scenario: JsonObject): Problem[] {
  const file = `scenarios/${name}.json`;
  const problems: Problem[] = [];
  const refuse: Refuse = (parts, rule, zh, en) => {
    problems.push(errorAt(rule, { file, pointer: pointerOf(parts) }, zh, en));
  };
  const known = knownNames(draft, scenario);
  if (!draft.manifest.service)
    refuse([], 'scenario-service', '没有服务的流程包不能有场景', 'A package without a service has no scenarios');
  for (const key of Object.keys(objectOf(scenario['config']))) {
    if (!configKeys(draft).includes(key))
      refuse(['config', key], 'config-key', `没有配置项 ${key}`, `There is no configuration key ${key}`);
  }
  for (const [key, rows] of Object.entries(objectOf(scenario['registers']))) {
    const register = lookUp(draft, 'registers', key);
    if (!register) refuse(['registers', key], 'register-missing', `没有登记册 ${key}`, `There is no register ${key}`);
    else
      problems.push(
        ...checkRows(listOf(rows), register, (parts, rule, zh, en) =>
          errorAt(rule, { file, pointer: pointerOf(['registers', key, ...parts]) }, zh, en),
        ),
      );
  }
  for (const job of Object.keys(objectOf(scenario['service']))) {
    if (!isJobType(job)) refuse(['service', job], 'job-type', `未知的作业类型：${job}`, `Unknown job type: ${job}`);
  }
  const start = objectOf(scenario['start']);
  const document = start['document'];
  if (
    typeof document === 'string' &&
    ![draft, ...draft.dependencies].some((one) => Object.hasOwn(one.files, document))
  ) {
    refuse(['start', 'document'], 'sample-missing', `没有样例 ${document}`, `There is no sample ${document}`);
  }
  checkActor(start, ['start'], known, refuse);
  checkExpectation(draft, start['expect'], ['start', 'expect'], known, refuse);
  listOf(scenario['steps']).forEach((step, index) =>
    checkStep(draft, objectOf(step), ['steps', String(index)], known, refuse),
  );
  checkExpectation(draft, scenario['end'], ['end'], known, refuse);
  return problems;
}

function checkStep(
  draft: PackageDraft,
  step: JsonObject,
  parts: readonly string[],
  known: Known,
  refuse: Refuse,
): void {
  checkActor(step, parts, known, refuse);
  checkTask(step['task'], [...parts, 'task'], known, refuse);
  const message = step['message'];
  if (typeof message === 'string' && !known.messages.has(message)) {
    refuse([...parts, 'message'], 'message-missing', `没有消息 ${message}`, `There is no message ${message}`);
  }
  checkExpectation(draft, step['expect'], [...parts, 'expect'], known, refuse);
}

function checkExpectation(
  draft: PackageDraft,
  value: JsonValue | undefined,
  parts: readonly string[],
  known: Known,
  refuse: Refuse,
): void {
  const expectation = objectOf(value);
  const { status, ended } = expectation;
  if (typeof status === 'string' && !known.statuses.has(status))
    refuse([...parts, 'status'], 'status-missing', `没有状态 ${status}`, `No element sets the status ${status}`);
  listOf(expectation['tasks']).forEach((task, index) => {
    checkTask(objectOf(task)['task'], [...parts, 'tasks', String(index), 'task'], known, refuse);
    checkActor(
      { actor: objectOf(task)['assignee'] ?? null },
      [...parts, 'tasks', String(index)],
      known,
      refuse,
      'assignee',
    );
  });
  listOf(expectation['documents']).forEach((template, index) => {
    if (typeof template !== 'string' || lookUp(draft, 'documents', template)) return;
    refuse(
      [...parts, 'documents', String(index)],
      'document-missing',
      `没有文书模板 ${template}`,
      `There is no document template ${template}`,
    );
  });
  listOf(expectation['effects']).forEach((effect, index) => {
    const { job, register } = objectOf(effect);
    const place = [...parts, 'effects', String(index)];
    if (typeof job === 'string' && !isJobType(job))
      refuse([...place, 'job'], 'job-type', `未知的作业类型：${job}`, `Unknown job type: ${job}`);
    if (typeof register === 'string' && !lookUp(draft, 'registers', register))
      refuse([...place, 'register'], 'register-missing', `没有登记册 ${register}`, `There is no register ${register}`);
  });
  for (const key of Object.keys(objectOf(expectation['lamps']))) {
    if (!known.limits.has(key))
      refuse([...parts, 'lamps', key], 'limit-missing', `没有时限 ${key}`, `There is no time limit ${key}`);
  }
  const otherEnds = ['completed', 'failed', 'terminated', 'cancelled'];
  if (typeof ended === 'string' && !known.elements.has(ended) && !otherEnds.includes(ended)) {
    refuse([...parts, 'ended'], 'element-missing', `没有结束事件 ${ended}`, `There is no end event ${ended}`);
  }
}

function checkTask(value: JsonValue | undefined, parts: readonly string[], known: Known, refuse: Refuse): void {
  if (typeof value !== 'string') return;
  const missing = value.split('/').find((id) => !known.elements.has(id));
  if (missing !== undefined) refuse(parts, 'element-missing', `没有任务 ${value}`, `There is no task ${value}`);
}

function checkActor(
  holder: JsonObject,
  parts: readonly string[],
  known: Known,
  refuse: Refuse,
  member = 'actor',
): void {
  const { actor } = holder;
  if (typeof actor !== 'string' || known.people.has(actor)) return;
  refuse([...parts, member], 'person-missing', `样例中没有人员 ${actor}`, `There is no person ${actor} in the samples`);
}

function knownNames(draft: PackageDraft, scenario: JsonObject): Known {
  const plans = allPlans(draft);
  const elements = plans.flatMap((plan) => Object.values(plan.elements));
  const rows = [...(lookUp(draft, 'samples', 'people') ?? []), ...listOf(objectOf(scenario['registers'])['people'])];
  return {
    elements: new Set(elements.map((element) => element.id)),
    people: new Set(rows.flatMap((row) => (isObject(row) && typeof row['userId'] === 'string' ? [row['userId']] : []))),
    messages: new Set([
      ...plans.flatMap((plan) => plan.messageNames),
      ...Object.keys(draft.manifest.service?.messages ?? {}),
    ]),
    statuses: new Set(['submitted', ...elements.flatMap((element) => element.caseStatus ?? [])]),
    limits: new Set([...plans, ...elements].flatMap((holder) => holder.limits.map((limit) => limit.key))),
  };
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
