import type { Lang } from '../../shared/lang.js';

/** English names of the topics of the shipped services. */
const ENGLISH: Readonly<Record<string, string>> = {
  小区物业: 'Estates and property',
  业主委员会: "Owners' committees",
  食品安全: 'Food safety',
  证照办理: 'Licences',
  开店经营: 'Opening a shop',
  社会救助: 'Social assistance',
  志愿服务: 'Volunteering',
  评价: 'Ratings',
  公示公开: 'Public notices',
  个人信息保护: 'Personal data',
};

/** A topic as people read it; one that nobody has translated stays as its package writes it. */
export const topicName = (topic: string, lang: Lang): string => (lang === 'en' ? (ENGLISH[topic] ?? topic) : topic);
