import path from 'node:path';
import { parseArgs } from 'node:util';
import { releaseRestored } from '../use-cases/restored-gate.js';
import { reportText } from '../verify/report-text.js';
import { openSource } from './copy-place.js';
import { officePlace, type OfficePlace } from './office-place.js';
import { restoreBackup } from './restore-backup.js';

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};

const USAGE = [
  '用法：npm run restore -- --from <备份文件夹>；检查后解除隔离：npm run restore -- --release',
  'usage: npm run restore -- --from <backup folder>; after you have looked at it: npm run restore -- --release',
] as const;

const release = async (place: OfficePlace): Promise<number> => {
  const source = await openSource(place.store);
  const done = source !== undefined && (await releaseRestored(source.store, Date.now(), 'console'));
  await source?.close();
  if (done) say('已解除隔离，作业、定时器和通知继续进行。', 'Released: jobs, timers and notices go on.');
  else say('没有处于隔离状态的数据。', 'Nothing is held back here.');
  return done ? 0 : 1;
};

/**
 * `npm run restore -- --from <backup folder>`: restores into the empty office that `MONGODB_URI` or `YIZHAN_DATA` names, where nothing of then
 * comes alive before `npm run restore -- --release` (or a system administrator's release in the office). Gives the exit code: 0 restored or
 * released, 1 refused or the checker found something, 2 not understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { from: { type: 'string' }, release: { type: 'boolean', default: false } },
  });
  const place = officePlace(process.env, process.cwd());
  if (values.release) return release(place);
  if (values.from === undefined) {
    say(...USAGE);
    return 2;
  }
  const outcome = await restoreBackup(path.resolve(values.from), place, Date.now()).catch((error: unknown) => {
    if (!(error instanceof Error)) throw error;
    return error;
  });
  if (outcome instanceof Error) {
    say(`未恢复：${outcome.message}`, `Not restored: ${outcome.message}`);
    return 1;
  }
  if (!outcome.ok) {
    if (outcome.why === 'damaged') {
      const names = outcome.damage.join(' ');
      say(`备份已损坏，未恢复：${names}`, `The backup is damaged, nothing was restored: ${names}`);
    } else if (outcome.why === 'not-empty')
      say('目标不是空的，未恢复。', 'The target is not empty, nothing was restored.');
    else
      say(
        '备份不含密钥：请先将 keys 放入数据文件夹。',
        'The backup holds no keys: put the folder keys into the data folder first.',
      );
    return 1;
  }
  process.stdout.write(`${reportText(outcome.report)}\n`);
  say(
    '已恢复，处于隔离状态：作业、定时器、通知均不会执行。检查后运行 npm run restore -- --release。',
    'Restored, and held back: no job, timer or notice is carried out. Look at it, then run npm run restore -- --release.',
  );
  return outcome.report.findings.length === 0 ? 0 : 1;
}
