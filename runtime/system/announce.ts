import type { Problem, Text } from '../../engine/index.js';
import { isRole, ROLES } from '../../engine/index.js';
import { isOfFullSet } from '../samples/full-set.js';
import { PlatformError } from '../seams/platform-error.js';
import { isUnfinishedCopy } from '../store/mongo/copy-mark.js';
import { DEMO_PASSWORD } from '../use-cases/log-in.js';
import type { Office } from '../use-cases/office.js';
import type { Settings } from './settings.js';

/** Prints a sentence in both languages on standard error. */
export function tell(text: Text): void {
  process.stderr.write(`\n${text.zh}\n${text.en}\n\n`);
}

/** Tells the person at the terminal where the office is, who may sign in, where the data lie, and which packages were refused. */
export async function announce(parts: {
  readonly office: Office;
  readonly settings: Settings;
  readonly problems: readonly (Problem & { readonly package: string })[];
}): Promise<void> {
  const { office, settings, problems } = parts;
  const base = office.publicUrl;
  const lines = [
    '',
    `驿站 Yizhan  ${base}/          居民门户 portal`,
    `             ${base}/staff/    工作台 staff`,
    `             ${base}/api-docs  接口 API`,
    '',
    ...placeLines(settings),
    ...refused(problems),
  ];
  if (office.setUpToken !== null) {
    lines.push(
      '',
      `请打开 ${base}/staff/ 建立首个系统管理员 / open it to make the first administrator`,
      `一次性初始化口令 one-time set-up token: ${office.setUpToken}`,
    );
  }
  if (office.mode === 'demo') lines.push('', ...(await accountLines(office)));
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** A MongoDB URI without the name and password in it. */
export function withoutSecrets(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
}

function placeLines({ mongoUri, dataFolder }: Settings): readonly string[] {
  if (mongoUri === undefined) return [`数据 data    ${dataFolder}`];
  return [`数据 data    MongoDB ${withoutSecrets(mongoUri)}`, `密钥 keys    ${dataFolder}`];
}

async function accountLines(office: Office): Promise<readonly string[]> {
  const people = (await office.people.all()).filter(({ login, userId }) => login !== '' && !isOfFullSet(userId));
  const rows = people.map((person) => {
    const roles = person.roles.filter(isRole).map((role) => `${ROLES[role].zh} ${ROLES[role].en}`);
    return `  ${person.login.padEnd(12)} ${person.name.padEnd(4, '　')} ${roles.join('、')}`;
  });
  return [`演示模式，示例账号密码均为 ${DEMO_PASSWORD} / demo mode, all sample accounts use this password:`, ...rows];
}

function refused(problems: readonly (Problem & { readonly package: string })[]): readonly string[] {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return [];
  const lines = errors.slice(0, 20).map((problem) => {
    const place = [problem.file, problem.elementId ?? problem.pointer].filter(Boolean).join(' ');
    return `  ${problem.package}: ${place} ${problem.rule} ${problem.text.zh} / ${problem.text.en}`;
  });
  return ['', '以下流程包未通过检查 / these packages were refused:', ...lines];
}

/** One sentence for what stopped the start. */
export function sentenceFor(error: unknown, settings: Settings): Text {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const { port, host, dataFolder, mongoUri } = settings;
  const place = mongoUri === undefined ? dataFolder : withoutSecrets(mongoUri);
  if (code === 'EADDRINUSE') {
    return {
      zh: `端口 ${port} 已被占用，请用 PORT=其他端口 再启动。`,
      en: `Port ${port} is taken; start again with another PORT.`,
    };
  }
  if (code === 'EACCES' && error instanceof Error && 'syscall' in error && error.syscall === 'listen') {
    return { zh: `没有权限监听端口 ${port}。`, en: `Not allowed to listen on port ${port}.` };
  }
  if (code === 'EADDRNOTAVAIL') {
    return { zh: `本机没有地址 ${host}。`, en: `This machine has no address ${host}.` };
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return {
      zh: `数据文件夹 ${dataFolder} 无法写入（${code}）。`,
      en: `The data folder ${dataFolder} cannot be written (${code}).`,
    };
  }
  if (error instanceof PlatformError && error.code === 'STORE_VERSION') {
    return {
      zh: `数据（${place}）由更新的版本写入，请使用新版本启动。`,
      en: `The data in ${place} were written by a newer version; please start that one.`,
    };
  }
  if (isUnfinishedCopy(error)) {
    return {
      zh: `向 ${place} 的复制尚未完成，请先用 npm run store:copy -- --resume 完成。`,
      en: `A copy into ${place} has not ended; please finish it with npm run store:copy -- --resume.`,
    };
  }
  if (error instanceof PlatformError && error.code === 'STORE_UNAVAILABLE' && mongoUri !== undefined) {
    return {
      zh: `无法连接 MongoDB ${place}，请检查 MONGODB_URI 以及数据库是否已启动。`,
      en: `MongoDB at ${place} cannot be reached; please check MONGODB_URI and whether the database runs.`,
    };
  }
  if (error instanceof PlatformError && error.code === 'KEY_UNKNOWN' && mongoUri !== undefined) {
    return {
      zh: `数据库 ${place} 由另一套密钥写入，请把首个进程数据文件夹中的 keys 文件夹复制到 ${dataFolder}。`,
      en: `The database ${place} was written with other keys; please copy the folder keys of the first process's data folder into ${dataFolder}.`,
    };
  }
  if (error instanceof PlatformError && error.code === 'STORE_FULL') {
    return {
      zh: `数据文件夹 ${dataFolder} 所在磁盘空间不足，请清理后再启动。`,
      en: `The disk of ${dataFolder} is full; make room and start again.`,
    };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { zh: `无法启动：${reason}`, en: `Cannot start: ${reason}` };
}
