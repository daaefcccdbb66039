import path from 'node:path';
import { parseArgs } from 'node:util';
import { PlatformError } from '../seams/platform-error.js';
import { makeBackup } from './make-backup.js';
import { officePlace } from './office-place.js';

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};

/**
 * `npm run backup -- --to <new folder> [--without-keys]`: saves the office that `MONGODB_URI` or `YIZHAN_DATA` names. An embedded store is
 * copied while the office runs. Gives the exit code: 0 saved, 1 not saved, 2 not understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { to: { type: 'string' }, 'without-keys': { type: 'boolean', default: false } },
  });
  if (values.to === undefined) {
    say(
      '用法：npm run backup -- --to <新文件夹> [--without-keys]',
      'usage: npm run backup -- --to <new folder> [--without-keys]',
    );
    return 2;
  }
  const to = path.resolve(values.to);
  try {
    const options = { keys: !values['without-keys'], now: Date.now() };
    const outcome = await makeBackup(officePlace(process.env, process.cwd()), to, options);
    if (!outcome.ok) {
      const names = outcome.broken.join(' ');
      say(`未备份：以下文件已损坏：${names}`, `Not saved, these files are damaged: ${names}`);
      return 1;
    }
    const { store, files, keys } = outcome.manifest;
    const megabytes = (store.bytes / 1_000_000).toFixed(1);
    const held = Object.keys(keys).length > 0;
    say(
      `已备份到 ${to}：数据 ${megabytes} MB，文件 ${String(files.count)} 个，${held ? '含密钥，请妥善保管' : '不含密钥'}。`,
      `Saved in ${to}: ${megabytes} MB of data, ${String(files.count)} files, ${held ? 'with keys: keep it safe' : 'without keys'}.`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = error instanceof PlatformError ? `${error.code}: ` : '';
    say(`未备份：${code}${error.message}`, `Not saved: ${code}${error.message}`);
    return 1;
  }
}
