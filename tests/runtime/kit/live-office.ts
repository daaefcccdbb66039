import path from 'node:path';
import {
  dateOf,
  caseNumber,
  caseVariables,
  configValues,
  valueAt,
  withValueAt,
  visibleVariables,
} from '../../../engine/index.js';
import { compilePackage, formRules, isObject, linkPackage, transition } from '../../../engine/index.js';
import type { Actor, CompiledPackage, JsonObject, JsonValue, Program, Scenario } from '../../../engine/index.js';
import { feelEnvironment } from '../../../engine/core/scope.js';
import { FULL_ACCESS } from '../../../engine/form/field-access.js';
import { valueOf } from '../../../engine/form/resolve-access.js';
import { applySubmission } from '../../../engine/form/submission.js';
import { taskForms } from '../../../engine/form/task-forms.js';
import { runFakeJob, SIMULATED_JOB_TYPES, type FakeWorld } from '../../../engine/simulate/job-fakes.js';
import { officeCalendar } from '../../../runtime/packages/compile-folder.js';
import { createPackages } from '../../../runtime/packages/create-packages.js';
import { deployFolder } from '../../../runtime/packages/deploy-folder.js';
import { takeRegisters } from '../../../runtime/packages/take-registers.js';
import { createRegisters } from '../../../runtime/registers/create-registers.js';
import { registerHandlers } from '../../../runtime/registers/handlers.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import type { Packages } from '../../../runtime/seams/packages.js';
import type { Store } from '../../../runtime/seams/store.js';
import { JOBS, WORKLIST } from '../../../runtime/store/collections.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { createProcessHost, type ProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { createAjvValidator, schemaFault } from '../../../runtime/validation/ajv-validator.js';
import { checkFormSchema, createCheckJson } from '../../../runtime/validation/check-json.js';
import { SEALING } from './host-world.js';
import { manualClock, type ManualClock } from './manual-clock.js';

const ROOT = 'case';
const validate = createAjvValidator();

/** These shipped packages and what they require, deployed into a store of their own. */
export async function shippedPackages(...names: readonly string[]): Promise<Packages> {
  const definitions = path.join(process.cwd(), 'definitions');
  const packages = createPackages({
    store: createMemoryStore(),
    clock: manualClock(0),
    compile: compilePackage,
    link: linkPackage,
    checkJson: createCheckJson(path.join(definitions, 'schema')),
    checkFormSchema,
  });
  const { problems } = await deployFolder(packages, definitions, names);
  const errors = problems.filter((one) => one.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((one) => `${one.package}: ${one.rule} ${one.text.en}`).join('\n'));
  return packages;
}

/** A case of a service in the real runtime (commands, relay, jobs, registers over a store), driven by a scenario's steps. */
export interface LiveOffice {
  readonly host: ProcessHost;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly world: FakeWorld;
  readonly errors: readonly string[];
  start(): Promise<string | undefined>;
  complete(task: string, userId: string, patch: JsonObject): Promise<string | undefined>;
  act(kind: 'claim' | 'release', task: string, userId: string): Promise<string | undefined>;
  message(name: string, variables: JsonObject): Promise<string | undefined>;
  advanceTo(instant: number): Promise<void>;
}

/** Opens a live office for one scenario. */
export async function liveOffice(
  store: Store,
  packages: Packages,
  key: string,
  scenario: Scenario,
): Promise<LiveOffice> {
  const active = await packages.activePackage(key);
  const service = active?.manifest.service;
  if (active === undefined || service === undefined) throw new Error(`no service ${key}`);
  const closure = await packages.closure(active.hash);
  const calendar = officeCalendar(closure);
  const clock = manualClock(Date.parse(scenario.startAt));
  const registers = createRegisters({ store, clock, sealing: SEALING, validate, schemaFault, orgRoot: '/370303/tyc' });
  await takeRegisters(registers, closure, false);
  const samples = new Map(closure.flatMap((one) => [...one.samples]));
  for (const [register, rows] of Object.entries(scenario.registers ?? {})) samples.set(register, rows);
  for (const [register, rows] of samples) await registers.seed(register, rows);
  const ordered: readonly CompiledPackage[] = [active, ...closure.filter((one) => one !== active)];
  const world: FakeWorld = {
    packages: ordered,
    registers: samples,
    sequences: new Map(),
    fixed: scenario.service ?? {},
    documents: [],
  };
  const fake: JobHandler = async (job) => {
    const { jobId, instanceId, elementId, variables, headers, type } = job;
    const result = runFakeJob(world, {
      jobId,
      instanceId,
      elementId,
      variables,
      headers,
      jobType: type,
      retries: 1,
      order: 0,
    });
    return result.kind === 'error' ? { ...result, variables: {} } : result;
  };
  const real = registerHandlers(registers);
  const handlers = new Map(
    SIMULATED_JOB_TYPES.map((type) => [type, world.fixed[type] === undefined ? (real.get(type) ?? fake) : fake]),
  );
  const errors: string[] = [];
  const host = createProcessHost({
    store,
    clock,
    ids: createIdSource(clock),
    packages,
    sealing: SEALING,
    faults: NO_FAULTS,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, facts, cause) => errors.push(`${event} ${JSON.stringify(facts)} ${String(cause)}`),
    },
    transition,
    handlers,
  });
  let serial = 0;
  const config = configValues(
    ordered.flatMap((one) => one.config),
    scenario.config,
  );

  const actorOf = async (userId: string): Promise<Actor> => {
    const values = (await registers.get('people', userId))?.values ?? {};
    const roles = Array.isArray(values['roles']) ? (values['roles'] as readonly JsonValue[]).map(String) : [];
    const orgPath = values['orgPath'];
    return { kind: 'user', userId, roles, ...(typeof orgPath === 'string' ? { orgPath } : {}) };
  };
  const form = (id: string) => ordered.map((one) => one.forms.get(id)).find((one) => one !== undefined);
  const submit = (input: {
    formId: string;
    access: object;
    patch: JsonObject;
    actor: Actor;
    document?: JsonObject;
  }) => {
    const definition = form(input.formId);
    if (definition === undefined) throw new Error(`unknown form ${input.formId}`);
    const { actor, access, patch, document } = input;
    return applySubmission({
      form: definition,
      access: access as Parameters<typeof applySubmission>[0]['access'],
      patch,
      ...(document === undefined ? {} : { document }),
      actorId: actor.userId,
      validate,
      rules: formRules(definition),
      today: dateOf(calendar, clock.now()),
      environment: { calendar, now: clock.now(), config },
    });
  };
  // The simulator knows no pauses between attempts: let them pass, so that a failing job becomes an incident here, too.
  const settle = async (): Promise<void> => {
    for (;;) {
      await host.worker.tick();
      const later = (
        await store.find(JOBS, { where: { kind: 'job', state: 'due' }, sort: [{ field: 'dueAt' }], limit: 1 })
      ).records[0];
      if (later === undefined) return;
      clock.set(Math.max(clock.now(), later.dueAt));
    }
  };
  const program = async (processId: string): Promise<Program> => {
    const found = await packages.programFor(processId, active.hash);
    if (found === undefined) throw new Error(`no program ${processId}`);
    return found;
  };
  const find = async (task: string, userId: string) => {
    const { records } = await store.find(WORKLIST, {
      where: { rootId: ROOT },
      sort: [{ field: 'createdAt' }],
      limit: 1000,
    });
    const fitting = records.filter((row) => row.path === task || row.path.endsWith(`/${task}`));
    return fitting.find((row) => row.assignee === userId) ?? fitting[0];
  };
  const send = async (
    instanceId: string,
    actor: Actor,
    body: Parameters<typeof host.commands.run>[0]['decide'],
  ): Promise<string | undefined> => {
    const result = await host.commands.run({
      instanceId,
      commandId: `cmd-${String((serial += 1))}`,
      actor,
      decide: body,
    });
    await settle();
    return result.ok ? undefined : result.rejection.code;
  };

  const act: LiveOffice['act'] = async (kind, task, userId) => {
    const row = await find(task, userId);
    if (row === undefined) return 'WORK_ITEM_GONE';
    const type = kind === 'claim' ? 'claimWorkItem' : 'releaseWorkItem';
    return send(row.instanceId, await actorOf(userId), () => ({ type, workItemId: row.workItemId }));
  };

  return {
    host,
    store,
    clock,
    world,
    errors,
    act,
    start: async () => {
      const actor = await actorOf(scenario.start.actor);
      const text = ordered.map((one) => one.files[scenario.start.document]).find((one) => one !== undefined) ?? '{}';
      let document = JSON.parse(text) as JsonValue;
      for (const [pointer, value] of Object.entries(scenario.start.set ?? {}))
        document = withValueAt(document, pointer, value === null ? undefined : value);
      const { plan, expressions } = await program(service.processId);
      const element = plan.elements[service.startEventId];
      const own =
        element?.type === 'startEvent' && element.form !== undefined
          ? taskForms({ plan, form: element.form, formId: service.formId, expressions, context: {} })[0]?.access
          : undefined;
      const access = { ...(own ?? { formId: service.formId, ...FULL_ACCESS }), complete: true };
      const submission = submit({ formId: service.formId, access, patch: isObject(document) ? document : {}, actor });
      if (!submission.ok) return 'FORM';
      const number = caseNumber(service.itemCode, dateOf(calendar, clock.now()), 1);
      const result = await host.commands.start({
        instanceId: ROOT,
        commandId: 'start',
        actor,
        packageHash: active.hash,
        processId: service.processId,
        rootId: ROOT,
        startEventId: service.startEventId,
        businessKey: number,
        variables: caseVariables({
          calendar,
          service: key,
          formId: service.formId,
          document: submission.document,
          caseNumber: number,
          submittedAt: clock.now(),
          applicantId: actor.userId,
          applicantName: String((await registers.get('people', actor.userId))?.values['name'] ?? actor.userId),
          channel: 'online',
          orgPath: '/370303/tyc',
        }),
        config,
      });
      await settle();
      return result.ok ? undefined : result.rejection.code;
    },
    complete: async (task, userId, patch) => {
      const actor = await actorOf(userId);
      const row = await find(task, userId);
      if (row === undefined) return 'WORK_ITEM_GONE';
      if (row.state === 'ready') {
        const refused = await act('claim', task, userId);
        if (refused !== undefined) return refused;
      }
      const { plan, expressions } = await program(row.processId);
      const element = plan.elements[row.elementId];
      if (element?.type !== 'userTask') return 'NOT_A_TASK';
      return send(row.instanceId, actor, ({ state, program: running, at }) => {
        const item = state.workItems[row.workItemId];
        if (item === undefined) return { refuse: { code: 'WORK_ITEM_GONE' } };
        const context = visibleVariables(state, item.scopeId);
        const environment = feelEnvironment(running, state, at);
        const { formId } = element.form;
        const own = formId === undefined ? undefined : valueOf(formId, expressions, context, environment);
        const forms = taskForms({
          plan,
          form: element.form,
          formId: typeof own === 'string' ? own : undefined,
          expressions,
          context,
          environment,
        });
        const main = forms.find((one) => one.writable);
        if (main === undefined) return { type: 'completeWorkItem', workItemId: item.id, variables: patch };
        const before = valueAt(context, `/${main.formId}`);
        const submission = submit({
          formId: main.formId,
          access: main.access,
          patch,
          actor,
          ...(isObject(before) ? { document: before } : {}),
        });
        if (!submission.ok)
          return {
            refuse: {
              code: submission.kind === 'forbidden' ? 'FIELD_NOT_WRITABLE' : 'FORM',
              detail: JSON.stringify(submission.faults),
            },
          };
        return { type: 'completeWorkItem', workItemId: item.id, variables: { [main.formId]: submission.document } };
      });
    },
    message: async (name, variables) => {
      const correlationKey = (await host.commands.load(ROOT))?.state.businessKey ?? '';
      const actor = await actorOf(scenario.start.actor);
      const outcome = await host.messages.publish({
        messageId: `msg-${String((serial += 1))}`,
        messageName: name,
        correlationKey,
        timeToLive: 0,
        variables,
        actor,
      });
      await settle();
      return outcome.kind === 'delivered' ? undefined : 'MESSAGE_NOT_CORRELATED';
    },
    advanceTo: async (instant) => {
      for (;;) {
        const next = (
          await store.find(JOBS, {
            where: { dueAt: { lte: instant }, state: 'due' },
            sort: [{ field: 'dueAt' }],
            limit: 1,
          })
        ).records[0];
        if (next === undefined) break;
        clock.set(Math.max(clock.now(), next.dueAt));
        await settle();
      }
      clock.set(Math.max(clock.now(), instant));
    },
  };
}
