import { pointerOf } from '../form/pointer.js';
import type { ServiceDescription } from '../model/package.js';
import type { UserFormPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import type { PackageDraft } from './package-draft.js';
import { lookUp } from './package-draft.js';
import { errorAt } from './problem-maker.js';
import { isRole } from './roles.js';
import { statusName } from './statuses.js';

const FILE = 'manifest.json';

/** The manifest fits the package: required packages are there in the right version, the service names things that exist. */
export function checkManifest(draft: PackageDraft): Problem[] {
  const { requires, service } = draft.manifest;
  const problems: Problem[] = [];
  const refuse: Refuse = (parts, rule, zh, en) => {
    problems.push(errorAt(rule, { file: FILE, pointer: pointerOf(parts) }, zh, en));
  };
  for (const [key, major] of Object.entries(requires ?? {})) {
    const found = draft.dependencies.find((one) => one.key === key);
    if (key === draft.manifest.key)
      refuse(['requires', key], 'requires', '流程包不能依赖自身', 'A package cannot require itself');
    else if (!found)
      refuse(['requires', key], 'requires', `缺少所依赖的流程包 ${key}`, `The required package ${key} is not there`);
    else if (found.version.split('.')[0] !== major) {
      refuse(
        ['requires', key],
        'requires',
        `依赖 ${key} 的版本应为 ${major}，现为 ${found.version}`,
        `${key} is required in version ${major}, found ${found.version}`,
      );
    }
  }
  if (service) checkService(draft, service, refuse);
  return [...problems, ...unnamedStatuses(draft)];
}

/** People read statuses: each that an element sets has a name. */
function unnamedStatuses(draft: PackageDraft): Problem[] {
  const packages = [...draft.dependencies, draft];
  return [...draft.plans].flatMap(([processId, plan]) =>
    Object.values(plan.elements).flatMap(({ id, caseStatus }) =>
      caseStatus === undefined || statusName(packages, caseStatus) !== undefined
        ? []
        : errorAt(
            'status-unnamed',
            { file: draft.processFiles.get(processId), elementId: id },
            `状态 ${caseStatus} 没有名称，请在 manifest.json 的 statuses 中写明`,
            `The status ${caseStatus} has no name; please give it one under statuses in manifest.json`,
          ),
    ),
  );
}

type Refuse = (parts: readonly string[], rule: string, zh: string, en: string) => void;

function checkService(draft: PackageDraft, service: ServiceDescription, refuse: Refuse): void {
  const plan = draft.plans.get(service.processId);
  const start = plan?.elements[service.startEventId];
  if (!plan)
    refuse(
      ['service', 'processId'],
      'process-missing',
      `没有流程 ${service.processId}`,
      `There is no process ${service.processId}`,
    );
  else if (start?.type !== 'startEvent' || start.parentId !== undefined) {
    refuse(
      ['service', 'startEventId'],
      'start-event',
      `没有开始事件 ${service.startEventId}`,
      `There is no start event ${service.startEventId}`,
    );
  } else if (!startsWith(start.form, service.formId)) {
    refuse(
      ['service', 'formId'],
      'form-missing',
      `开始事件的表单不是 ${service.formId}`,
      `The form of the start event is not ${service.formId}`,
    );
  }
  if (!lookUp(draft, 'forms', service.formId))
    refuse(['service', 'formId'], 'form-missing', `没有表单 ${service.formId}`, `There is no form ${service.formId}`);
  const roles = (parts: readonly string[], names: readonly string[]): void =>
    names.forEach((name, index) => {
      if (!isRole(name))
        refuse([...parts, String(index)], 'role-unknown', `未知的角色：${name}`, `Unknown role: ${name}`);
    });
  roles(['service', 'startRoles'], service.startRoles);
  for (const [name, message] of Object.entries(service.messages ?? {})) {
    const parts = ['service', 'messages', name];
    if (
      plan &&
      ![...draft.plans.values(), ...draft.dependencies.flatMap((one) => [...one.plans.values()])].some((one) =>
        one.messageNames.includes(name),
      )
    ) {
      refuse(parts, 'message-missing', `流程不接收消息 ${name}`, `No process waits for the message ${name}`);
    }
    roles([...parts, 'roles'], message.roles);
    if (message.formId !== undefined && !lookUp(draft, 'forms', message.formId)) {
      refuse([...parts, 'formId'], 'form-missing', `没有表单 ${message.formId}`, `There is no form ${message.formId}`);
    }
  }
}

/** The start event shows this form: as its own, or by an access entry. */
function startsWith(form: UserFormPlan | undefined, formId: string): boolean {
  const values = [form?.formId, ...(form?.access ?? []).map((entry) => entry.form)];
  return values.some((value) => value?.kind === 'constant' && value.value === formId);
}
