import { pointerOf } from '../form/pointer.js';
import type { JsonObject } from '../model/json.js';
import type { RegisterDefinition } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { hasErrors } from './check.js';
import { checkConfig } from './check-config.js';
import { checkDocument, documentExpressions } from './check-document.js';
import { checkEnglish } from './check-english.js';
import { checkExpressions } from './check-expressions.js';
import { checkFormDefinition } from './check-form-definition.js';
import { checkRegisterDefinition } from './check-register-definition.js';
import { checkManifest } from './check-manifest.js';
import { checkPlanReferences, unknownConfigKeys } from './check-plan-references.js';
import { checkSampleRows, isSampleDocument } from './check-samples.js';
import { checkScenario } from './check-scenarios.js';
import type { PackageDraft } from './package-draft.js';
import { lookUp } from './package-draft.js';
import { errorAt } from './problem-maker.js';

type CheckSchema = (schema: JsonObject) => readonly Problem[];

/** Everything that needs more than one file, or a file's meaning beyond its shape. */
export function checkPackage(draft: PackageDraft, checkFormSchema: CheckSchema): readonly Problem[] {
  const problems = [
    ...checkManifest(draft),
    ...checkDocuments(draft),
    ...checkConfig(
      draft.config,
      draft.dependencies.flatMap((one) => one.config.map((entry) => entry.key)),
    ),
  ];
  const schemas = checkSchemas(draft, checkFormSchema);
  // What looks into a form or register with a fault would be misled, or overworked.
  if (hasErrors(schemas)) return [...problems, ...schemas];
  return [
    ...problems,
    ...schemas,
    ...checkSamples(draft),
    ...[...draft.plans.values()].flatMap((plan) => [
      ...checkPlanReferences(draft, plan),
      ...checkExpressions(draft, plan),
    ]),
    ...[...draft.scenarios].flatMap(([name, scenario]) => checkScenario(draft, name, scenario)),
    ...checkEnglish(draft),
  ];
}

/** Forms and registers: first our limits, then whether a validator can compile them. */
function checkSchemas(draft: PackageDraft, checkFormSchema: CheckSchema): readonly Problem[] {
  const compilable = (found: readonly Problem[], schema: JsonObject, file: string): readonly Problem[] =>
    found.length > 0 ? found : checkFormSchema(schema).map((problem) => ({ ...problem, file }));
  const forms = [...draft.forms].flatMap(([name, form]) => {
    const file = `forms/${name}.json`;
    return compilable(checkFormDefinition(form, file), form.schema, file);
  });
  const registers = [...draft.registers].flatMap(([name, register]) => {
    const file = `registers/${name}.json`;
    const faults = [...checkRegisterDefinition(register, file, name), ...checkReferences(draft, register, file)];
    return compilable(faults, register.schema, file);
  });
  return [...forms, ...registers];
}

/** References of a register lead to registers of this package or of those it requires. */
function checkReferences(draft: PackageDraft, register: RegisterDefinition, file: string): readonly Problem[] {
  return Object.entries(register.references ?? {}).flatMap(([property, target]) =>
    lookUp(draft, 'registers', target) === undefined
      ? [
          errorAt(
            'register-missing',
            { file, pointer: pointerOf(['references', property]) },
            `没有登记册 ${target}`,
            `There is no register ${target}`,
          ),
        ]
      : [],
  );
}

function checkDocuments(draft: PackageDraft): readonly Problem[] {
  return [...draft.documents].flatMap(([name, document]) => {
    const file = `documents/${name}.json`;
    const problems = checkDocument(document, file);
    if (document.key !== name) {
      const [zh, en] = [`key 须与文件名一致：${name}`, `The key must be the file name: ${name}`];
      problems.push(errorAt('document-key', { file, pointer: '/key' }, zh, en));
    }
    const sources = documentExpressions(document).flatMap(({ source }) => source ?? []);
    for (const key of unknownConfigKeys(draft, sources)) {
      const [zh, en] = [`没有配置项 ${key}`, `There is no configuration key ${key}`];
      problems.push(errorAt('config-key', { file, pointer: '/body' }, zh, en));
    }
    return problems;
  });
}

function checkSamples(draft: PackageDraft): readonly Problem[] {
  return draft.json
    .filter((file) => file.kind === 'sample')
    .flatMap((file): readonly Problem[] => {
      if (!isSampleDocument(file)) return checkSampleRows(file, lookUp(draft, 'registers', file.name));
      if (!Array.isArray(file.value)) return [];
      const [zh, en] = ['样例文档须为对象', 'A sample document must be an object'];
      return [errorAt('sample-shape', { file: file.path, pointer: '' }, zh, en)];
    });
}
