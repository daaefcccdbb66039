import type { Text } from '../../../../engine/index.js';

/** Sentences of registering, and of setting and changing a password. */
export const ACCOUNT_TEXTS = {
  register: { zh: '注册账号', en: 'Register' },
  registerLead: {
    zh: '注册后可以在网上申请、查看进度。我们只保存您在这里填写的内容，用于办理您申请的事项和与您联系。',
    en: 'With an account you apply and follow your cases online. We keep what you enter here, to deal with what you apply for and to reach you.',
  },
  kind: { zh: '我是', en: 'I am' },
  resident: { zh: '居民', en: 'a resident' },
  merchant: { zh: '商户', en: 'a business' },
  uscc: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  name: { zh: '姓名', en: 'Name' },
  login: { zh: '登录名', en: 'Login' },
  loginHint: {
    zh: '小写字母开头，3 至 32 位小写字母、数字、点、下划线或连字符',
    en: '3 to 32 small letters, digits, dots, underscores or hyphens, a letter first',
  },
  mobile: { zh: '手机号（选填）', en: 'Mobile (if you like)' },
  place: { zh: '所在社区（选填）', en: 'Community (if you like)' },
  noPlace: { zh: '暂不选择', en: 'Not now' },
  password: { zh: '密码', en: 'Password' },
  newPassword: { zh: '新密码', en: 'New password' },
  passwordHint: { zh: '至少 12 个字符，不含姓名和登录名', en: '12 characters at least, without your name or login' },
  again: { zh: '再输入一次新密码', en: 'New password once more' },
  differ: { zh: '两次输入的密码不一致', en: 'The two passwords differ' },
  go: { zh: '注册并登录', en: 'Register and sign in' },
  have: { zh: '已有账号，去登录', en: 'I have an account: sign in' },
  withCode: { zh: '用一次性口令设置密码', en: 'Set a password by a one-time code' },
  codeLead: {
    zh: '一次性口令由街道的系统管理员告诉您，三天内有效，只能用一次。忘记密码的，请带身份证到街道窗口。',
    en: 'The administrator of the office tells you the code. It holds for three days and works once. If you lost your password, please bring your ID card to the counter.',
  },
  code: { zh: '一次性口令', en: 'One-time code' },
  set: { zh: '设置密码并登录', en: 'Set it and sign in' },
  change: { zh: '修改密码', en: 'Change password' },
  changeLead: { zh: '修改后，您在其他设备上的登录会结束。', en: 'You will be signed out on other devices.' },
  present: { zh: '当前密码', en: 'Present password' },
  save: { zh: '修改', en: 'Change' },
  changed: { zh: '密码已修改', en: 'The password has been changed' },
} as const satisfies Readonly<Record<string, Text>>;
