import type { JsonObject } from '../model/json.js';
import type { Problem } from '../model/problem.js';
import { checkConfig } from './check-config.js';
import { checkDocument, documentExpressions } from './check-document.js';
import { checkEnglish } from './check-english.js';
import { checkFormDefinition, checkRegisterDefinition } from './check-form-definition.js';
import { checkManifest } from './check-manifest.js';
import { checkPlanReferences, unknownConfigKeys } from './check-plan-references.js';
import { checkSampleRows, isSampleDocument } from './check-samples.js';
import { checkScenario } from './check-scenarios.js';
import type { PackageDraft } from './package-draft.js';
import { lookUp } from './package-draft.js';
import { errorAt } from './problem-maker.js';

/** Everything that needs more than one file, or a file's meaning beyond its shape. */
export function checkPackage(
  draft: PackageDraft,
  checkFormSchema: (schema: JsonObject) => readonly Problem[],
): Problem[] {
  const problems: Problem[] = [...checkManifest(draft)];
  const compilable = (schema: JsonObject, file: string): readonly Problem[] =>
    checkFormSchema(schema).map((problem) => ({ ...problem, file }));
  const sound = (found: readonly Problem[], schema: JsonObject, file: string): void => {
    problems.push(...(found.length > 0 ? found : compilable(schema, file)));
  };
  for (const form of draft.forms.values()) {
    const file = `forms/${form.id}.json`;
    sound(checkFormDefinition(form, file), form.schema, file);
  }
  for (const [name, register] of draft.registers) {
    const file = `registers/${name}.json`;
    sound(checkRegisterDefinition(register, file, name), register.schema, file);
  }
  for (const [name, document] of draft.documents) {
    const file = `documents/${name}.json`;
    if (document.key !== name)
      problems.push(
        errorAt(
          'document-key',
          { file, pointer: '/key' },
          `key 须与文件名一致：${name}`,
          `The key must be the file name: ${name}`,
        ),
      );
    problems.push(...checkDocument(document, file));
    const sources = documentExpressions(document).flatMap(({ source }) => source ?? []);
    for (const key of unknownConfigKeys(draft, sources)) {
      problems.push(
        errorAt('config-key', { file, pointer: '/body' }, `没有配置项 ${key}`, `There is no configuration key ${key}`),
      );
    }
  }
  const inherited = draft.dependencies.flatMap((one) => one.config.map((entry) => entry.key));
  problems.push(...checkConfig(draft.config, inherited));
  for (const file of draft.json) {
    if (file.kind !== 'sample') continue;
    if (!isSampleDocument(file)) problems.push(...checkSampleRows(file, lookUp(draft, 'registers', file.name)));
    else if (Array.isArray(file.value)) {
      problems.push(
        errorAt(
          'sample-shape',
          { file: file.path, pointer: '' },
          '样例文档须为对象',
          'A sample document must be an object',
        ),
      );
    }
  }
  for (const plan of draft.plans.values()) problems.push(...checkPlanReferences(draft, plan));
  for (const [name, scenario] of draft.scenarios) problems.push(...checkScenario(draft, name, scenario));
  return [...problems, ...checkEnglish(draft)];
}
