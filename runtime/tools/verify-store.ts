import { parseArgs } from 'node:util';
import { reportText } from '../verify/report-text.js';
import { quarantineInstance, releaseInstance } from '../verify/quarantine-instance.js';
import { verifyStore } from '../verify/verify-store.js';
import { openSource } from './copy-place.js';
import { officePlace, sealingOf, verifyParts } from './office-place.js';

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};

/**
 * `npm run verify-store [-- --quarantine] [-- --release <instance>]`: checks the invariants of the store that `MONGODB_URI` or `YIZHAN_DATA`
 * names, while the office runs or not; writes nothing. With `--quarantine` instances that something was found about are marked, so that
 * nothing moves them; `--release` takes a mark off again. Gives the exit code: 0 nothing found, 1 something found, 2 not understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { quarantine: { type: 'boolean', default: false }, release: { type: 'string' } },
  });
  const { store: at, folder } = officePlace(process.env, process.cwd());
  const source = await openSource(at);
  if (source === undefined) {
    say(`${at} 中没有数据。`, `There is no store in ${at}.`);
    return 2;
  }
  try {
    const parts = verifyParts(source.store, sealingOf(folder), Date.now);
    if (values.release !== undefined) {
      const done = await releaseInstance(parts, values.release);
      if (done) say('已解除隔离。', 'Released.');
      else say('该实例没有被隔离。', 'This instance is not marked.');
      return done ? 0 : 1;
    }
    const report = await verifyStore(parts);
    process.stdout.write(`${reportText(report)}\n`);
    if (values.quarantine) {
      const ids = new Map(report.findings.map(({ instanceId, code }) => [instanceId, code]));
      let marked = 0;
      for (const [id, code] of ids) if (id !== undefined && (await quarantineInstance(parts, id, code))) marked += 1;
      say(`已隔离 ${String(marked)} 个实例。`, `${String(marked)} instances were marked.`);
    }
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await source.close();
  }
}
