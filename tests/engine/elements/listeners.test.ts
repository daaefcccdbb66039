import { describe, expect, it } from '@jest/globals';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { importBpmn } from '../../../engine/compile/import/import-bpmn.js';
import type { Job } from '../../../engine/model/state.js';
import { InstanceDriver, person } from '../../kit/instance-driver.js';
import { programOf } from '../../kit/process-builder.js';

type Listener = readonly [eventType: string, type: string];

const NAMESPACES =
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"';

function listeners(kind: 'execution' | 'task', all: readonly Listener[]): string {
  const each = all.map(([eventType, type]) => `<zeebe:${kind}Listener eventType="${eventType}" type="${type}"/>`);
  return `<zeebe:${kind}Listeners>${each.join('')}</zeebe:${kind}Listeners>`;
}

function ext(...inner: readonly string[]): string {
  return `<bpmn:extensionElements>${inner.join('')}</bpmn:extensionElements>`;
}

/** A process start, a, end; `head` stands in the process, `a` is the element between, `more` beside it. */
function model(a: string, { head = '', more = '' } = {}): string {
  const flows =
    '<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="end"/>';
  return `<bpmn:definitions ${NAMESPACES} id="d" targetNamespace="urn:t"><bpmn:process id="p" isExecutable="true">${head}<bpmn:startEvent id="start"/>${a}<bpmn:endEvent id="end"/>${flows}${more}</bpmn:process></bpmn:definitions>`;
}

const serviceTask = (inner: string): string => `<bpmn:serviceTask id="a">${inner}</bpmn:serviceTask>`;
const userTask = (...all: readonly Listener[]): string =>
  `<bpmn:userTask id="a">${ext(listeners('task', all))}</bpmn:userTask>`;
const WORK = '<zeebe:taskDefinition type="work"/>';

async function running(xml: string): Promise<InstanceDriver> {
  const result = await compileBpmn(xml);
  if (!result.ok) throw new Error(result.problems.map(({ rule, text }) => `${rule} ${text.en}`).join('; '));
  const [plan] = result.plans;
  if (!plan) throw new Error('no plan');
  return new InstanceDriver(programOf(plan));
}

async function refused(xml: string): Promise<readonly string[]> {
  const result = await compileBpmn(xml);
  return result.ok ? [] : result.problems.map(({ rule, elementId = '' }) => `${rule} ${elementId}`);
}

const jobs = (run: InstanceDriver): readonly Job[] => Object.values(run.state.jobs);
const types = (run: InstanceDriver): readonly string[] => jobs(run).map(({ jobType }) => jobType);
const variables = (run: InstanceDriver) => run.state.scopes[run.state.rootScopeId]?.variables;

describe('execution listeners', () => {
  it('are done one after the other before the work of the element, and after it', async () => {
    const run = await running(
      model(
        serviceTask(
          ext(
            WORK,
            listeners('execution', [
              ['start', 'one'],
              ['end', 'three'],
              ['start', 'two'],
            ]),
          ),
        ),
      ),
    );
    run.start();
    const seen = [types(run)];
    for (let step = 0; step < 4; step += 1) {
      run.jobDone('a');
      seen.push(types(run));
    }
    expect(seen).toEqual([['one'], ['two'], ['work'], ['three'], []]);
    expect(run.state.status).toBe('completed');
  });

  it('say to their worker what they are', async () => {
    const run = await running(model(serviceTask(ext(WORK, listeners('execution', [['start', 'one']])))));
    run.start();
    expect(jobs(run)[0]).toMatchObject({ headers: { listener: 'execution', eventType: 'start' }, listener: 'start' });
  });

  it('see the inputs of the element, and what those of its start bring is its own', async () => {
    const mapping = '<zeebe:ioMapping><zeebe:input source="=n + 1" target="m"/></zeebe:ioMapping>';
    const run = await running(
      model(
        serviceTask(
          ext(
            WORK,
            mapping,
            listeners('execution', [
              ['start', 'one'],
              ['start', 'two'],
            ]),
          ),
        ),
      ),
    );
    run.start({ n: 1 });
    expect(jobs(run)[0]?.variables).toEqual({ n: 1, m: 2 });
    run.jobDone('a', { m: 5, k: 7 });
    expect(jobs(run)[0]?.variables).toEqual({ n: 1, m: 5, k: 7 });
    run.jobDone('a');
    expect(jobs(run)[0]?.variables).toEqual({ m: 5, k: 7 });
    run.jobDone('a');
    expect(variables(run)).toEqual({ n: 1 });
  });

  it('of the end see what the output mappings have set, and set variables themselves', async () => {
    const mapping = '<zeebe:ioMapping><zeebe:output source="=row * 2" target="twice"/></zeebe:ioMapping>';
    const run = await running(model(serviceTask(ext(WORK, mapping, listeners('execution', [['end', 'one']])))));
    run.start().jobDone('a', { row: 4 });
    expect(jobs(run)[0]?.variables).toEqual({ twice: 8 });
    run.jobDone('a', { seen: true });
    expect(variables(run)).toEqual({ twice: 8, seen: true });
  });

  it('of a gateway come before its conditions are judged, once its tokens have joined', async () => {
    const split =
      '<bpmn:parallelGateway id="s"/><bpmn:sequenceFlow id="g1" sourceRef="s" targetRef="j"/><bpmn:sequenceFlow id="g2" sourceRef="s" targetRef="j"/><bpmn:parallelGateway id="j">' +
      `${ext(listeners('execution', [['start', 'joined']]))}</bpmn:parallelGateway><bpmn:sequenceFlow id="g3" sourceRef="a" targetRef="s"/><bpmn:sequenceFlow id="g4" sourceRef="j" targetRef="x"/><bpmn:exclusiveGateway id="x" default="g6">${ext(listeners('execution', [['start', 'judge']]))}</bpmn:exclusiveGateway><bpmn:sequenceFlow id="g5" sourceRef="x" targetRef="yes"><bpmn:conditionExpression>=good</bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id="g6" sourceRef="x" targetRef="no"/><bpmn:endEvent id="yes"/><bpmn:endEvent id="no"/>`;
    const xml = model('<bpmn:task id="a"/>', { more: split }).replace(
      /<bpmn:endEvent id="end"\/>|<bpmn:sequenceFlow id="f2"[^>]*>/g,
      '',
    );
    const run = await running(xml);
    run.start();
    expect(types(run)).toEqual(['joined']);
    run.jobDone('j').jobDone('x', { good: true });
    expect(run.state.endEventId).toBe('yes');
  });

  it('of a multi-instance activity are done for each instance', async () => {
    const loop =
      '<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=list" inputElement="one"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>';
    const run = await running(
      model(
        `<bpmn:task id="a">${ext(
          listeners('execution', [
            ['start', 's'],
            ['end', 'e'],
          ]),
        )}${loop}</bpmn:task>`,
      ),
    );
    run.start({ list: [1, 2] });
    expect(jobs(run).map((job) => [job.jobType, job.variables['one']])).toEqual([
      ['s', 1],
      ['s', 2],
    ]);
    run.jobDone('a').jobDone('a');
    expect(types(run)).toEqual(['e', 'e']);
    run.jobDone('a').jobDone('a');
    expect(run.state.status).toBe('completed');
  });

  it('of a process are done before its first element and before it ends', async () => {
    const head = ext(
      listeners('execution', [
        ['start', 'open'],
        ['end', 'close'],
      ]),
    );
    const run = await running(model('<bpmn:userTask id="a"/>', { head }));
    run.start();
    expect(types(run)).toEqual(['open']);
    run.jobDone('start', { opened: true }).done('a');
    expect(run.state.status).toBe('active');
    expect(types(run)).toEqual(['close']);
    run.jobDone('end', { closed: true });
    expect(run.state).toMatchObject({ status: 'completed', endEventId: 'end', tokens: {} });
    expect(variables(run)).toEqual({ opened: true, closed: true });
  });

  it('that fail are an incident, and resolving it gives the same job out again', async () => {
    const run = await running(model(serviceTask(ext(WORK, listeners('execution', [['start', 'one']])))));
    run.start();
    const jobId = run.job('a');
    run.accept({ type: 'failJob', jobId, retriesLeft: 0, message: 'no' });
    const [incident] = Object.values(run.state.incidents);
    expect(incident).toMatchObject({ code: 'JOB_FAILED', jobId });
    run.accept({ type: 'resolveIncident', incidentId: incident?.id ?? '', variables: {} });
    expect(jobs(run)).toMatchObject([{ id: jobId, jobType: 'one', retriesLeft: 3 }]);
    run.jobDone('a');
    expect(types(run)).toEqual(['work']);
  });

  it('throw errors at their element; one that nobody catches is retried at the listener', async () => {
    const boundary =
      '<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:errorEventDefinition errorRef="e"/></bpmn:boundaryEvent><bpmn:endEvent id="caught"/><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="caught"/>';
    const task = serviceTask(ext(WORK, listeners('execution', [['end', 'one']])));
    const xml = model(task, { more: boundary }).replace(
      '<bpmn:process',
      '<bpmn:error id="e" errorCode="BAD"/><bpmn:process',
    );
    const run = await running(xml);
    run.start().jobDone('a');
    run.accept({ type: 'throwJobError', jobId: run.job('a'), errorCode: 'OTHER', message: '', variables: {} });
    const [incident] = Object.values(run.state.incidents);
    expect(incident?.code).toBe('ERROR_UNCAUGHT');
    run.accept({ type: 'resolveIncident', incidentId: incident?.id ?? '', variables: {} });
    expect(types(run)).toEqual(['one']);
    run.accept({ type: 'throwJobError', jobId: run.job('a'), errorCode: 'BAD', message: '', variables: {} });
    expect(run.state.endEventId).toBe('caught');
  });

  it('are taken back when an interrupting event ends the activity', async () => {
    const boundary =
      '<bpmn:boundaryEvent id="b" attachedToRef="a"><bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent><bpmn:endEvent id="late"/><bpmn:sequenceFlow id="f3" sourceRef="b" targetRef="late"/>';
    const run = await running(
      model(serviceTask(ext(WORK, listeners('execution', [['start', 'one']]))), { more: boundary }),
    );
    run.start().fire('b');
    expect(run.state).toMatchObject({ endEventId: 'late', jobs: {} });
    expect(run.effects.some(({ type }) => type === 'cancelJob')).toBe(true);
  });
});

describe('task listeners', () => {
  it('of creation come before the work item, and bring variables of the task', async () => {
    const run = await running(model(userTask(['creating', 'prepare'])));
    run.start();
    expect(run.state.workItems).toEqual({});
    run.jobDone('a', { hint: 'x' });
    expect(run.state.scopes[run.item('a').scopeId]?.variables).toEqual({ hint: 'x' });
    run.done('a');
    expect(run.state.status).toBe('completed');
    expect(variables(run)).toEqual({});
  });

  it('of assignment hold the work item until they agree', async () => {
    const run = await running(model(userTask(['assigning', 'check'])));
    run.start();
    const [wang, li] = [person('wang'), person('li')];
    expect(run.claim('a', wang)).toMatchObject({ ok: true });
    expect(jobs(run)[0]).toMatchObject({ headers: { listener: 'task', eventType: 'assigning', assignee: 'wang' } });
    const body = { type: 'completeWorkItem', workItemId: run.item('a').id, variables: {} } as const;
    expect(run.send(body, wang)).toEqual({ ok: false, rejection: { code: 'LISTENER_PENDING' } });
    run.jobDone('a', { denied: true, reason: 'on leave' });
    expect(run.item('a')).toMatchObject({ state: 'ready' });
    expect(run.item('a').assignee).toBeUndefined();
    expect(run.history.at(-3)).toMatchObject({ type: 'listenerDenied', data: { reason: 'on leave' } });
    run.claim('a', li);
    run.jobDone('a');
    run.accept(body, li);
    expect(run.state.status).toBe('completed');
  });

  it('of completion may deny it, or correct what was submitted', async () => {
    const run = await running(model(userTask(['completing', 'check'])));
    run.start();
    run.done('a', { amount: 5 });
    expect(jobs(run)[0]?.variables).toEqual({ amount: 5 });
    run.jobDone('a', { denied: true, reason: 'too much' });
    expect(run.item('a')).toMatchObject({ state: 'claimed', assignee: 'u-1' });
    expect(variables(run)).toEqual({});
    run.done('a', { amount: 4 });
    run.jobDone('a', { amount: 3 });
    expect(run.state.status).toBe('completed');
    expect(variables(run)).toEqual({ amount: 3 });
    expect(run.state.performers).toEqual({ a: ['u-1'] });
  });
});

describe('listeners that are not executed', () => {
  const event = (eventType: string): string => ext(listeners('execution', [[eventType, 'x']]));
  it.each<[string, string, string]>([
    [
      'an unknown event type',
      model(serviceTask(ext(WORK, listeners('execution', [['middle', 'x']])))),
      'listener-event a',
    ],
    ['a listener without type', model(userTask(['creating', ''])), 'job-type a'],
    ['updating', model(userTask(['updating', 'x'])), 'listener-event a'],
    ['canceling', model(userTask(['canceling', 'x'])), 'listener-event a'],
    [
      'the start of a start event',
      model('<bpmn:task id="a"/>').replace(
        '<bpmn:startEvent id="start"/>',
        `<bpmn:startEvent id="start">${event('start')}</bpmn:startEvent>`,
      ),
      'listener-place start',
    ],
    [
      'the end of a gateway',
      model(`<bpmn:exclusiveGateway id="a">${event('end')}</bpmn:exclusiveGateway>`),
      'listener-place a',
    ],
    [
      'task listeners elsewhere',
      model(serviceTask(ext(WORK, listeners('task', [['creating', 'x']])))),
      'misplaced-extension a',
    ],
  ])('%s is refused', async (_name, xml, expected) => {
    expect(await refused(xml)).toContain(expected);
  });
});

it('listeners of an imported model compile', async () => {
  const inner = `<camunda:taskListener event="create" class="org.example.Tell"/><camunda:taskListener event="update" class="org.example.Lost"/><camunda:executionListener event="start" class="org.example.One"/><camunda:executionListener event="end" class="org.example.Two"/>`;
  const gateway = `<camunda:executionListener event="end" class="org.example.Lost"/>`;
  const start = `<camunda:executionListener event="start" class="org.example.Begin"/>`;
  const xml = model(`<bpmn:userTask id="a">${ext(inner)}</bpmn:userTask>`)
    .replace('<bpmn:startEvent id="start"/>', `<bpmn:startEvent id="start">${ext(start)}</bpmn:startEvent>`)
    .replace(
      '<bpmn:endEvent id="end"/>',
      `<bpmn:exclusiveGateway id="end">${ext(gateway)}</bpmn:exclusiveGateway><bpmn:sequenceFlow id="f9" sourceRef="end" targetRef="z"/><bpmn:endEvent id="z"/>`,
    );
  const imported = importBpmn(xml);
  if (!imported.ok) throw new Error('not read');
  const run = await running(imported.xml);
  run.start();
  run.jobDone('start');
  const seen = [...types(run)];
  run.jobDone('a');
  seen.push(...types(run));
  run.jobDone('a').done('a');
  expect([...seen, ...types(run)]).toEqual(['org.example.One', 'org.example.Tell', 'org.example.Two']);
  expect(imported.notes.filter(({ outcome }) => outcome === 'lost')).toHaveLength(2);
});
