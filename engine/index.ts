// The only door of the engine: everything other rooms may use.
export type { Actor } from './model/actor.js';
export { SYSTEM } from './model/actor.js';
export type * from './model/approval.js';
export type * from './model/commands/child-command.js';
export type * from './model/commands/command-head.js';
export type * from './model/commands/command.js';
export type * from './model/commands/event-command.js';
export type * from './model/commands/job-command.js';
export type * from './model/commands/migration.js';
export type * from './model/commands/modification.js';
export type * from './model/commands/repair.js';
export type * from './model/commands/signing.js';
export type * from './model/commands/start-instance.js';
export type * from './model/commands/suspension.js';
export type * from './model/commands/talk.js';
export type * from './model/commands/token-operation.js';
export type * from './model/commands/work-item-command.js';
export type * from './model/commands/work-item-operation.js';
export type * from './model/person.js';
export type * from './model/rejection.js';
export type * from './model/effect.js';
export type * from './model/history.js';
export type * from './model/json.js';
export type * from './model/outcome.js';
export type * from './model/package.js';
export type * from './model/parent-call.js';
export type * from './model/plan.js';
export type * from './model/problem.js';
export type * from './model/program.js';
export type * from './model/restoration.js';
export type * from './model/state.js';
export type * from './model/text.js';

export { checkBpmn, type Checked } from './compile/check.js';
export { compileBpmn } from './compile/compile.js';
export { importBpmn, type ImportResult } from './compile/import/import-bpmn.js';
export type { ImportNote } from './compile/import/import-context.js';
export { decodeXml, type DecodedXml } from './compile/decode-xml.js';
export { compilePackage, type CompilePackageResult } from './compile/compile-package.js';
export { JOB_TYPES } from './compile/job-types.js';
export { linkPackage, type LinkInput } from './compile/link-package.js';
export { linkPlan } from './compile/link.js';
export type { PackageSource } from './compile/package-source.js';
export { requiredPackages } from './compile/required-packages.js';
export { isRole, ROLE_KEYS, ROLES, type Role } from './compile/roles.js';
export { YIZHAN_MODDLE } from './compile/yizhan-moddle.js';

export { activeElements, canClaim, canComplete, canRelease, takenPath, type TakenPath } from './core/inspect.js';
export { evaluateInScope, feelContext, feelEnvironment, visibleVariables } from './core/scope.js';
export { historyRecords } from './core/history-records.js';
export { transition } from './core/transition.js';
export { packState, unpackState } from './core/pack.js';
export { replay } from './core/replay.js';

export { analyseFeel, type AnalyseScope, type FeelAnalysis } from './feel/analyse.js';
export { BUILTIN_NAMES } from './feel/builtins.js';
export { compileFeel, type CompiledFeel } from './feel/compile-feel.js';
export type { FeelEnvironment } from './feel/feel-environment.js';

export type { OperationEntry } from './operations/operation-entry.js';
export { OPERATIONS, permissionOf, type OperationCommand, type OperationName } from './operations/operations.js';
export { dryRun, type DryRun, type PartChange } from './operations/migration/dry-run.js';
export { planHash } from './operations/migration/plan-hash.js';
export { planMigration } from './operations/migration/plan-migration.js';
export { planReopening, planRestart, planUndo, planWithdrawal } from './operations/plan-restoration.js';
export { preview } from './operations/preview.js';
export { returnTargets, type ReturnTargets } from './operations/return-targets.js';
export { allowedOperations } from './operations/allowed-operations.js';

export { callDispatch, type EffectSource } from './host/absorb-effect.js';
export { caseNumber, caseVariables, type CaseStart } from './host/case-variables.js';
export { configValues } from './host/config-values.js';
export type { Dispatch } from './host/dispatch.js';
export { instantMs, isoInstant } from './calendar/iso-instant.js';
export { findRows } from './host/register-action.js';

export { mutantsOf, type Mutant } from './simulate/mutants.js';
export { formRules, runScenario, type ScenarioSetup } from './simulate/run-scenario.js';
export type { Scenario, ScenarioReport } from './simulate/scenario.js';

export type * from './verify/soundness-report.js';
export { verifySoundness } from './verify/verify-soundness.js';

export { DEFAULT_ZONE, type CalendarData, type YearCalendar } from './calendar/calendar-data.js';
export { deadline } from './calendar/deadline.js';
export { closingOf, dateOf, endOfDay, receivedAt } from './calendar/instants.js';
export { lampAt, remaining, yellowAt } from './calendar/lamp.js';
export { parseCalendar } from './calendar/parse-calendar.js';
export { addCalendarDays, addWorkingDays, hasYear, isWorkingDay, workingDaysBetween } from './calendar/working-days.js';

export type { NodeAccess } from './form/field-access.js';
export { accessAt, anyWritableBelow, FULL_ACCESS } from './form/field-access.js';
export { ageAt, idNoFacts } from './form/format-id-no.js';
export { makeLicenceNo, type LicenceKind } from './form/format-licence-no.js';
export { fieldTitle, faultText } from './form/fault-text.js';
export type { FormatName } from './form/formats.js';
export { checkFormat, FORMAT_NAMES, isFormatName, normaliseFormat } from './form/formats.js';
export { mask } from './form/masks.js';
export { nodeSchema, schemaAt } from './form/node-schema.js';
export { isObject, pointerOf, pointerParts, sameJson, valueAt, withValueAt } from './form/pointer.js';
export { resolveAccess, valueOf } from './form/resolve-access.js';
export type { SchemaFault, ValidateJson } from './form/schema-port.js';
export type { SubmissionFault } from './form/submission-fault.js';
export type { Submission, SubmissionInput } from './form/submission.js';
export { applySubmission, writablePart } from './form/submission.js';
export { readOnly, taskForms, type TaskForm } from './form/task-forms.js';
export { hiddenFields, withoutHidden, withoutHiddenRequireds } from './form/visibility.js';
