import { FEED, type FeedKind, type FeedStamp } from '../events/feed-records.js';
import type { CaseFacts, WorklistRow } from '../seams/records.js';
import type { Write } from '../seams/store.js';
import { inserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** More people and groups than this are not listed: whoever has the case in reach hears of it, others see it at their next look. */
const MOST = 200;

/**
 * The row of the feed for a commit of an instance: its case changed, and its work items or incidents when the history says so. `closed`
 * are worklist rows that the commit removed: their holders and candidates hear of it, too. The same revision always gives the same row.
 */
export function feedOf(
  instance: Pick<OpenInstance, '_id' | 'rootId' | 'state' | 'history' | 'effects' | 'updatedAt'>,
  facts: CaseFacts,
  closed: readonly Pick<WorklistRow, 'assignee' | 'candidateUsers' | 'candidateGroups'>[],
  stamp: FeedStamp,
): readonly Write[] {
  const { state } = instance;
  const tells = (prefix: string): boolean => instance.history.some(({ type }) => type.startsWith(prefix));
  const kinds: FeedKind[] = ['case'];
  if (tells('workItem')) kinds.push('worklist');
  if (tells('incident')) kinds.push('incident');
  const told = instance.effects.flatMap((effect) => (effect.type === 'notify' ? effect.to : []));
  if (told.length > 0) kinds.push('notice');
  const items = kinds.includes('worklist') ? [...Object.values(state.workItems), ...closed] : [];
  const users = new Set(
    items.flatMap(({ assignee, candidateUsers }) => [...(assignee ? [assignee] : []), ...candidateUsers]),
  );
  const groups = new Set(items.flatMap(({ candidateGroups }) => candidateGroups));
  const { applicantId, orgPath } = facts;
  return [
    inserting(FEED, {
      _id: `${instance._id}:${String(state.revision)}`,
      writer: stamp.writer,
      tick: stamp.tick,
      floor: stamp.floor,
      at: instance.updatedAt,
      kinds,
      caseId: instance.rootId,
      instanceId: instance._id,
      orgPath,
      users: [...users].slice(0, MOST),
      groups: [...groups].slice(0, MOST),
      ...(applicantId === undefined ? {} : { applicantId }),
      ...(told.length === 0 ? {} : { told: told.map((to) => to.split('@')[0] ?? to).slice(0, MOST) }),
    }),
  ];
}
