import { expect, test } from '@jest/globals';
import { fieldReaders } from '../../designer/form-builder/field-readers.js';
import { feelNotes } from '../../designer/process-editor/model/feel-text.js';
import { packageResources } from '../../designer/process-editor/package-resources.js';
import { compileDraft } from '../../designer/publish/check-draft.js';
import { smallPackage } from '../kit/small-package.js';

test('a field is read by steps, flows and decisions, each with its name in both languages', async () => {
  const files = smallPackage();
  const draft = await compileDraft(files, new Map());
  if (!draft.package) throw new Error(JSON.stringify(draft.problems));
  const readers = fieldReaders([...draft.package.plans.values()], files, 'request');
  expect(readers.get('amount')).toEqual([{ zh: '决策 smallRoute', en: 'Decision smallRoute' }]);
  expect(readers.get('')).toEqual([{ zh: '小型申请：出具文书', en: 'Small request: Issue the document' }]);
  expect(readers.get('opinion')).toBeUndefined();
});

test('a FEEL field says with place what is doubtful about its text, by the forms of the package', () => {
  const resources = packageResources(smallPackage(), []);
  expect(feelNotes('request.amount > 3', resources)).toEqual([]);
  expect(feelNotes('request.amonut > 3', resources)).toEqual([
    {
      zh: 'context 没有成员 amonut（位置 1：request.amonut）',
      en: 'A context has no member amonut (at 1: request.amonut)',
    },
  ]);
  expect(feelNotes('1 < 2 or request.amount = 1', resources).map(({ zh }) => zh)).toEqual([
    '该条件总是成立（位置 1：1 < 2）',
  ]);
});
