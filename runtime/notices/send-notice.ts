import { isObject, type JsonValue, type Text } from '../../engine/index.js';
import type { JobHandler } from '../seams/job-executor.js';
import type { Notifier } from '../seams/notifier.js';

/** Job `notice.send`: one notice to a person or a role, once per job however often it runs. */
export function sendNotice({ notifier }: { readonly notifier: Notifier }): JobHandler {
  return async (job) => {
    const { to, text } = job.variables;
    if (typeof to !== 'string' || to === '') return { kind: 'failed', message: 'a notice without receiver' };
    const { noticeId } = await notifier.send({
      key: job.jobKey,
      to,
      text: textOf(text),
      channel: 'in-app',
      caseId: job.rootId,
    });
    return { kind: 'completed', variables: { noticeId } };
  };
}

function textOf(value: JsonValue | undefined): Text {
  if (typeof value === 'string') return { zh: value, en: value };
  if (!isObject(value)) return { zh: '', en: '' };
  const { zh, en } = value;
  const chinese = typeof zh === 'string' ? zh : '';
  return { zh: chinese, en: typeof en === 'string' ? en : chinese };
}
