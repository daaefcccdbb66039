import { BUILTIN_NAMES } from '../../engine/index.js';
import type { DecisionTable } from './table.js';

const DRAWING =
  ' xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:di="http://www.omg.org/spec/DMN/20180521/DI/"';

/** Words of FEEL that are no names of inputs. */
const WORDS = new Set(
  'if then else for in return some every satisfies and or not true false null between instance of function'.split(' '),
);

/** Functions whose names are several words, as they stand before their arguments. */
const FUNCTIONS = [...BUILTIN_NAMES].filter((name) => name.includes(' ')).map((name) => `${name}(`);

/** Writes a table as a DMN 1.3 file. Every name that a path in it begins with becomes an input of the decision. */
export function writeTable(table: DecisionTable): string {
  const { id, name, inputs, diagram } = table;
  const cells = table.rules.flatMap((rule) => [...rule.inputs, ...rule.outputs]);
  const used = new Set([...inputs.map(({ expression }) => expression), ...cells].flatMap(namesIn));
  const data = [...new Set([...Object.keys(table.data).filter((one) => used.has(one)), ...used])];
  const labelOf = (one: string): string =>
    table.data[one] ?? inputs.find(({ expression }) => expression === one)?.label ?? one;
  const isDrawn = diagram !== '' && data.every((one) => diagram.includes(`${id}_data_${one}"`));
  const own = Object.keys(table.intended).length > 0 ? ' xmlns:yizhan="urn:yizhan:dmn:1"' : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"${isDrawn ? DRAWING : ''}${own} id="definitions_${esc(id)}" name="${esc(name)}" namespace="urn:yizhan:decisions">`,
    ...data.flatMap((one) => [
      `  <inputData id="${esc(id)}_data_${one}" name="${one}">`,
      `    <description>${esc(labelOf(one))}</description>`,
      `    <variable id="${esc(id)}_var_${one}" name="${one}"/>`,
      '  </inputData>',
    ]),
    `  <decision id="${esc(id)}" name="${esc(name)}">`,
    `    <variable id="${esc(id)}_variable" name="${esc(id.replace(/\W/g, '_'))}"/>`,
    ...data.flatMap((one) => [
      `    <informationRequirement id="${esc(id)}_req_${one}">`,
      `      <requiredInput href="#${esc(id)}_data_${one}"/>`,
      '    </informationRequirement>',
    ]),
    ...tableLines(table).map((line) => `    ${line}`),
    '  </decision>',
    ...(isDrawn ? [`  ${diagram}`] : []),
    '</definitions>',
    '',
  ].join('\n');
}

function tableLines(table: DecisionTable): readonly string[] {
  const { id, hitPolicy, aggregation, description, intended } = table;
  const collects = hitPolicy === 'COLLECT' && aggregation !== '' ? ` aggregation="${esc(aggregation)}"` : '';
  const meant = Object.entries(intended).filter(([name]) => !name.startsWith('xmlns'));
  return [
    `<decisionTable id="${esc(id)}_table" hitPolicy="${esc(hitPolicy)}"${collects}>`,
    ...(description === '' ? [] : [`  <description>${esc(description)}</description>`]),
    ...(meant.length === 0
      ? []
      : [
          '  <extensionElements>',
          `    <yizhan:intended${meant.map(([name, value]) => ` ${name}="${esc(value)}"`).join('')}/>`,
          '  </extensionElements>',
        ]),
    ...table.inputs.flatMap(({ label, expression, type }, index) => [
      `  <input id="${esc(id)}_in${index + 1}" label="${esc(label)}">`,
      `    <inputExpression id="${esc(id)}_in${index + 1}_expr" typeRef="${esc(type)}">`,
      `      <text>${esc(expression)}</text>`,
      '    </inputExpression>',
      '  </input>',
    ]),
    ...table.outputs.map(
      ({ label, name, type }, index) =>
        `  <output id="${esc(id)}_out${index + 1}" label="${esc(label)}" name="${esc(name)}" typeRef="${esc(type)}"/>`,
    ),
    ...table.rules.flatMap((rule, row) => [
      `  <rule id="${esc(rule.id)}">`,
      ...(rule.description === '' ? [] : [`    <description>${esc(rule.description)}</description>`]),
      ...table.inputs.flatMap((_, at) => entry('inputEntry', `${id}_r${row + 1}i${at + 1}`, rule.inputs[at] ?? '-')),
      ...table.outputs.flatMap((_, at) =>
        entry('outputEntry', `${id}_r${row + 1}o${at + 1}`, rule.outputs[at] ?? 'null'),
      ),
      '  </rule>',
    ]),
    '</decisionTable>',
  ];
}

function entry(tag: string, id: string, text: string): readonly string[] {
  return [`    <${tag} id="${esc(id)}">`, `      <text>${esc(text)}</text>`, `    </${tag}>`];
}

/**
 * The names that paths of an expression begin with; names of functions, of what follows a dot and of what an expression binds by itself
 * are none.
 */
function namesIn(expression: string): readonly string[] {
  const plain = FUNCTIONS.reduce(
    (text, name) => text.replaceAll(name, ''),
    expression.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\s*\(/g, '('),
  );
  const bound = new Set([...plain.matchAll(/(\w+)\s+in\b/g)].map(([, name]) => name));
  return [...plain.matchAll(/(?<![\w.])([A-Za-z_]\w*)(?!\w|\s*\()/g)].flatMap(([, name = '']) =>
    WORDS.has(name) || bound.has(name) ? [] : [name],
  );
}

function esc(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
}
