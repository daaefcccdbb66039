import { readFileSync } from 'node:fs';
import { recount, type VoteFile } from '../votes/verify-vote-file.js';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * `npm run verify-vote -- <file.json> [<office.pem>]`: counts a vote again from its file, and checks the signed states of its box; with the
 * public key of the office from somewhere else, no other key counts. Exit code 0: the box is whole; 1: it is not; 2: no such file.
 */
export function main(args: readonly string[]): Promise<number> {
  const [path, keyPath] = args;
  if (path === undefined) {
    say('用法 / usage: npm run verify-vote -- <file.json> [<office.pem>]');
    return Promise.resolve(2);
  }
  let file: VoteFile;
  let key: string | undefined;
  try {
    file = JSON.parse(readFileSync(path, 'utf8')) as VoteFile;
    key = keyPath === undefined ? undefined : readFileSync(keyPath, 'utf8');
  } catch (error) {
    say(`无法读取文件 / cannot read the file: ${error instanceof Error ? error.message : String(error)}`);
    return Promise.resolve(2);
  }
  const { faults, taking, all, quorum, favour } = recount(file, key);
  const area = (hundredths: number): string => `${(hundredths / 100).toFixed(2)} m²`;
  say(`${file.title}`);
  say(
    `参与 / taking part: ${String(taking.heads)} of ${String(all.heads)}, ${area(taking.area)} of ${area(all.area)}: ${quorum ? '达到法定比例 / quorum' : '未达法定比例 / no quorum'}`,
  );
  for (const [name, weight] of Object.entries(favour)) say(`  ${name}: ${String(weight.heads)}, ${area(weight.area)}`);
  if (file.secret !== undefined) {
    const { ballots, credentials } = file.secret;
    say(`无记名选票 / secret ballots: ${String(ballots.length)} of ${String(credentials.length)} credentials`);
  }
  if (file.signed === undefined) say('没有签名检查点 / no signed states of the box');
  for (const keyId of new Set((file.signed?.checkpoints ?? []).map((one) => one.keyId)))
    say(`签名密钥（请与公布的核对）/ signed by key: ${keyId}`);
  for (const fault of faults) say(`✗ ${fault}`);
  say(faults.length === 0 ? '✓ 票箱完整，结果可信 / the box is whole' : `✗ ${String(faults.length)} 处不符 / faults`);
  return Promise.resolve(faults.length === 0 ? 0 : 1);
}
