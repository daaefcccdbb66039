import { isObject } from '../../../../engine/index.js';
import type { HistoryEntry, Lamp } from '../api/types.js';
import { isTextKey } from '../texts/catalogue.js';
import type { Texts } from '../texts/use-texts.js';

/** Events that people understand without knowing how a process engine works. */
const PLAIN: ReadonlySet<string> = new Set([
  'instanceStarted',
  'instanceEnded',
  'statusChanged',
  'workItemClaimed',
  'workItemReleased',
  'workItemCompleted',
  'workItemCancelled',
  'jobCompleted',
  'jobFailed',
  'messageReceived',
  'timerFired',
  'lampChanged',
  'compensationStarted',
  'incidentRaised',
  'incidentResolved',
]);

/** Whether an event belongs into the history that clerks read; the others are shown on request. */
export function isPlain(entry: HistoryEntry): boolean {
  return entry.text !== undefined || PLAIN.has(entry.type);
}

/** What happened, as a sentence: the server's own words where it sent some, else by the type of the event. */
export function historySentence(entry: HistoryEntry, texts: Pick<Texts, 't' | 'say'>): string {
  const { t, say } = texts;
  const given = say(entry.text);
  if (given !== '') return given;
  const key = `event.${entry.type}`;
  if (!isTextKey(key)) return t('event.other', { type: entry.type });
  const data = isObject(entry.data) ? entry.data : {};
  const where = say(entry.elementName) || textOf(data['messageName']) || textOf(data['limit']) || (entry.elementId ?? '');
  return t(key, { where, status: statusName(textOf(data['status']), texts), lamp: lampName(textOf(data['level']), texts), type: entry.type });
}

/** Who did it: the person, or the system. */
export function historyActor(entry: HistoryEntry, texts: Pick<Texts, 't' | 'say'>): string {
  const name = texts.say(entry.actorName);
  if (name !== '') return name;
  const id = entry.actorId ?? '';
  return id === '' || !id.startsWith('u-') ? texts.t('history.system') : id;
}

function statusName(status: string, { t }: Pick<Texts, 't'>): string {
  const key = `status.${status}`;
  return isTextKey(key) ? t(key) : status;
}

function lampName(level: string, { t }: Pick<Texts, 't'>): string {
  const lamp = (['green', 'yellow', 'red', 'black'] satisfies Lamp[]).find((one) => one === level);
  return lamp === undefined ? level : t(`lamp.${lamp}`);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
