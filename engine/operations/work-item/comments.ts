import type { Run } from '../../core/run.js';
import { notify } from '../../core/notify.js';
import { stateOf } from '../../core/run.js';
import type { AddAttachment, AddComment, SendCopy } from '../../model/commands/talk.js';
import type { Rejection } from '../../model/rejection.js';
import { tell } from './tell.js';

/** Most receivers of one copy. */
const MAX_RECEIVERS = 200;

/** A comment on the case or on a work item. */
export function addComment(run: Run, command: AddComment): Rejection | undefined {
  const { workItemId, text } = command;
  return tell(run, command, { workItemId, text, after: { text } });
}

/** A reference to a stored file. */
export function addAttachment(run: Run, command: AddAttachment): Rejection | undefined {
  const { workItemId, fileId, name } = command;
  return tell(run, command, { workItemId, text: name, after: { fileId, name } });
}

/** 抄送: people are told of the case or of a work item. BAD_VALUE for nobody or for more than 200. */
export function sendCopy(run: Run, command: SendCopy): Rejection | undefined {
  const { workItemId, to, note = '' } = command;
  if (to.length === 0 || to.length > MAX_RECEIVERS) return { code: 'BAD_VALUE', detail: { receivers: to.length } };
  const refusal = tell(run, command, { workItemId, text: to.join().slice(0, 100), after: { to, note } });
  if (refusal) return refusal;
  const item = workItemId === undefined ? undefined : stateOf(run).workItems[workItemId];
  const name = item?.name ?? run.program.plan.name;
  const text = { zh: `抄送您“${name.zh}”${note}`, en: `For your information: "${name.en}" ${note}`.trim() };
  const about = item === undefined ? {} : { workItemId: item.id, elementId: item.elementId };
  notify(run, { kind: 'copy', to, text, ...about });
  return undefined;
}
