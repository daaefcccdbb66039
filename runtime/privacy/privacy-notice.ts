import { createHash } from 'node:crypto';
import { isObject, type CompiledPackage, type JsonObject, type JsonValue, type Text } from '../../engine/index.js';
import type { BookForm } from '../read/form-book.js';

/** A part of a privacy notice: a heading and what stands below it. */
export interface NoticePart {
  readonly title: Text;
  readonly lines: readonly Text[];
}

/** A field whose data are sensitive and not covered by a statutory duty: it needs a consent of its own. */
export interface SensitiveField {
  readonly pointer: string;
  readonly label: Text;
  readonly category: string;
}

/** What a person is told before a form is filled in (Personal Information Protection Law, art. 17, 30, 35). `version` names exactly this text. */
export interface PrivacyNotice {
  readonly version: string;
  readonly parts: readonly NoticePart[];
  readonly sensitive: readonly SensitiveField[];
}

/** A form of a service that people fill in: its start form, that of a later task, or that of a message. */
export interface NoticeSource {
  readonly active: CompiledPackage;
  readonly book: BookForm;
}

const NO_BASIS: Text = { zh: '履行街道办事处法定职责所必需', en: 'Duties of the subdistrict office by law' };
const KEPT: Text = {
  zh: '办理完毕后按国家档案管理规定的期限保管，期满后删除或者匿名化。',
  en: 'After the case is closed it is kept as long as the rules on archives say, then deleted or made anonymous.',
};

/** The privacy notice of a form of a service: made from its guide and the form, so that no service goes without one. `office`: who asks. */
export function privacyNotice({ active, book }: NoticeSource, office: Text): PrivacyNotice {
  const { schema } = book.form;
  const { service } = active.manifest;
  const labels = personalFields(schema, book.english);
  const sensitive = sensitiveFields(schema, book.english);
  const { title } = active.manifest;
  const parts: NoticePart[] = [
    part('谁处理您的信息', 'Who handles your data', service === undefined ? [office] : [office, service.contact]),
    part('为什么', 'Why', [{ zh: `办理“${title.zh}”。`, en: `To deal with “${title.en}”.` }]),
    part(
      '依据',
      'On what basis',
      service?.basis === undefined || service.basis.length === 0 ? [NO_BASIS] : service.basis,
    ),
    part('哪些信息', 'Which data', [
      {
        zh:
          labels.length === 0
            ? '您在表中填写的内容。'
            : `${labels.map((label) => label.zh).join('、')}，以及您上传的材料。`,
        en:
          labels.length === 0
            ? 'What you fill in.'
            : `${labels.map((label) => label.en).join(', ')}, and what you upload.`,
      },
    ]),
    part('谁能看到', 'Who sees them', [
      {
        zh: '只有办理本件的工作人员能看到全部内容，其他人看到的是脱敏内容；查看敏感信息均有记录。',
        en: 'Only those who deal with your case see everything, others see masked values; every look at sensitive data is logged.',
      },
    ]),
    part('保存多久', 'How long', [retentionOf(schema) ?? KEPT]),
    part('您的权利', 'Your rights', [
      {
        zh: '您可以查阅、复制、更正本人信息，可以撤回单独同意（在“我的同意”中），也可以要求解释或者投诉。撤回不影响撤回前已经进行的处理。',
        en: 'You may see, copy and correct your data, withdraw a separate consent (under “My consents”), ask for an explanation, or complain. What was done before a withdrawal stays lawful.',
      },
    ]),
  ];
  const version = createHash('sha256')
    .update(JSON.stringify([active.key, parts, sensitive]))
    .digest('hex')
    .slice(0, 12);
  return { version, parts, sensitive };
}

/** Whether a form asks for personal data at all: a task that only asks for an answer needs no notice. */
export function asksForPersonalData({ book }: NoticeSource): boolean {
  return personalFields(book.form.schema, book.english).length > 0;
}

/** Labels of the fields that hold personal data, each once. */
function personalFields(schema: JsonObject, english: JsonObject): readonly Text[] {
  const found = new Map<string, Text>();
  walk(schema, '', (node, pointer) => {
    const { title } = node;
    if (typeof node['x-class'] !== 'string' || node['x-class'] === 'L1' || typeof title !== 'string') return;
    found.set(title, labelOf(title, pointer, english));
  });
  return [...found.values()];
}

function sensitiveFields(schema: JsonObject, english: JsonObject): readonly SensitiveField[] {
  const found: SensitiveField[] = [];
  walk(schema, '', (node, pointer) => {
    const { title } = node;
    const category = node['x-sensitive'];
    if (typeof category !== 'string' || typeof title !== 'string') return;
    found.push({ pointer: pointer.replaceAll('/properties/', '/'), label: labelOf(title, pointer, english), category });
  });
  return found;
}

function walk(node: JsonObject, pointer: string, visit: (node: JsonObject, pointer: string) => void): void {
  visit(node, pointer);
  const properties = node['properties'];
  if (isObject(properties)) {
    for (const [name, child] of Object.entries(properties)) {
      if (isObject(child)) walk(child, `${pointer}/properties/${name}`, visit);
    }
  }
  const items: JsonValue | undefined = node['items'];
  if (isObject(items)) walk(items, `${pointer}/items`, visit);
}

function labelOf(zh: string, pointer: string, english: JsonObject): Text {
  const en = english[`${pointer}/title`];
  return { zh, en: typeof en === 'string' ? en : zh };
}

function retentionOf(schema: JsonObject): Text | undefined {
  const kept = schema['x-retention'];
  if (typeof kept === 'string') return { zh: kept, en: kept };
  if (!isObject(kept)) return undefined;
  const { zh, en } = kept;
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined;
}

function part(zh: string, en: string, lines: readonly Text[]): NoticePart {
  return { title: { zh, en }, lines };
}
