import { parseCalendar } from '../calendar/parse-calendar.js';
import { compileDecisionFiles } from '../decision/compile-decision.js';
import type { CalendarData } from '../calendar/calendar-data.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import { isObject } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';
import type { ConfigEntry, DocumentTemplate, FormDefinition, Manifest, RegisterDefinition } from '../model/package.js';
import type { ProcessPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { isSampleDocument, rowsOf } from './check-samples.js';
import { compileBpmn } from './compile.js';
import type { PackageSource } from './package-source.js';
import { requiredPackages } from './required-packages.js';
import type { PackageDraft } from './package-draft.js';
import type { PackageFiles, PackageJson } from './package-files.js';
import { errorAt } from './problem-maker.js';

interface Input {
  readonly files: PackageFiles;
  /** Problems of the JSON shapes: a file with one is not read further. */
  readonly shapes: readonly Problem[];
  readonly source: PackageSource;
}

/** Makes the draft of a package from its files. There is none without a readable manifest. */
export async function readPackageDraft(
  input: Input,
): Promise<{ readonly draft?: PackageDraft; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const broken = new Set(input.shapes.filter((problem) => problem.severity === 'error').map((problem) => problem.file));
  const json = input.files.json.filter((file) => !broken.has(file.path));
  const processes = await readProcesses(input, problems);
  const decisions = await readDecisions(input, problems);
  const calendars = readCalendars(json, problems);
  const manifest = json.find((file) => file.kind === 'manifest');
  if (
    !input.files.json.some((file) => file.kind === 'manifest') &&
    !Object.hasOwn(input.source.files, 'manifest.json')
  ) {
    const place = { file: 'manifest.json', pointer: '' };
    problems.push(errorAt('manifest-missing', place, '缺少 manifest.json', 'There is no manifest.json'));
  }
  if (!manifest) return { problems };
  const files = new Map(json.map((file) => [file.path, file.value]));
  const draft: PackageDraft = {
    manifest: as<Manifest>(manifest.value),
    dependencies: requiredPackages(as<Manifest>(manifest.value), input.source.dependencies),
    files: input.source.files,
    json,
    ...processes,
    decisions,
    forms: byName(json, 'form', ({ name, value }): FormDefinition => ({
      ...as<FormDefinition>({ uiSchema: {}, rules: [], ...objectOf(value) }),
      id: name,
    })),
    registers: byName(json, 'register', ({ name, value }): RegisterDefinition =>
      as({ key: name, unique: [], ...objectOf(value) }),
    ),
    documents: byName(json, 'document', ({ name, value }): DocumentTemplate => as({ key: name, ...objectOf(value) })),
    calendars,
    config: as<readonly ConfigEntry[]>(objectOf(files.get('config.json') ?? {})['entries'] ?? []),
    scenarios: byName(json, 'scenario', ({ value }) => objectOf(value)),
    samples: new Map(
      json.filter((file) => file.kind === 'sample' && !isSampleDocument(file)).map((file) => [file.name, rowsOf(file)]),
    ),
    english: objectOf(files.get('i18n/en.json') ?? {}),
  };
  return { draft, problems };
}

async function readProcesses(
  { files, source }: Input,
  problems: Problem[],
): Promise<Pick<PackageDraft, 'plans' | 'processFiles'>> {
  const plans = new Map<string, ProcessPlan>();
  const processFiles = new Map<string, string>();
  const foreign = new Map(
    [...source.dependencies.values()].flatMap((one) => [...one.plans.keys()].map((id) => [id, one.key])),
  );
  for (const { path, xml } of files.bpmn) {
    const result = await compileBpmn(xml, (location) =>
      Object.hasOwn(source.files, location) ? source.files[location] : undefined,
    );
    // What is wrong in an imported file is reported when it is compiled itself.
    const own = (result.ok ? result.warnings : result.problems).filter((problem) => problem.file === undefined);
    problems.push(...own.map((problem) => ({ ...problem, file: path })));
    for (const plan of result.ok ? result.plans : []) {
      const other = processFiles.get(plan.processId) ?? foreign.get(plan.processId);
      if (other !== undefined) {
        const place = { file: path, elementId: plan.processId };
        problems.push(
          errorAt(
            'duplicate',
            place,
            `流程 ${plan.processId} 在 ${other} 中已有`,
            `The process ${plan.processId} is in ${other} already`,
          ),
        );
      }
      plans.set(plan.processId, plan);
      processFiles.set(plan.processId, path);
    }
  }
  return { plans, processFiles };
}

async function readDecisions(
  { files }: Input,
  problems: Problem[],
): Promise<ReadonlyMap<string, CompiledDecisionModel>> {
  const decisions = new Map<string, CompiledDecisionModel>();
  const results = await compileDecisionFiles(files.dmn.map(({ xml }) => xml));
  for (const [index, { path }] of files.dmn.entries()) {
    const result = results[index];
    if (!result) continue;
    const found = result.ok ? result.warnings : result.problems;
    problems.push(...found.map((problem) => ({ ...problem, file: path })));
    if (result.ok) {
      for (const id of result.decisions.decisionIds) {
        if (decisions.has(id))
          problems.push(
            errorAt(
              'duplicate',
              { file: path, elementId: id },
              `决策重复：${id}`,
              `The decision ${id} is defined twice`,
            ),
          );
        decisions.set(id, result.decisions);
      }
    }
  }
  return decisions;
}

function readCalendars(json: readonly PackageJson[], problems: Problem[]): readonly CalendarData[] {
  return json
    .filter((file) => file.kind === 'calendar')
    .flatMap((file) => {
      const parsed = parseCalendar(file.value);
      if (parsed.ok) return [parsed.data];
      problems.push(...parsed.problems.map((problem) => ({ ...problem, file: file.path })));
      return [];
    });
}

function byName<T>(
  json: readonly PackageJson[],
  kind: PackageJson['kind'],
  make: (file: PackageJson) => T,
): ReadonlyMap<string, T> {
  return new Map(json.filter((file) => file.kind === kind).map((file) => [file.name, make(file)]));
}

function objectOf(value: JsonValue): JsonObject {
  return isObject(value) ? value : {};
}

/** A JSON value whose shape `checkJson` has judged, as the type of that shape. */
function as<T>(value: unknown): T {
  return value as T;
}
