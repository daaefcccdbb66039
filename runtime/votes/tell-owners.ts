import type { Text } from '../../engine/index.js';
import type { Notifier } from '../seams/notifier.js';
import type { Registers } from '../seams/registers.js';
import type { BallotBox } from './ballot-box.js';
import type { VoteRecord } from './vote-records.js';

/** What owners hear of a vote. */
export type VoteNews = 'opened' | 'extended' | 'counted';

/** What telling them needs. */
export interface TellOwnersParts {
  readonly box: BallotBox;
  readonly registers: Registers;
  readonly notifier: Notifier;
}

const PEOPLE = 'people';

const day = (at: number | null, locale: 'zh-CN' | 'en-GB'): string =>
  at === null
    ? ''
    : new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(at);

function textOf(news: VoteNews, { title, closesAt }: VoteRecord): Text {
  const [zh, en] = [day(closesAt, 'zh-CN'), day(closesAt, 'en-GB')];
  const own = { zh: '请到“我的投票”', en: 'See “My votes”' };
  if (news === 'opened')
    return {
      zh: `${title}：开始投票，截止 ${zh}。${own.zh}参加表决。`,
      en: `${title}: voting is open until ${en}. ${own.en}.`,
    };
  if (news === 'extended')
    return {
      zh: `${title}：投票期延长至 ${zh}。还没有投票的业主，${own.zh}参加表决。`,
      en: `${title}: voting goes on until ${en}. ${own.en} if you have not voted.`,
    };
  return { zh: `${title}：已计票。${own.zh}查看结果并核验回执。`, en: `${title}: counted. ${own.en} for the result.` };
}

/**
 * Tells the owners of a vote who have an account, each once for each piece of news; everybody else hears by delivery and the notice board. An
 * extension is news of its own for each new end.
 */
export async function tellOwners(
  { box, registers, notifier }: TellOwnersParts,
  vote: VoteRecord,
  news: VoteNews,
): Promise<void> {
  if (!registers.definitions().some(({ key }) => key === PEOPLE)) return;
  const owners = new Set((await box.units.of(vote._id)).flatMap((unit) => unit.owners));
  const about = news === 'extended' ? `${news}:${String(vote.closesAt)}` : news;
  let cursor: string | undefined;
  do {
    const page = await registers.find(PEOPLE, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const { values } of page.rows) {
      const { userId, idNo, closed } = values;
      if (typeof userId !== 'string' || typeof idNo !== 'string' || closed === true) continue;
      if (!owners.has(box.blindPerson(idNo))) continue;
      const key = `vote:${vote._id}:${about}:${userId}`;
      await notifier.send({ key, to: userId, text: textOf(news, vote), channel: 'in-app' });
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
