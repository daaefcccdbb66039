import type { Text } from '../../../../engine/index.js';

/** Sentences of the page about what the office knows of the person who is signed in. */
export const MINE_TEXTS = {
  title: { zh: '我的家 · 我的店 · 我的投票', en: 'My household, my shop, my votes' },
  lead: {
    zh: '街道登记的、与您本人有关的信息。个人信息已遮盖；如有不对，请到社区或便民服务中心更正。',
    en: 'What the office has registered about you. Personal data is masked; if something is wrong, ask your community or the service centre to correct it.',
  },
  home: { zh: '我的家', en: 'My household' },
  shop: { zh: '我的店', en: 'My shop' },
  votes: { zh: '我的投票', en: 'My votes' },
  open: { zh: '正在办理', en: 'Under way' },
  none: { zh: '没有登记信息', en: 'Nothing is registered' },
  noVotes: { zh: '目前没有需要您参加的表决', en: 'There is no vote for you now' },
  noCases: { zh: '目前没有正在办理的事项', en: 'Nothing is under way' },
  vote: { zh: '去投票', en: 'Vote' },
  voted: { zh: '已投票', en: 'Voted' },
  seeVotes: { zh: '全部投票', en: 'All votes' },
  until: { zh: '投票截止：{time}', en: 'Open until {time}' },
  due: { zh: '到期或复核：{date}', en: 'Due {date}' },
  dueSoon: { zh: '快到期', en: 'Due soon' },
  overdue: { zh: '已过期', en: 'Past' },
  services: { zh: '可以办理', en: 'You may apply for' },
  volunteering: { zh: '我的志愿服务', en: 'My volunteering' },
  waits: { zh: '待您办理', en: 'Waits for you' },
} as const satisfies Readonly<Record<string, Text>>;
