import type { CalendarData } from '../calendar/calendar-data.js';
import { dateOf } from '../calendar/instants.js';
import { visibleVariables } from '../core/scope.js';
import { compileFeel, type CompiledFeel } from '../feel/compile-feel.js';
import { FULL_ACCESS, type NodeAccess } from '../form/field-access.js';
import { isObject, valueAt, withValueAt } from '../form/pointer.js';
import type { ValidateJson } from '../form/schema-port.js';
import { applySubmission, type Submission } from '../form/submission.js';
import { taskForms } from '../form/task-forms.js';
import { configValues } from '../host/config-values.js';
import { instantMs } from '../calendar/iso-instant.js';
import type { Rows } from '../host/register-action.js';
import type { Actor } from '../model/actor.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { CompiledPackage, FormDefinition } from '../model/package.js';
import type { Program } from '../model/program.js';
import { decisionTrace } from './decision-trace.js';
import { unmet, type Mark } from './expectation.js';
import { openOffice, type Office } from './office.js';
import { formDefinition, openTasks, type OpenTask } from './open-tasks.js';
import type { Expectation, Scenario, ScenarioFailure, ScenarioReport, ScenarioStep } from './scenario.js';
import { stepInstant } from './scenario-clock.js';

/** What a scenario runs against. The first package is the service, the others what it requires. */
export interface ScenarioSetup {
  readonly packages: readonly CompiledPackage[];
  readonly programs: ReadonlyMap<string, Program>;
  readonly calendar: CalendarData;
  readonly validate: ValidateJson;
}

/** Walks a scenario through a simulated office and reports every expectation that did not hold. Stops after the first red step. */
export function runScenario(setup: ScenarioSetup, scenario: Scenario): ScenarioReport {
  const office = openOffice({
    packages: setup.packages,
    programs: setup.programs,
    calendar: setup.calendar,
    config: configValues(
      setup.packages.flatMap((one) => one.config),
      scenario.config,
    ),
    registers: sampleRegisters(setup.packages, scenario),
    fixed: scenario.service ?? {},
    now: instantMs(scenario.startAt) ?? Number.NaN,
  });
  const failures: ScenarioFailure[] = [];
  let mark: Mark = { jobs: 0, documents: 0 };
  const check = (step: string, expectation: Expectation | undefined) => {
    if (expectation === undefined) return;
    failures.push(...unmet(office, expectation, mark, step));
    mark = { jobs: office.jobs.length, documents: office.world.documents.length };
  };
  const outcome = (step: string, expected: string | undefined, actual: string | undefined) => {
    // The code alone is enough; a longer text names the field as well.
    if (expected === actual || expected === actual?.split(' ')[0]) return;
    failures.push({ step, what: 'refused', expected: expected ?? 'accepted', actual: actual ?? 'accepted' });
  };
  try {
    outcome('start', scenario.start.refused, startCase(setup, office, scenario));
    check('start', scenario.start.expect);
    for (const [index, step] of scenario.steps.entries()) {
      if (failures.length > 0) break;
      outcome(`${index}: ${step.do} ${step.task ?? step.message ?? ''}`, step.refused, runStep(setup, office, step));
      check(`${index}: ${step.do} ${step.task ?? step.message ?? ''}`, step.expect);
    }
    if (failures.length === 0) check('end', scenario.end);
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    failures.push({ step: 'run', what: 'simulation', expected: 'no fault', actual });
  }
  return {
    ok: failures.length === 0,
    failures,
    visited: perProcess(office, (event) => event.elementId),
    taken: perProcess(office, ({ data }) => (typeof data['flowId'] === 'string' ? data['flowId'] : undefined)),
    decisions: decisionTrace(office.history),
  };
}

function startCase(setup: ScenarioSetup, office: Office, scenario: Scenario): string | undefined {
  const service = setup.packages[0]?.manifest.service;
  const form = service === undefined ? undefined : formDefinition(office, service.formId);
  if (service === undefined || form === undefined) return 'SERVICE_UNKNOWN';
  const actor = actorOf(office, scenario.start.actor);
  let document = sampleDocument(setup.packages, scenario.start.document);
  for (const [pointer, value] of Object.entries(scenario.start.set ?? {})) {
    document = withValueAt(document, pointer, value === null ? undefined : value);
  }
  const program = office.program(service.processId);
  const start = program.plan.elements[service.startEventId];
  const own =
    start?.type === 'startEvent' && start.form !== undefined
      ? taskForms({
          plan: program.plan,
          form: start.form,
          formId: form.id,
          expressions: program.expressions,
          context: {},
        })[0]?.access
      : undefined;
  const access = { ...(own ?? { formId: form.id, ...FULL_ACCESS }), complete: true };
  const submission = submit(setup, office, { form, access, patch: isObject(document) ? document : {}, actor });
  if (!submission.ok) return `FORM ${submission.faults.map((one) => `${one.pointer} ${one.text.zh}`).join('; ')}`;
  const name = rowOf(office, scenario.start.actor)?.['name'];
  return office.startCase({
    actor,
    applicantName: typeof name === 'string' ? name : actor.userId,
    document: submission.document,
  })?.code;
}

function runStep(setup: ScenarioSetup, office: Office, step: ScenarioStep): string | undefined {
  const instant = stepInstant(setup.calendar, office.now(), step.at);
  if (instant === undefined) return `BAD_TIME ${step.at ?? ''}`;
  office.advanceTo(instant);
  if (step.do === 'wait') return undefined;
  if (step.do === 'message')
    return office.publish(step.message ?? '', step.document ?? {}, step.key) ? undefined : 'MESSAGE_NOT_CORRELATED';
  const actor = actorOf(office, step.actor ?? '');
  const task = findTask(office, step.task ?? '', actor);
  if (task === undefined) return 'WORK_ITEM_GONE';
  const { item } = task;
  const { instanceId } = task.instance;
  if (step.do === 'claim') return office.send(instanceId, { type: 'claimWorkItem', workItemId: item.id }, actor)?.code;
  if (step.do === 'release')
    return office.send(instanceId, { type: 'releaseWorkItem', workItemId: item.id }, actor)?.code;
  if (item.state === 'ready') {
    const refused = office.send(instanceId, { type: 'claimWorkItem', workItemId: item.id }, actor)?.code;
    if (refused !== undefined) return refused;
  }
  const variables = completion(setup, office, task, actor, step.document ?? {});
  if (typeof variables === 'string') return variables;
  return office.send(instanceId, { type: 'completeWorkItem', workItemId: item.id, variables }, actor)?.code;
}

function completion(
  setup: ScenarioSetup,
  office: Office,
  task: OpenTask,
  actor: Actor,
  patch: JsonObject,
): JsonObject | string {
  const main = task.forms().find((one) => one.writable);
  if (main === undefined) return patch;
  const form = formDefinition(office, main.formId);
  if (form === undefined) return `FORM_UNKNOWN ${main.formId}`;
  const context = visibleVariables(task.instance, task.item.scopeId);
  const before = valueAt(context, `/${main.formId}`);
  const submission = submit(setup, office, {
    form,
    access: main.access,
    patch,
    actor,
    ...(isObject(before) ? { document: before } : {}),
  });
  if (submission.ok) return { [main.formId]: submission.document };
  const code = submission.kind === 'forbidden' ? 'FIELD_NOT_WRITABLE' : 'FORM';
  return `${code} ${submission.faults.map((one) => `${one.pointer} ${one.text.zh}`).join('; ')}`;
}

function submit(
  setup: ScenarioSetup,
  office: Office,
  input: {
    readonly form: FormDefinition;
    readonly access: NodeAccess;
    readonly patch: JsonObject;
    readonly actor: Actor;
    readonly document?: JsonObject;
  },
): Submission {
  const { actor, ...rest } = input;
  return applySubmission({
    ...rest,
    actorId: actor.userId,
    validate: setup.validate,
    rules: formRules(input.form),
    today: dateOf(setup.calendar, office.now()),
    environment: { calendar: setup.calendar, now: office.now(), config: office.setup.config },
  });
}

/** Closures of a form's rules by source; a rule that does not parse is left out and so never fulfilled. */
export function formRules(form: FormDefinition): ReadonlyMap<string, CompiledFeel> {
  const rules = new Map<string, CompiledFeel>();
  for (const rule of form.rules) {
    const compiled = compileFeel(rule.feel, 'expression');
    if (compiled.ok) rules.set(rule.feel, compiled.expression);
  }
  return rules;
}

/** An open task by path or by its unique end; of several the one assigned to the actor. */
function findTask(office: Office, path: string, actor: Actor): OpenTask | undefined {
  const fitting = openTasks(office).filter((one) => one.path === path || one.path.endsWith(`/${path}`));
  return fitting.find((one) => one.item.assignee === actor.userId) ?? fitting[0];
}

function actorOf(office: Office, userId: string): Actor {
  const row = rowOf(office, userId);
  if (row === undefined) throw new Error(`unknown actor ${userId}`);
  const roles = (Array.isArray(row['roles']) ? (row['roles'] as readonly JsonValue[]) : []).map(String);
  const orgPath = row['orgPath'];
  return { kind: 'user', userId, roles, ...(typeof orgPath === 'string' ? { orgPath } : {}) };
}

function rowOf(office: Office, userId: string): JsonObject | undefined {
  return (office.world.registers.get('people') ?? []).find((row) => row['userId'] === userId);
}

function sampleRegisters(packages: readonly CompiledPackage[], scenario: Scenario): ReadonlyMap<string, Rows> {
  const registers = new Map<string, Rows>();
  for (const one of packages) for (const [key, rows] of one.samples) registers.set(key, rows);
  for (const [key, rows] of Object.entries(scenario.registers ?? {})) registers.set(key, rows);
  return registers;
}

function sampleDocument(packages: readonly CompiledPackage[], path: string): JsonValue {
  const text = packages.map((one) => one.files[path]).find((one) => one !== undefined);
  if (text === undefined) throw new Error(`unknown sample document ${path}`);
  return JSON.parse(text) as JsonValue;
}

/** What the events of each process name: elements it walked through, flows it took. */
function perProcess(
  office: Office,
  nameOf: (event: Office['history'][number]) => string | undefined,
): Readonly<Record<string, readonly string[]>> {
  const seen: Record<string, Set<string>> = {};
  const processes = new Map(office.instances().map(({ instanceId, processId }) => [instanceId, processId]));
  for (const event of office.history) {
    const [name, process] = [nameOf(event), processes.get(event.instanceId)];
    if (name !== undefined && process !== undefined) (seen[process] ??= new Set()).add(name);
  }
  return Object.fromEntries(Object.entries(seen).map(([process, ids]) => [process, [...ids].sort()]));
}
