import type { JsonObject, JsonValue } from '../model/json.js';
import type { Text } from '../model/text.js';
import { checkFormat, isFormatName } from './formats.js';
import { schemaAt } from './node-schema.js';
import { isObject, pointerOf, pointerParts, valueAt } from './pointer.js';
import type { SchemaFault } from './schema-port.js';
import type { SubmissionFault } from './submission-fault.js';

/**
 * Turns a schema violation into a sentence that names the field by its title and says what is wrong, in both languages. The same
 * function serves server and browser, so a person reads the same words from both. `english` maps schema pointers such as
 * `/properties/uscc/title` to English titles; where it has none the Chinese title stands.
 */
export function faultText(input: {
  readonly schema: JsonObject;
  readonly fault: SchemaFault;
  readonly document: JsonValue;
  readonly today: string;
  readonly english?: JsonObject;
}): SubmissionFault {
  const { schema, fault, document } = input;
  const missing = fault.params['missingProperty'];
  const pointer =
    fault.keyword === 'required' && typeof missing === 'string' ? fault.pointer + pointerOf([missing]) : fault.pointer;
  const title = fieldTitle(schema, pointer, input.english);
  const sentence = sentenceOf({
    fault,
    value: valueAt(document, pointer),
    node: schemaAt(schema, pointer),
    today: input.today,
  });
  return {
    pointer,
    code: sentence.code ?? fault.keyword,
    text: { zh: `${title.zh}：${sentence.zh}`, en: `${title.en}: ${sentence.en}` },
  };
}

/** The title of the field at a data pointer, with row numbers: `从业人员（第 2 行）身份证号`. */
export function fieldTitle(schema: JsonObject, pointer: string, english: JsonObject = {}): Text {
  const parts = pointerParts(pointer);
  let zh = '';
  let en = '';
  let schemaPointer = '';
  parts.forEach((part, index) => {
    const here = schemaAt(schema, pointerOf(parts.slice(0, index + 1)));
    if (/^\d+$/.test(part)) {
      schemaPointer += '/items';
      zh += `（第 ${Number(part) + 1} 行）`;
      en += ` (row ${Number(part) + 1}) `;
      return;
    }
    schemaPointer += `/properties${pointerOf([part])}`;
    const own = here?.['title'];
    const translated = english[`${schemaPointer}/title`];
    const isLeaf = index === parts.length - 1 || /^\d+$/.test(parts[index + 1] ?? '');
    if (!isLeaf && !/^\d+$/.test(parts[index - 1] ?? 'x')) return;
    zh += typeof own === 'string' ? own : part;
    en += typeof translated === 'string' ? translated : typeof own === 'string' ? own : part;
  });
  return { zh: zh === '' ? '表单' : zh, en: en === '' ? 'Form' : en.replaceAll('  ', ' ').trim() };
}

interface Sentence extends Text {
  readonly code?: string;
}

function sentenceOf(input: {
  readonly fault: SchemaFault;
  readonly value: JsonValue | undefined;
  readonly node: JsonObject | undefined;
  readonly today: string;
}): Sentence {
  const { fault, value, node } = input;
  const { params } = fault;
  const limit = String(params['limit'] ?? '');
  switch (fault.keyword) {
    case 'required':
      return { zh: '请填写', en: 'is required' };
    case 'writable':
      return { zh: '此环节不能填写该字段', en: 'may not be written at this step' };
    case 'format':
      return formatSentence(String(params['format'] ?? ''), value, input.today);
    case 'type':
      return { zh: '内容的类型不正确', en: 'has the wrong type' };
    case 'enum':
    case 'const':
    case 'oneOf':
    case 'anyOf':
      return node?.['const'] === true || params['allowedValue'] === true
        ? { zh: '必须确认', en: 'must be confirmed' }
        : { zh: '请从选项中选择', en: 'must be one of the choices' };
    case 'minLength':
      return limit === '1'
        ? { zh: '请填写', en: 'is required' }
        : { zh: `至少 ${limit} 个字符`, en: `needs at least ${limit} characters` };
    case 'maxLength':
      return { zh: `最多 ${limit} 个字符`, en: `takes at most ${limit} characters` };
    case 'minItems':
      return { zh: `至少 ${limit} 项`, en: `needs at least ${limit} entries` };
    case 'maxItems':
      return { zh: `最多 ${limit} 项`, en: `takes at most ${limit} entries` };
    case 'uniqueItems':
      return { zh: '不能重复', en: 'must not repeat an entry' };
    case 'minimum':
      return { zh: `不能小于 ${shown(limit, node)}`, en: `must be at least ${shown(limit, node)}` };
    case 'maximum':
      return { zh: `不能大于 ${shown(limit, node)}`, en: `must be at most ${shown(limit, node)}` };
    case 'exclusiveMinimum':
      return { zh: `必须大于 ${shown(limit, node)}`, en: `must be greater than ${shown(limit, node)}` };
    case 'exclusiveMaximum':
      return { zh: `必须小于 ${shown(limit, node)}`, en: `must be less than ${shown(limit, node)}` };
    case 'pattern':
      return { zh: '格式不正确', en: 'has the wrong format' };
    case 'additionalProperties':
      return { zh: '含有未知的内容', en: 'has unknown content' };
    default:
      return { zh: '内容不符合要求', en: 'does not fulfil its rule' };
  }
}

function formatSentence(format: string, value: JsonValue | undefined, today: string): Sentence {
  if (format === 'date') return { zh: '不是有效日期', en: 'is not a date' };
  if (format === 'uri') return { zh: '不是有效网址', en: 'is not a web address' };
  const fault = isFormatName(format) && typeof value === 'string' ? checkFormat(format, value, { today }) : undefined;
  return fault === undefined
    ? { zh: '格式不正确', en: 'has the wrong format' }
    : { zh: fault.zh, en: fault.en, code: fault.code };
}

/** A limit in the unit people see: areas are stored in 0.01 m2 and money in 分. */
function shown(limit: string, node: JsonObject | undefined): string {
  const unit = isObject(node) ? node['x-unit'] : undefined;
  return unit === '0.01m2' || unit === 'fen' ? (Number(limit) / 100).toFixed(2) : limit;
}
