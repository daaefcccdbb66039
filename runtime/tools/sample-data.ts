import { DEFAULT_ZONE, isoInstant } from '../../engine/index.js';
import { takeActiveRegisters } from '../packages/take-registers.js';
import { createRegisters } from '../registers/create-registers.js';
import { loadSamples } from '../samples/load-samples.js';
import { SYSTEM_CLOCK } from '../system/system-clock.js';
import { createAjvValidator, schemaFault } from '../validation/ajv-validator.js';
import { openSource } from './copy-place.js';
import { officePlace, sealingOf, verifyParts } from './office-place.js';

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};
const STEP = 1000;

/**
 * `npm run sample-data`: adds the full set of sample rows (2,300 members, 579 pioneers, 2,005 shops, 92 estates with their owners, 60
 * families, 15 teams, 160 activities; all fictitious, always the same) to the store that `MONGODB_URI` or `YIZHAN_DATA` names, while the
 * office runs or not. May be interrupted and repeated. Gives the exit code: 0 done, 2 there is no store.
 */
export async function main(): Promise<number> {
  const { store: at, folder } = officePlace(process.env, process.cwd());
  const source = await openSource(at);
  if (source === undefined) {
    say(`${at} 中没有数据，请先运行 npm start。`, `There is no store in ${at}: run npm start first.`);
    return 2;
  }
  try {
    const { store } = source;
    const sealing = sealingOf(folder);
    const { packages } = verifyParts(store, sealing, Date.now);
    const today = isoInstant(DEFAULT_ZONE, Date.now()).slice(0, 10);
    const validate = createAjvValidator({ today: () => today });
    const orgRoot = process.env['YIZHAN_ORG_ROOT'] ?? '/370303/tyc';
    const registers = createRegisters({ store, clock: SYSTEM_CLOCK, sealing, validate, schemaFault, orgRoot });
    await takeActiveRegisters(packages, registers, false);
    let told = 0;
    const { added, total } = await loadSamples({
      registers,
      packages,
      today,
      tell: ({ register, done, total: all }) => {
        if (done - told < STEP) return;
        told = done;
        process.stdout.write(`${done} / ${all}  ${register}\n`);
      },
    });
    say(`共 ${total} 行，新增 ${added} 行。`, `${total} rows, ${added} of them new.`);
    return 0;
  } finally {
    await source.close();
  }
}
