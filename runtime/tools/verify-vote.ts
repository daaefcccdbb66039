import { readFileSync } from 'node:fs';
import { recount, type VoteFile } from '../votes/verify-vote-file.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** `npm run verify-vote -- <file.json>`: counts a vote again from its file. Exit code 0: the box is whole; 1: it is not; 2: no such file. */
export function main(args: readonly string[]): Promise<number> {
  const [path] = args;
  if (path === undefined) {
    say('用法 / usage: npm run verify-vote -- <file.json>');
    return Promise.resolve(2);
  }
  let file: VoteFile;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as VoteFile;
  } catch (error) {
    say(`无法读取文件 / cannot read the file: ${error instanceof Error ? error.message : String(error)}`);
    return Promise.resolve(2);
  }
  const { faults, taking, all, quorum, favour } = recount(file);
  const area = (hundredths: number): string => `${(hundredths / 100).toFixed(2)} m²`;
  say(`${file.title}`);
  say(
    `参与 / taking part: ${String(taking.heads)} of ${String(all.heads)}, ${area(taking.area)} of ${area(all.area)}: ${quorum ? '达到法定比例 / quorum' : '未达法定比例 / no quorum'}`,
  );
  for (const [name, weight] of Object.entries(favour)) say(`  ${name}: ${String(weight.heads)}, ${area(weight.area)}`);
  for (const fault of faults) say(`✗ ${fault}`);
  say(faults.length === 0 ? '✓ 票箱完整，结果可信 / the box is whole' : `✗ ${String(faults.length)} 处不符 / faults`);
  return Promise.resolve(faults.length === 0 ? 0 : 1);
}
