import type { Text } from '../../../engine/index.js';
import type { Lang } from './lang.js';

/** One fault of a submitted document, as the server names it. */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly text: Text | string;
}

/** The server refused a request and said why (RFC 9457 problem details). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  readonly traceId: string | undefined;

  constructor(input: {
    readonly status: number;
    readonly code: string;
    readonly sentence: string;
    readonly errors: readonly FieldProblem[];
    readonly traceId: string | undefined;
  }) {
    super(input.sentence);
    this.status = input.status;
    this.code = input.code;
    this.errors = input.errors;
    this.traceId = input.traceId;
  }
}

/** The server could not be reached, or its answer never came: the request may be repeated with the same `Idempotency-Key`. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const SENTENCES: Readonly<Record<string, Text>> = {
  unreachable: {
    zh: '网络连接不上，请检查网络后重试。',
    en: 'The service cannot be reached. Please check your connection and try again.',
  },
  '401': { zh: '登录已失效，请重新登录。', en: 'You have been signed out. Please sign in again.' },
  '403': { zh: '您没有办理此事项的权限。', en: 'You are not allowed to do this.' },
  '404': { zh: '没有找到您要的内容。', en: 'What you are looking for was not found.' },
  '409': { zh: '内容已被更新，请刷新后再试。', en: 'This has changed in the meantime. Please reload and try again.' },
  '413': { zh: '内容太大。', en: 'This is too large.' },
  '422': { zh: '填写的内容有误，请按提示修改。', en: 'Some answers need to be corrected.' },
  '429': { zh: '操作太频繁，请稍后再试。', en: 'Too many attempts. Please wait a moment.' },
  other: {
    zh: '服务暂时出现问题，请稍后重试。',
    en: 'The service has a problem at the moment. Please try again later.',
  },
};

/** The sentence for a status without one of its own. */
export function statusSentence(status: number, lang: Lang): string {
  return (SENTENCES[String(status)] ?? SENTENCES['other'])?.[lang] ?? '';
}

/** What to tell people about a failure of any kind. */
export function failureSentence(error: unknown, lang: Lang): string {
  if (error instanceof Unreachable) return SENTENCES['unreachable']?.[lang] ?? '';
  if (error instanceof ApiProblem) return error.message === '' ? statusSentence(error.status, lang) : error.message;
  return SENTENCES['other']?.[lang] ?? '';
}
