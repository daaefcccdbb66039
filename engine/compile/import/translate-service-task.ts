import type { ImportContext, Subject } from './import-context.js';
import { isForeign, note, plain, put, take, takeExtensions, valueOf, zeebe } from './import-context.js';
import { juelToFeel } from './juel-to-feel.js';
import type { DocElement } from './xml-document.js';
import { elementsOf, textOf } from './xml-document.js';

/**
 * Work that the other engine did by a worker or by Java becomes a job of that name. An expression that FEEL can say becomes a script task.
 */
export function translateServiceTask(context: ImportContext, { element, id }: Subject): void {
  const expression = take(element, 'expression');
  const resultVariable = take(element, 'resultVariable') ?? take(element, 'resultVariableName');
  if (expression) {
    const place = { id, what: expression.name };
    const result = juelToFeel(expression.value);
    if (result.ok && element.local === 'serviceTask') {
      rename(element, 'scriptTask');
      const variable = resultVariable?.value ?? `${id}Result`;
      put(element, zeebe(context, 'script', { expression: `=${result.feel}`, resultVariable: variable }));
      note(context, 'translated', place, `已改为脚本任务：${result.feel}`, `It became a script task: ${result.feel}`);
      return;
    }
    asJob(context, { element, id }, expression.name, expression.value.replace(/^[$#]\{|\}$/g, ''));
    return;
  }
  const topic = take(element, 'topic');
  const kind = take(element, 'type');
  const code = take(element, 'class') ?? take(element, 'delegateExpression');
  const name = topic ?? code ?? kind;
  if (name) asJob(context, { element, id }, name.name, name.value.replace(/^[$#]\{|\}$/g, ''));
}

/** Retries as the dialect writes them: `R3/PT10M` tries three times. */
function asJob(context: ImportContext, { element, id }: Subject, what: string, type: string): void {
  const [cycle] = takeExtensions(element, 'failedJobRetryTimeCycle');
  const retries = cycle && /^R(\d+)\//.exec(textOf(cycle))?.[1];
  put(element, zeebe(context, 'taskDefinition', { type, retries }));
  const zh = `已改为任务类型 ${type}：须有处理它的服务`;
  note(context, 'translated', { id, what }, zh, `It became the job type ${type}: something must do jobs of this type`);
  for (const field of takeExtensions(element, 'field')) translateField(context, { element, id }, field);
}

function translateField(context: ImportContext, { element, id }: Subject, field: DocElement): void {
  const key = plain(field, 'name') ?? '';
  const inner = elementsOf(field)[0];
  const text = plain(field, 'stringValue') ?? plain(field, 'expression') ?? (inner ? textOf(inner) : '');
  const value = valueOf(context, { id, what: `${field.name} ${key}` }, text);
  if (value === undefined) return;
  if (value.startsWith('='))
    put(element, zeebe(context, 'ioMapping', {}, [zeebe(context, 'input', { source: value, target: key })]));
  else put(element, zeebe(context, 'taskHeaders', {}, [zeebe(context, 'header', { key, value })]));
  note(context, 'translated', { id, what: `${field.name} ${key}` }, `已译为 ${value}`, `It became ${value}`);
}

/** A decision by its key, with the variable its result goes to. */
export function translateBusinessRuleTask(context: ImportContext, subject: Subject): void {
  const { element, id } = subject;
  const reference = take(element, 'decisionRef');
  const key = takeExtensions(element, 'field').find((field) => plain(field, 'name') === 'decisionTableReferenceKey');
  const decisionId = reference?.value ?? (key && (plain(key, 'stringValue') ?? textOf(elementsOf(key)[0] ?? key)));
  if (decisionId === undefined) return translateServiceTask(context, subject);
  const value = valueOf(context, { id, what: reference?.name ?? 'decisionTableReferenceKey' }, decisionId);
  const variable = take(element, 'resultVariable')?.value ?? `${id}Result`;
  put(
    element,
    zeebe(context, 'calledDecision', { decisionId: value, resultVariable: variable, bindingType: 'deployment' }),
  );
  const place = { id, what: reference?.name ?? 'decisionTableReferenceKey' };
  note(context, 'translated', place, `调用决策 ${value ?? decisionId}`, `It asks the decision ${value ?? decisionId}`);
  const shape = take(element, 'mapDecisionResult');
  if (shape && shape.value !== 'singleEntry' && shape.value !== 'singleResult') {
    const zh = '结果形式由决策表的命中策略决定，请核对后续表达式';
    const en = 'The shape of the result follows the hit policy of the table: check the expressions that read it';
    note(context, 'lost', { id, what: shape.name }, zh, en);
  }
}

/** A script in FEEL or JUEL; any other language is not run here. */
export function translateScriptTask(context: ImportContext, { element, id }: Subject): void {
  const format = plain(element, 'scriptFormat') ?? '';
  const script = elementsOf(element).find(({ local }) => local === 'script');
  const resultVariable = take(element, 'resultVariable')?.value;
  const place = { id, what: `scriptFormat ${format}` };
  const text = script ? textOf(script) : '';
  const result = /^juel$/i.test(format) ? juelToFeel(text) : undefined;
  if (result?.ok === true) {
    element.content = element.content.filter((node) => node !== script);
    element.attributes = element.attributes.filter(({ local, uri }) => uri !== '' || local !== 'scriptFormat');
    const variable = resultVariable ?? `${id}Result`;
    put(element, zeebe(context, 'script', { expression: `=${result.feel}`, resultVariable: variable }));
    note(context, 'translated', place, `已译为 ${result.feel}`, `It became ${result.feel}`);
  } else if (!/^feel$/i.test(format)) {
    const zh = `不执行 ${format} 脚本，请改写为 FEEL：${text}`;
    note(context, 'lost', place, zh, `Scripts in ${format} do not run: write it in FEEL: ${text}`);
  }
}

/** Another kind of element in the same place. */
function rename(element: DocElement, local: string): void {
  element.name = element.name.replace(element.local, local);
  element.local = local;
  element.attributes = element.attributes.filter((one) => isForeign(one) || one.local !== 'implementation');
}
