import type { ServiceTaskPlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { isOutside, JOB_TYPES } from './job-types.js';
import type { PackageDraft } from './package-draft.js';
import { lookUp } from './package-draft.js';
import { errorAt } from './problem-maker.js';
import { isRole } from './roles.js';

/** A job: its type is known, its inputs are there, and the register, template or role it names by a constant exists. */
export function checkJob(draft: PackageDraft, task: ServiceTaskPlan, file: string): Problem[] {
  const type = task.job?.jobType;
  if (type?.kind !== 'constant' || isOutside(type.value)) return [];
  const problems: Problem[] = [];
  const refuse = (rule: string, zh: string, en: string): void => {
    problems.push(errorAt(rule, { file, elementId: task.id }, zh, en));
  };
  const needed = Object.hasOwn(JOB_TYPES, type.value) ? JOB_TYPES[type.value] : undefined;
  if (!needed) {
    refuse('job-type', `未知的作业类型：${type.value}`, `Unknown job type: ${type.value}`);
    return problems;
  }
  for (const name of needed) {
    if (Object.hasOwn(task.job?.headers ?? {}, name)) continue;
    if (task.inputs.some((input) => input.target === name || input.target.startsWith(`${name}.`))) continue;
    refuse('job-input', `作业 ${type.value} 缺少输入 ${name}`, `The job ${type.value} lacks its input ${name}`);
  }
  const register = literalInput(task, 'register');
  if (register !== undefined && !lookUp(draft, 'registers', register))
    refuse('register-missing', `没有登记册 ${register}`, `There is no register ${register}`);
  const template = literalInput(task, 'template');
  if (template !== undefined && type.value !== 'register.next-number' && !lookUp(draft, 'documents', template)) {
    refuse('document-missing', `没有文书模板 ${template}`, `There is no document template ${template}`);
  }
  const role = type.value === 'notice.send' ? /^role:(.*)$/.exec(literalInput(task, 'to') ?? '')?.[1] : undefined;
  if (role !== undefined && !isRole(role)) refuse('role-unknown', `未知的角色：${role}`, `Unknown role: ${role}`);
  return problems;
}

/** An input with a constant value: a FEEL string literal, or a task header of that name. */
function literalInput(task: ServiceTaskPlan, name: string): string | undefined {
  const source = task.inputs.find((input) => input.target === name)?.source;
  if (source !== undefined) return /^"([^"\\]*)"$/.exec(source.trim())?.[1];
  const headers = task.job?.headers ?? {};
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}
