import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { compilePackage } from '../../../engine/compile/compile-package.js';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { verifySoundness } from '../../../engine/verify/verify-soundness.js';
import { smallPackage } from '../../kit/small-package.js';

const FOLDERS = readdirSync('definitions', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.bpmn'),
);

/** A model with a choice before a synchronisation. */
const UNSOUND = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test" id="d">
  <bpmn:process id="unsound" isExecutable="true">
    <bpmn:startEvent id="start"/><bpmn:exclusiveGateway id="choice" default="f3"/><bpmn:task id="one"/>
    <bpmn:task id="two"/><bpmn:parallelGateway id="join"/><bpmn:endEvent id="end"/>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="choice"/>
    <bpmn:sequenceFlow id="f2" sourceRef="choice" targetRef="one"><bpmn:conditionExpression>=a</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f3" sourceRef="choice" targetRef="two"/>
    <bpmn:sequenceFlow id="f4" sourceRef="one" targetRef="join"/><bpmn:sequenceFlow id="f5" sourceRef="two" targetRef="join"/>
    <bpmn:sequenceFlow id="f6" sourceRef="join" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>`;

async function packageWith(requireSound: boolean) {
  const files = smallPackage();
  const manifest: unknown = JSON.parse(files['manifest.json'] ?? '{}');
  files['manifest.json'] = JSON.stringify({ ...(manifest as object), requireSound });
  files['unsound.bpmn'] = UNSOUND;
  const source = { files, dependencies: new Map(), checkJson: () => [], checkFormSchema: () => [], hash: 'h' };
  const { ok, problems } = await compilePackage(source);
  const { severity, file, elementId } = problems.find(({ rule }) => rule === 'unsound') ?? {};
  return { ok, severity, file, elementId };
}

describe('an unsound process', () => {
  test('compiles with a warning that names the join, its line and the way to it', async () => {
    const result = await compileBpmn(UNSOUND);
    const found = result.ok ? result.warnings.find(({ rule }) => rule === 'unsound') : undefined;
    expect(found).toMatchObject({ severity: 'warning', elementId: 'join', line: 5 });
    expect(found?.steps?.map(({ elementId }) => elementId)).toEqual(['start', 'choice', 'one', 'join']);
  });

  test('is refused in a package that requires soundness, and only there', async () => {
    const place = { file: 'unsound.bpmn', elementId: 'join' };
    expect(await packageWith(false)).toEqual({ ok: true, severity: 'warning', ...place });
    expect(await packageWith(true)).toEqual({ ok: false, severity: 'error', ...place });
  });
});

test.each(FOLDERS)('every run of %s can end', async (file) => {
  const result = await compileBpmn(readFileSync(`definitions/${file}`, 'utf8'));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.plans.map((plan) => verifySoundness(plan).verdict)).toEqual(result.plans.map(() => 'proven'));
});
