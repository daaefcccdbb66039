import type { Text } from '../../../../engine/index.js';

/** Sentences about personal data. */
export const PRIVACY_TEXTS = {
  notice: { zh: '个人信息处理告知', en: 'How your personal data are handled' },
  version: { zh: '版本 {version}', en: 'Version {version}' },
  told: { zh: '您已看过这个版本的告知', en: 'You have seen this version' },
  sensitive: { zh: '敏感个人信息的单独同意', en: 'Separate consent to sensitive data' },
  sensitiveText: {
    zh: '以下内容属于敏感个人信息，不是必须填写；填写须您单独同意，可以随时撤回：{fields}',
    en: 'These are sensitive data. You need not give them; giving them needs your separate consent, which you may withdraw at any time: {fields}',
  },
  agree: { zh: '我单独同意处理上述敏感个人信息', en: 'I consent separately to the handling of these data' },
  agreed: { zh: '您已单独同意', en: 'You have consented' },
  guardian: { zh: '监护人同意', en: 'Consent of a guardian' },
  guardianText: {
    zh: '您未满14周岁，办理前须由父母或者其他监护人同意。',
    en: 'You are under 14: a parent or another guardian has to consent first.',
  },
  guardianName: { zh: '监护人姓名', en: 'Name of the guardian' },
  relation: { zh: '与未成年人关系', en: 'Relation to the child' },
  guardianAgree: { zh: '我是监护人，同意处理该未成年人的个人信息', en: 'I am the guardian and consent' },
  guardianDone: { zh: '监护人已同意', en: 'The guardian has consented' },
  failed: { zh: '没有保存成功，请重试', en: 'This was not kept; please try again' },
  title: { zh: '我的同意', en: 'My consents' },
  lead: {
    zh: '这里记录每个事项何时向您告知了个人信息处理规则，以及您作出的同意。单独同意和监护人同意可以随时撤回，撤回不影响撤回前已经进行的处理；已经提交的办件继续办理。',
    en: 'When you were told how your data are handled, service by service, and what you consented to. Separate consents may be withdrawn at any time; what was done before stays lawful, and cases already sent go on.',
  },
  none: { zh: '还没有记录', en: 'Nothing here yet' },
  kindTold: { zh: '已告知', en: 'You were told' },
  kindSeparate: { zh: '单独同意', en: 'Separate consent' },
  kindGuardian: { zh: '监护人同意', en: 'Guardian’s consent' },
  givenAt: { zh: '{time}', en: '{time}' },
  withdrawnAt: { zh: '{time} 已撤回', en: 'Withdrawn {time}' },
  withdraw: { zh: '撤回同意', en: 'Withdraw' },
  withdrawTitle: { zh: '撤回这项同意？', en: 'Withdraw this consent?' },
  withdrawText: {
    zh: '撤回后，再次填写这些内容时须重新同意。',
    en: 'When you fill in these fields again you will be asked again.',
  },
  categories: { zh: '敏感信息：{list}', en: 'Sensitive data: {list}' },
} as const satisfies Record<string, Text>;

/** Names of kinds of sensitive data (Personal Information Protection Law, art. 28). */
export const CATEGORY_NAMES: Readonly<Record<string, Text>> = {
  health: { zh: '健康', en: 'health' },
  disability: { zh: '残疾', en: 'disability' },
  religion: { zh: '宗教信仰', en: 'religion' },
  party: { zh: '党员身份', en: 'party membership' },
  location: { zh: '精确位置', en: 'precise location' },
  child: { zh: '未满14周岁儿童信息', en: 'data of a child under 14' },
  biometrics: { zh: '生物识别', en: 'biometrics' },
};
