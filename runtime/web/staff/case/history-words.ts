import type { HistoryEntry } from '../api/types.js';
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
  'messageReceived',
  'signalReceived',
  'signalThrown',
  'escalationThrown',
  'transactionCancelled',
  'timerFired',
  'lampChanged',
  'compensationStarted',
  'incidentRaised',
  'incidentResolved',
]);
/** Start, end and status speak of the case only where they are those of its own instance, not of one it has called. */
const OF_THE_CASE: ReadonlySet<string> = new Set(['instanceStarted', 'instanceEnded', 'statusChanged']);
/** The server's words say more than the type does. */
const TOLD_BY_SERVER: ReadonlySet<string> = new Set(['statusChanged', 'lampChanged']);

/** Whether an event belongs into the history that clerks read; the others are shown on request. */
function isPlain(entry: HistoryEntry, caseId: string): boolean {
  if (!PLAIN.has(entry.type)) return false;
  return !OF_THE_CASE.has(entry.type) || entry.instanceId === undefined || entry.instanceId === caseId;
}

/**
 * The part of a history (oldest first) that clerks read: events they understand, and a status only where it is another one than before,
 * for a step that several people do says it once for each.
 */
export function plainHistory(entries: readonly HistoryEntry[], caseId: string): readonly HistoryEntry[] {
  let status = '';
  return entries.filter((entry) => {
    if (!isPlain(entry, caseId)) return false;
    if (entry.type !== 'statusChanged') return true;
    const before = status;
    status = JSON.stringify(entry.text);
    return status !== before;
  });
}

/** What happened, as a sentence: by the type of the event and the name of its step, else in the server's own words. */
export function historySentence(entry: HistoryEntry, caseId: string, texts: Pick<Texts, 't' | 'say'>): string {
  const { t, say } = texts;
  const told = say(entry.text);
  if (told !== '' && TOLD_BY_SERVER.has(entry.type)) return told;
  const where = say(entry.elementName) || (entry.elementId ?? '');
  const isChild = OF_THE_CASE.has(entry.type) && !isPlain(entry, caseId);
  const key = `event.${entry.type}${isChild ? '.child' : ''}`;
  if (isTextKey(key) && (where !== '' || OF_THE_CASE.has(entry.type))) return t(key, { where });
  if (told === '') return t('event.other', { type: entry.type });
  return where === '' ? told : `${told}${t('history.colon')}${where}`;
}

/** Who did it: the person, or the system. */
export function historyActor(entry: HistoryEntry, texts: Pick<Texts, 't' | 'say'>): string {
  const name = texts.say(entry.actorName);
  const id = entry.actorId ?? '';
  return id === 'system' || id === '' || name === '' ? texts.t('history.system') : name;
}
