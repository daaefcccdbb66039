import { describe, expect, test } from '@jest/globals';
import { compilePackage } from '../../../engine/compile/compile-package.js';
import type { CompilePackageResult } from '../../../engine/compile/compile-package.js';
import { linkPackage } from '../../../engine/compile/link-package.js';
import { statusName } from '../../../engine/compile/statuses.js';
import type { JsonObject } from '../../../engine/model/json.js';
import type { CompiledPackage } from '../../../engine/model/package.js';
import type { Problem } from '../../../engine/model/problem.js';

import { brokenPackages } from '../../kit/broken-packages.js';
import { smallPackage } from '../../kit/small-package.js';
import { checkFormSchema, checkJson } from './check-json.js';

function compile(
  files: Readonly<Record<string, string>>,
  dependencies: readonly CompiledPackage[] = [],
): Promise<CompilePackageResult> {
  const byKey = new Map(dependencies.map((one) => [one.key, one]));
  return compilePackage({ files, dependencies: byKey, checkJson, checkFormSchema, hash: 'h' });
}

async function good(
  files: Readonly<Record<string, string>>,
  dependencies: readonly CompiledPackage[] = [],
): Promise<CompiledPackage> {
  const result = await compile(files, dependencies);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.package;
}

async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly Problem[]> {
  return (await compile(files)).problems;
}

describe('compile a package', () => {
  test('reads every kind of file, without a Problem', async () => {
    expect((await compile(smallPackage())).problems).toEqual([]);
    const pkg = await good(smallPackage());
    expect(pkg).toMatchObject({ key: 'small-package', version: '1.0', hash: 'h' });
    expect([...pkg.plans.keys()]).toEqual(['small-request']);
    expect(pkg.processFiles.get('small-request')).toBe('request.bpmn');
    expect(pkg.decisions.get('smallRoute')?.decisionIds).toEqual(['smallRoute']);
    expect(pkg.forms.get('request')).toMatchObject({ id: 'request', uiSchema: {}, rules: [{ id: 'enough' }] });
    expect(pkg.registers.get('people')).toMatchObject({ key: 'people', keyProperty: 'userId', unique: [['login']] });
    expect(pkg.documents.get('doc-done')?.key).toBe('doc-done');
    expect(pkg.calendars).toHaveLength(1);
    expect(pkg.config.map((entry) => entry.key)).toEqual(['small.handle']);
    expect([...pkg.scenarios.keys()]).toEqual(['straight']);
    expect(pkg.samples.get('people')).toHaveLength(2);
  });

  test('gives elements their English names', async () => {
    const plan = (await good(smallPackage())).plans.get('small-request');
    expect(plan?.name).toEqual({ zh: '小型申请', en: 'Small request' });
    expect(plan?.elements['handle']?.name).toEqual({ zh: '办理', en: 'Handle' });
  });

  test('warns of texts without English', async () => {
    const files = smallPackage();
    files['i18n/en.json'] = '{}';
    const result = await compile(files);
    expect(result.ok).toBe(true);
    expect(result.problems.map((p) => p.pointer)).toContain('/elements/handle');
    expect(result.problems.map((p) => p.pointer)).toContain('/forms/request/~1properties~1name~1title');
    expect(result.problems.every((p) => p.severity === 'warning' && p.rule === 'text-missing')).toBe(true);
  });

  test('finds processes, forms and configuration in the packages it requires, and only in those', async () => {
    const base = await good(smallPackage());
    const caller = (requires: boolean): Record<string, string> => ({
      'manifest.json': JSON.stringify({
        key: 'caller',
        version: '1.0',
        title: { zh: '调用', en: 'Caller' },
        ...(requires ? { requires: { 'small-package': '1' } } : {}),
      }),
      'call.bpmn': `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:z="http://camunda.org/schema/zeebe/1.0"><b:process id="caller" isExecutable="true">
        <b:startEvent id="s"/><b:callActivity id="c"><b:extensionElements><z:calledElement processId="small-request" bindingType="deployment"/></b:extensionElements></b:callActivity><b:endEvent id="e"/>
        <b:sequenceFlow id="f1" sourceRef="s" targetRef="c"/><b:sequenceFlow id="f2" sourceRef="c" targetRef="e"/></b:process></b:definitions>`,
    });
    const pkg = await good(caller(true), [base]);
    const calendar = { zone: 'Asia/Shanghai', opening: [], years: [] };
    const programs = linkPackage({ pkg, dependencies: new Map([[base.key, base]]), calendar, hash: 'env' });
    expect([...programs.keys()]).toEqual(['caller', 'small-request']);
    expect(programs.get('small-request')?.environment.hash).toBe('env');
    expect(programs.get('caller')?.environment.decisions.has('smallRoute')).toBe(true);
    const without = await compile(caller(false), [base]);
    expect(without.problems.map((p) => [p.rule, p.elementId, p.file])).toEqual([['process-missing', 'c', 'call.bpmn']]);
  });

  test('refuses a required package in another major version', async () => {
    const base = await good(smallPackage());
    const files = {
      'manifest.json': JSON.stringify({
        key: 'caller',
        version: '1.0',
        title: { zh: '调', en: 'C' },
        requires: { 'small-package': '2' },
      }),
    };
    const result = await compile(files, [base]);
    expect(result.problems.map((p) => [p.rule, p.pointer])).toEqual([['requires', '/requires/small-package']]);
  });

  test('refuses files without a place, and a package without a manifest', async () => {
    const stray = await problemsOf({
      ...smallPackage(),
      'run.js': 'x',
      '../up.json': '{}',
      'forms/deep/x.json': '{}',
      'i18n/fr.json': '{}',
    });
    expect(stray.map((p) => [p.rule, p.file])).toEqual([
      ['unknown-file', '../up.json'],
      ['unknown-file', 'forms/deep/x.json'],
      ['unknown-file', 'i18n/fr.json'],
      ['unknown-file', 'run.js'],
    ]);
    expect((await problemsOf({})).map((p) => [p.rule, p.file])).toEqual([['manifest-missing', 'manifest.json']]);
  });

  test('reports what is wrong in several files at once', async () => {
    const files = smallPackage();
    files['forms/request.json'] = '{';
    files['request.bpmn'] = '<a';
    const rules = (await problemsOf(files)).map((p) => [p.file, p.rule]);
    expect(rules).toEqual([
      ['forms/request.json', 'json-malformed'],
      ['request.bpmn', 'xml-malformed'],
    ]);
  });
});

describe('statuses', () => {
  const withStatus = (statuses?: JsonObject): Readonly<Record<string, string>> => {
    const files = smallPackage();
    const manifest = JSON.parse(files['manifest.json'] ?? '{}') as JsonObject;
    return {
      ...files,
      'manifest.json': JSON.stringify(statuses === undefined ? manifest : { ...manifest, statuses }),
      'request.bpmn': (files['request.bpmn'] ?? '').replace(
        'yizhan:status="withdrawn"',
        'yizhan:status="asked-around"',
      ),
    };
  };

  test('that nobody has named are refused at the element', async () => {
    const [problem, ...others] = (await problemsOf(withStatus())).filter(({ severity }) => severity === 'error');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ rule: 'status-unnamed', file: 'request.bpmn', elementId: 'endWithdrawn' });
  });

  test('are named by the package before everybody else, by those it needs, and as everywhere', async () => {
    const own = await good(
      withStatus({ 'asked-around': { zh: '已征询', en: 'Asked around' }, closed: { zh: '完', en: 'Done' } }),
    );
    const plain = await good(smallPackage());
    expect(statusName([plain, own], 'asked-around')).toEqual({ zh: '已征询', en: 'Asked around' });
    expect(statusName([own, plain], 'closed')).toEqual({ zh: '完', en: 'Done' });
    expect(statusName([plain], 'closed')).toEqual({ zh: '办结归档', en: 'Closed' });
    expect(statusName([plain], 'asked-around')).toBeUndefined();
    expect(statusName([plain], 'constructor')).toBeUndefined();
  });
});

describe('a broken package', () => {
  const kinds = [
    'manifest',
    'bpmn',
    'dmn',
    'form',
    'register',
    'document',
    'config',
    'i18n',
    'scenario',
    'sample',
    'calendar',
  ];

  test.each(kinds)('there are at least two with a broken %s', (kind) => {
    expect(brokenPackages().filter((one) => one.kind === kind).length).toBeGreaterThanOrEqual(2);
  });

  test.each(brokenPackages().map((one) => [one.kind, one.name, one] as const))(
    '%s: %s is refused by place and rule',
    async (_kind, _name, broken) => {
      const result = await compile(broken.files);
      expect(result.ok).toBe(false);
      const hit = result.problems.find(
        (problem) =>
          problem.file === broken.file &&
          problem.rule.startsWith(broken.rule) &&
          (broken.pointer === undefined || problem.pointer === broken.pointer) &&
          (broken.elementId === undefined || problem.elementId === broken.elementId),
      );
      expect(hit ?? result.problems).toMatchObject({ severity: 'error' });
      for (const problem of result.problems) {
        expect(problem.text.zh).not.toBe('');
        expect(problem.text.en).not.toBe('');
        expect(problem.file).toBeDefined();
      }
    },
  );
});

describe('a package of several definitions files', () => {
  const shared = `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:shared"><b:signal id="done" name="done"/></b:definitions>`;
  const main = (
    location: string,
  ) => `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sh="urn:shared" targetNamespace="urn:main">
    <b:import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" location="${location}" namespace="urn:shared"/>
    <b:process id="signalling" isExecutable="true"><b:startEvent id="s"/><b:endEvent id="e"><b:signalEventDefinition signalRef="sh:done"/></b:endEvent>
    <b:sequenceFlow id="f" sourceRef="s" targetRef="e"/></b:process></b:definitions>`;
  const withFiles = (location: string) => ({ ...smallPackage(), 'main.bpmn': main(location), 'shared.bpmn': shared });

  test('resolves imports among its files', async () => {
    const { problems } = await compile(withFiles('shared.bpmn'));
    expect(problems.filter(({ file }) => file === 'main.bpmn' && problems)).toEqual([]);
  });

  test('names an import of a file that it does not have', async () => {
    const { problems } = await compile(withFiles('../shared.bpmn'));
    expect(problems.map(({ rule, file }) => `${rule} ${file}`)).toContain('import main.bpmn');
  });
});
