import type { Text } from '../../engine/index.js';

/** The fewest characters of a password. */
export const PASSWORD_LENGTH = 12;

const DIFFERENT = 5;
const CONTEXT = /yizhan|驿站|password|qwert|admin|123456|街道/i;

/** What is wrong with a password that somebody chooses; undefined when it may be taken. `names`: the login and the name of the person. */
export function passwordFault(password: string, names: readonly string[]): Text | undefined {
  if (password.length < PASSWORD_LENGTH)
    return {
      zh: `密码至少 ${String(PASSWORD_LENGTH)} 个字符`,
      en: `A password has at least ${String(PASSWORD_LENGTH)} characters`,
    };
  if (new Set(password).size < DIFFERENT)
    return { zh: '密码中不同的字符太少', en: 'The password has too few different characters' };
  const lower = password.toLowerCase();
  if (names.some((name) => name.length > 1 && lower.includes(name.toLowerCase())))
    return { zh: '密码不能包含登录名或姓名', en: 'The password must not hold the login or the name' };
  if (CONTEXT.test(password))
    return { zh: '密码中含有容易被猜到的内容', en: 'The password holds something that is easily guessed' };
  return undefined;
}
