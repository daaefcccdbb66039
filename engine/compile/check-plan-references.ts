import type { FormAccessPlan, ListenerPlan, ProcessPlan, UserFormPlan, ValuePlan } from '../model/plan.js';
import type { Problem } from '../model/problem.js';
import { checkApproval, checkOperationRoles } from './check-approval.js';
import { checkFormAccess } from './check-form-access.js';
import { checkJob } from './check-job.js';
import { isJobType } from './job-types.js';
import { expressionsOf } from './link.js';
import type { PackageDraft } from './package-draft.js';
import { allPlans, configKeys, lookUp } from './package-draft.js';
import { errorAt, warningAt } from './problem-maker.js';
import { isRole } from './roles.js';

/** What a process names outside itself exists: forms, decisions, processes, roles, job types, configuration keys, other elements. */
export function checkPlanReferences(draft: PackageDraft, plan: ProcessPlan): Problem[] {
  const file = draft.processFiles.get(plan.processId) ?? '';
  const problems: Problem[] = [];
  const refuse = (rule: string, elementId: string, zh: string, en: string): void => {
    problems.push(errorAt(rule, { file, elementId }, zh, en));
  };
  const access = (elementId: string, entries: readonly FormAccessPlan[]): void => {
    for (const entry of entries) {
      if (entry.form.kind === 'feel') {
        if (entry.fallback !== undefined) continue;
        refuse(
          'form-access',
          elementId,
          '表单由表达式决定时须写 default',
          'A form named by an expression needs a default access',
        );
      } else {
        const form = lookUp(draft, 'forms', entry.form.value);
        if (form) problems.push(...checkFormAccess(entry, form, { elementId, file }));
        else refuse('form-missing', elementId, `没有表单 ${entry.form.value}`, `There is no form ${entry.form.value}`);
      }
    }
  };
  const form = (elementId: string, entry: UserFormPlan | undefined): void => {
    const formId = constantOf(entry?.formId);
    if (formId !== undefined && !lookUp(draft, 'forms', formId))
      refuse('form-missing', elementId, `没有表单 ${formId}`, `There is no form ${formId}`);
    else access(elementId, entry?.access ?? []);
  };
  access(plan.processId, plan.forms);
  const elementIds = new Set(allPlans(draft).flatMap((one) => Object.keys(one.elements)));
  for (const element of Object.values(plan.elements)) {
    const { id } = element;
    if (element.type === 'userTask') {
      form(id, element.form);
      for (const role of listOf(element.candidateGroups)) {
        if (!isRole(role.replace(/@\/?[\w/-]*$/, '')))
          refuse('role-unknown', id, `未知的角色：${role}`, `Unknown role: ${role}`);
      }
      problems.push(...checkApproval(element, elementIds, file));
      for (const path of element.notSameUserAs) {
        const last = path.slice(path.lastIndexOf('/') + 1);
        if (elementIds.has(last)) continue;
        // A library process may name an element of its caller, which nobody knows yet.
        const make = draft.manifest.service ? errorAt : warningAt;
        const [zh, en] = [`notSameUserAs 指向不存在的节点 ${path}`, `notSameUserAs names no element: ${path}`];
        problems.push(make('separation-of-duties', { file, elementId: id }, zh, en));
      }
    } else if (element.type === 'startEvent') form(id, element.form);
    else if (element.type === 'businessRuleTask') {
      const decisionId = constantOf(element.decisionId);
      if (decisionId !== undefined && !lookUp(draft, 'decisions', decisionId)) {
        refuse('decision-missing', id, `没有决策 ${decisionId}`, `There is no decision ${decisionId}`);
      }
    } else if (element.type === 'callActivity') {
      const processId = constantOf(element.processId);
      if (processId !== undefined && !lookUp(draft, 'plans', processId)) {
        refuse('process-missing', id, `没有流程 ${processId}`, `There is no process ${processId}`);
      }
    } else if (element.type === 'serviceTask' || element.type === 'sendTask') {
      problems.push(...checkJob(draft, element, file));
    }
    for (const type of unknownListeners(element.listeners)) {
      refuse('job-type', id, `未知的作业类型：${type}`, `Unknown job type: ${type}`);
    }
  }
  for (const type of unknownListeners(plan.listeners)) {
    refuse('job-type', plan.processId, `未知的作业类型：${type}`, `Unknown job type: ${type}`);
  }
  problems.push(...checkOperationRoles(plan, file));
  for (const key of unknownConfigKeys(draft, expressionsOf(plan))) {
    refuse('config-key', plan.processId, `没有配置项 ${key}`, `There is no configuration key ${key}`);
  }
  return problems;
}

/** Paths after `config.` in FEEL sources that name neither a configuration key nor a group of them. */
export function unknownConfigKeys(draft: PackageDraft, sources: readonly string[]): readonly string[] {
  const keys = configKeys(draft);
  const named = sources.flatMap((source) => {
    const bare = source.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    return [...bare.matchAll(/(?<![\w.])config((?:\.[A-Za-z]\w*)+)/g)].map((match) => (match[1] ?? '').slice(1));
  });
  const known = (path: string): boolean =>
    keys.some((key) => key === path || key.startsWith(`${path}.`) || path.startsWith(`${key}.`));
  return [...new Set(named)].filter((path) => !known(path));
}

function constantOf(value: ValuePlan | undefined): string | undefined {
  return value?.kind === 'constant' ? value.value : undefined;
}

function listOf(value: ValuePlan | undefined): readonly string[] {
  return (constantOf(value) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Job types of listeners that nothing in the product carries out. */
function unknownListeners(listeners: readonly ListenerPlan[] = []): readonly string[] {
  const types = listeners.flatMap(({ jobType }) => constantOf(jobType) ?? []);
  return types.filter((type) => !isJobType(type));
}
