import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PlatformError } from '../seams/platform-error.js';
import { isMongo, openSource, openTarget, type CopyPlace } from './copy-place.js';
import { copyCollection, copyFiles, differingFiles, digestOf, forAllCollections, isEmpty } from './copy-store.js';

const USAGE = `用法 usage: npm run store:copy -- --from <数据文件夹 data folder | mongodb://…> --to <数据文件夹 | mongodb://…> [--resume]

复制前请停止服务。--resume 继续一次中断的复制。密钥（数据文件夹中的 keys）不复制。
Stop the office before. --resume goes on with a copy that was interrupted. Keys (keys in the data folder) are not copied.`;

/** What the person at the terminal asked for. */
interface Order {
  readonly from: string;
  readonly to: string;
  readonly resume: boolean;
}

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};

const orderOf = (args: readonly string[]): Order | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { from: { type: 'string' }, to: { type: 'string' }, resume: { type: 'boolean', default: false } },
    });
    const { from, to, resume } = values;
    if (from === undefined || to === undefined || from === to) return undefined;
    return { from: isMongo(from) ? from : path.resolve(from), to: isMongo(to) ? to : path.resolve(to), resume };
  } catch {
    // An unknown option: the usage says what there is.
    return undefined;
  }
};

const copyRecords = async (source: CopyPlace, target: CopyPlace): Promise<number> => {
  await forAllCollections((name) => copyCollection(source.store, target.store, name));
  const digests = await forAllCollections(async (name) => {
    const [wanted, found] = await Promise.all([digestOf(source.store, name), digestOf(target.store, name)]);
    return { name, wanted, found };
  });
  const differing: string[] = [];
  let total = 0;
  for (const { name, wanted, found } of digests) {
    total += found.count;
    const same = wanted.count === found.count && wanted.hash === found.hash;
    if (!same) differing.push(name);
    if (wanted.count + found.count === 0) continue;
    const counts = same ? String(found.count) : `${String(wanted.count)} -> ${String(found.count)}`;
    process.stdout.write(
      `  ${same ? 'ok    ' : 'DIFFER'} ${name.padEnd(18)} ${counts.padStart(9)}  ${found.hash.slice(0, 16)}\n`,
    );
  }
  if (differing.length > 0) {
    say(
      `核对失败，以下集合不一致：${differing.join('、')}。请确认服务已停止、目标中没有其他数据。`,
      `Not verified, these collections differ: ${differing.join(', ')}. Is the office stopped, and nothing else in the target?`,
    );
    return -1;
  }
  return total;
};

const carryOut = async (source: CopyPlace, target: CopyPlace): Promise<boolean> => {
  const broken = await copyFiles(source, target);
  if (broken.length > 0) {
    say(
      `源中有 ${String(broken.length)} 个文件损坏：${broken.join(' ')}`,
      `${String(broken.length)} files are damaged at the source.`,
    );
    return false;
  }
  const records = await copyRecords(source, target);
  if (records < 0) return false;
  const wrong = await differingFiles(source, target);
  if (wrong.length > 0) {
    say(
      `核对失败，${String(wrong.length)} 个文件不一致：${wrong.join(' ')}`,
      `Not verified, ${String(wrong.length)} files differ.`,
    );
    return false;
  }
  const files = (await target.list()).length;
  say(
    `已复制并核对：${String(records)} 条记录，${String(files)} 个文件。`,
    `Copied and verified: ${String(records)} records, ${String(files)} files.`,
  );
  return true;
};

const keysHint = ({ from, to }: Order): void => {
  if (isMongo(to))
    say(
      `启动：MONGODB_URI=… YIZHAN_DATA=${isMongo(from) ? '<密钥所在的数据文件夹>' : from} npm start`,
      `Start: MONGODB_URI=… YIZHAN_DATA=${isMongo(from) ? '<the data folder with the keys>' : from} npm start`,
    );
  else if (!existsSync(path.join(to, 'keys', 'sealing.json')))
    say(
      `请将原数据文件夹中的 keys 复制到 ${to}，否则加密的内容无法打开。`,
      `Copy the folder keys of the former data folder into ${to}: without it sealed values cannot be opened.`,
    );
};

const copy = async (order: Order, source: CopyPlace): Promise<number> => {
  const target = await openTarget(order.to);
  try {
    const resuming = order.resume && target.unfinished;
    if (!resuming && !(await isEmpty(target))) {
      const [zh, en] = target.unfinished
        ? ['其中有一次中断的复制，请加 --resume 继续。', 'It holds a copy that was interrupted: go on with --resume.']
        : ['目标不是空的，未作任何改动。', 'The target is not empty; nothing was changed.'];
      say(zh, en);
      await target.close();
      return 1;
    }
    await target.begin();
    if (!(await carryOut(source, target))) {
      await target.close();
      return 1;
    }
    await target.finish();
    keysHint(order);
    return 0;
  } catch (cause) {
    await target.close();
    throw cause;
  }
};

/**
 * `npm run store:copy -- --from A --to B [--resume]`: moves all records (with the marks of removed ones) and files between the data folder of an
 * embedded store and MongoDB, in either direction, and compares both ends by count and SHA-256 for each collection. The target must be
 * empty; until it is verified no office opens it. Gives the exit code: 0 copied, 1 refused or not verified, 2 not understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const order = orderOf(args);
  if (order === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return 2;
  }
  try {
    const source = await openSource(order.from);
    if (source === undefined) {
      say(`${order.from} 中没有数据（yizhan.sqlite）。`, `There is no store (yizhan.sqlite) in ${order.from}.`);
      return 1;
    }
    try {
      return await copy(order, source);
    } finally {
      await source.close();
    }
  } catch (cause) {
    if (!(cause instanceof PlatformError)) throw cause;
    say(`复制中断：${cause.message}`, `The copy broke off: ${cause.code}, ${cause.message}`);
    return 1;
  }
}
