import type { Text } from '../../engine/index.js';

/** A message to a person (`userId`) or to everybody with a role (`role:<key>`). `key` makes it unique: the same key is sent once. */
export interface Notice {
  readonly key: string;
  readonly to: string;
  readonly text: Text;
  readonly channel: 'in-app';
  readonly caseId?: string;
}

/** Sends notices. Idempotent by `key`: a repetition answers with the id of the first and sends nothing. */
export interface Notifier {
  send(notice: Notice): Promise<{ readonly noticeId: string }>;
}
