import type { Text } from '../../../../engine/index.js';

/** Sentences of the pages that need no sign-in: self-check and public registers. */
export const PUBLIC_TEXTS = {
  'check.go': { zh: '看看要办什么', en: 'What do I need?' },
  'check.result': { zh: '自查结论', en: 'Result' },
  'check.needs': { zh: '需要办理：{service}', en: 'You need: {service}' },
  'check.nothing': { zh: '不需要办理食品经营许可或者备案', en: 'No licence and no filing is needed' },
  'check.apply': { zh: '去办理（已填好上面的内容）', en: 'Apply (with these answers filled in)' },
  'check.guide': { zh: '先看办事指南', en: 'Read the guide first' },
  'check.again': { zh: '修改回答', en: 'Change my answers' },
  'check.notHere': {
    zh: '这项服务暂未在网上开通，请到街道便民服务中心办理。',
    en: 'This service is not offered online yet; please come to the service centre.',
  },
  'public.title': { zh: '公开查询', en: 'Public registers' },
  'public.lead': {
    zh: '不用登录，查一查许可、登记和备案。个人信息已隐去。',
    en: 'Licences, registrations and filings, without signing in. Personal data is hidden.',
  },
  'public.search': { zh: '名称、地址或证号', en: 'Name, address or number' },
  'public.go': { zh: '查询', en: 'Search' },
  'public.none': { zh: '没有查到', en: 'Nothing found' },
  'public.noneHint': { zh: '换一个名称试试，或者核对证号。', en: 'Try another name, or check the number.' },
  'public.found': { zh: '{n} 条', en: '{n} entries' },
  'public.more': { zh: '更多', en: 'More' },
  'public.verify': { zh: '核验电子证照', en: 'Verify the certificate' },
  'public.qr': { zh: '核验二维码', en: 'QR code for verification' },
  'notices.title': { zh: '通知', en: 'Notices' },
  'notices.earlier': { zh: '更早的通知', en: 'Earlier notices' },
  'home.check': { zh: '回答几个问题，看看要办什么证', en: 'Some questions tell what you need' },
  'home.register': { zh: '看看一家店有没有许可证、登记证', en: 'See whether a shop holds a licence' },
} as const satisfies Readonly<Record<string, Text>>;
