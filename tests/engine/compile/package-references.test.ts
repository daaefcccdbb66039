import { describe, expect, test } from '@jest/globals';
import { compilePackage } from '../../../engine/compile/compile-package.js';
import { smallPackage } from '../../kit/small-package.js';
import { checkFormSchema, checkJson } from './check-json.js';

async function found(path: string, from: string, to: string): Promise<readonly string[]> {
  const files = smallPackage();
  const text = files[path] ?? '';
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  files[path] = text.replace(from, to);
  const result = await compilePackage({ files, dependencies: new Map(), checkJson, checkFormSchema, hash: 'h' });
  return result.problems.map(
    (problem) => `${problem.severity} ${problem.rule} ${problem.file} ${problem.elementId ?? problem.pointer}`,
  );
}

describe('what a process names outside itself', () => {
  test.each<[string, string, string, string]>([
    ['an unknown job type', 'type="document.issue"', 'type="document.burn"', 'error job-type request.bpmn issue'],
    [
      'a job without an input it needs',
      '<zeebe:input source="=[&quot;applicant&quot;]" target="audience"/>',
      '',
      'error job-input request.bpmn issue',
    ],
    [
      'a document template',
      '&quot;doc-done&quot;',
      '&quot;doc-gone&quot;',
      'error document-missing request.bpmn issue',
    ],
    ['a decision', 'decisionId="smallRoute"', 'decisionId="otherRoute"', 'error decision-missing request.bpmn route'],
    [
      'a role',
      'candidateGroups="window-clerk"',
      'candidateGroups="window-clerk, wizard@/370303"',
      'error role-unknown request.bpmn handle',
    ],
    [
      'an element for separation of duties',
      '<bpmn:userTask id="handle"',
      '<bpmn:userTask id="handle" yizhan:notSameUserAs="accept/nobody"',
      'error separation-of-duties request.bpmn handle',
    ],
    [
      'a role among approvers',
      '<yizhan:timeLimit id="handle"',
      '<yizhan:approval mode="all" approvers="u-1, role:wizard@/370303" outcome="o"/><yizhan:timeLimit id="handle"',
      'error role-unknown request.bpmn handle',
    ],
    [
      'a role that gets what is overdue',
      '<yizhan:timeLimit id="handle"',
      '<yizhan:approval mode="all" emptyApprover="escalate" escalateTo="role:wizard" outcome="o"/><yizhan:timeLimit id="handle"',
      'error role-unknown request.bpmn handle',
    ],
    [
      'an earlier step of the same approver',
      '<yizhan:timeLimit id="handle"',
      '<yizhan:approval mode="all" sameApprover="pass" previous="nowhere" outcome="o"/><yizhan:timeLimit id="handle"',
      'error approval request.bpmn handle',
    ],
    [
      'a role that may use an operation',
      '<yizhan:timeLimit id="handle"',
      '<yizhan:operations><yizhan:operation name="markSeen" roles="holder wizard"/></yizhan:operations><yizhan:timeLimit id="handle"',
      'error role-unknown request.bpmn handle',
    ],
    [
      'a configuration key',
      'config.small.handle',
      'config.small.hendle',
      'error config-key request.bpmn small-request',
    ],
    [
      'a field of the form',
      'path="/opinion" access="write"',
      'path="/opinon" access="write"',
      'error form-access request.bpmn handle',
    ],
    [
      'a form by an expression, without a default',
      '<yizhan:timeLimit',
      '<yizhan:formAccess form="=caseForm"/><yizhan:timeLimit',
      'error form-access request.bpmn handle',
    ],
    [
      'a process',
      '<bpmn:serviceTask id="issue"',
      '<bpmn:callActivity id="c"><bpmn:extensionElements><zeebe:calledElement processId="gone" bindingType="deployment"/></bpmn:extensionElements></bpmn:callActivity><bpmn:sequenceFlow id="x1" sourceRef="handle" targetRef="c"/><bpmn:sequenceFlow id="x2" sourceRef="c" targetRef="done"/><bpmn:serviceTask id="issue"',
      'error process-missing request.bpmn c',
    ],
  ])('%s must exist', async (_name, from, to, expected) => {
    expect(await found('request.bpmn', from, to)).toContain(expected);
  });

  test('a role in an org unit and an element of the same package are fine', async () => {
    expect(
      await found('request.bpmn', 'candidateGroups="window-clerk"', 'candidateGroups="window-clerk@/370303/tyc"'),
    ).toEqual([]);
    expect(
      await found(
        'request.bpmn',
        '<bpmn:userTask id="handle"',
        '<bpmn:userTask id="handle" yizhan:notSameUserAs="issue"',
      ),
    ).toEqual([]);
  });

  test('a constant input may stand in a task header', async () => {
    const input = '<zeebe:input source="=&quot;doc-done&quot;" target="template"/>';
    const files = smallPackage();
    const model = (files['request.bpmn'] ?? '').replace(input, '');
    const withHeader = model.replace(
      '<zeebe:ioMapping>',
      '<zeebe:taskHeaders><zeebe:header key="template" value="doc-gone"/></zeebe:taskHeaders><zeebe:ioMapping>',
    );
    const judge = async (xml: string) =>
      (
        await compilePackage({
          files: { ...files, 'request.bpmn': xml },
          dependencies: new Map(),
          checkJson,
          checkFormSchema,
          hash: 'h',
        })
      ).problems.map((one) => one.rule);
    expect(await judge(withHeader)).toEqual(['document-missing']);
    expect(await judge(withHeader.replace('doc-gone', 'doc-done'))).toEqual([]);
  });

  test('a field with a hostile schema is judged before anything looks into it', async () => {
    const bomb = '"type": "integer", "anyOf": [{"$ref": "#/$defs/a"}]';
    expect(await found('forms/request.json', '"type": "integer"', bomb)).toContain(
      'error schema-ref forms/request.json /schema/properties/amount/anyOf/0/$ref',
    );
  });
});

describe('what a scenario names', () => {
  test.each<[string, string, string, string]>([
    ['a person', 'u-window-chen', 'u-nobody', 'error person-missing scenarios/straight.json /steps/0/actor'],
    ['a status', '"status": "closed"', '"status": "burnt"', 'error status-missing scenarios/straight.json /end/status'],
    [
      'a sample document',
      'samples/documents/request.json',
      'samples/documents/other.json',
      'error sample-missing scenarios/straight.json /start/document',
    ],
    [
      'a template',
      '"doc-done"',
      '"doc-gone"',
      'error document-missing scenarios/straight.json /steps/0/expect/documents/0',
    ],
    [
      'a job type',
      '"document.issue"',
      '"document.burn"',
      'error job-type scenarios/straight.json /steps/0/expect/effects/0/job',
    ],
    [
      'an end event',
      '"ended": "done"',
      '"ended": "gone"',
      'error element-missing scenarios/straight.json /steps/0/expect/ended',
    ],
    [
      'a register',
      '"config"',
      '"registers": {"shops": []},\n  "config"',
      'error register-missing scenarios/straight.json /registers/shops',
    ],
    [
      'a time limit',
      '"status": "closed"',
      '"lamps": {"gone": "red"}',
      'error limit-missing scenarios/straight.json /end/lamps/gone',
    ],
  ])('%s must exist', async (_name, from, to, expected) => {
    expect(await found('scenarios/straight.json', from, to)).toContain(expected);
  });
});
