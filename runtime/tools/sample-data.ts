import path from 'node:path';
import { DEFAULT_ZONE, isoInstant } from '../../engine/index.js';
import { createSealing } from '../access/sealing.js';
import { loadKeyRing } from '../access/sealing-keys.js';
import { loadSigner } from '../documents/signer.js';
import { takeActiveRegisters } from '../packages/take-registers.js';
import { createRegisters } from '../registers/create-registers.js';
import { loadCases, SAMPLE_CASES } from '../samples/cases/load-cases.js';
import { loadSamples, type SampleProgress } from '../samples/load-samples.js';
import { progressLine } from '../samples/progress-line.js';
import { readSettings, type Settings } from '../system/settings.js';
import { SYSTEM_CLOCK } from '../system/system-clock.js';
import { createAjvValidator, schemaFault } from '../validation/ajv-validator.js';
import { openSource, type CopyPlace } from './copy-place.js';
import { officePlace, verifyParts } from './office-place.js';

const say = (zh: string, en: string): void => {
  process.stdout.write(`${zh}\n${en}\n`);
};
const STEP = 1000;

/** What is written while rows and cases are added: lines for people, or for the office that started this. */
function createTeller(forOffice: boolean): (progress: SampleProgress) => void {
  let told = { register: '', done: 0 };
  return (progress) => {
    const { register, done, total } = progress;
    if (!forOffice && register === told.register && done - told.done < Math.min(STEP, total / 10)) return;
    told = { register, done };
    process.stdout.write(forOffice ? progressLine(progress) : `${String(done)} / ${String(total)}  ${register}\n`);
  };
}

async function load(
  source: CopyPlace,
  given: {
    readonly settings: Settings;
    readonly folder: string;
    readonly forOffice: boolean;
    readonly withCases: boolean;
  },
): Promise<void> {
  const { settings, folder, forOffice, withCases } = given;
  const { store, files } = source;
  const keys = loadKeyRing(path.join(folder, 'keys', 'sealing.json'));
  const sealing = createSealing(keys);
  const now = Date.now();
  const today = isoInstant(DEFAULT_ZONE, now).slice(0, 10);
  const validate = createAjvValidator({ today: () => today });
  const { orgRoot, issuedBy, publicUrl, definitions } = settings;
  const registers = createRegisters({ store, clock: SYSTEM_CLOCK, sealing, validate, schemaFault, orgRoot });
  const { packages } = verifyParts(store, sealing, Date.now);
  await takeActiveRegisters(packages, registers, false);
  const tell = createTeller(forOffice);
  const { added, total } = await loadSamples({ registers, packages, today, tell });
  say(`共 ${String(total)} 行，新增 ${String(added)} 行。`, `${String(total)} rows, ${String(added)} of them new.`);
  // Cases are made by sample people, whom a real office does not have.
  if (settings.mode !== 'demo' || !withCases) return;
  const signer = loadSigner(path.join(folder, 'keys'));
  const records = await loadCases({
    target: { store, files, keys, signer, orgRoot, issuedBy, publicUrl, definitions },
    registers,
    folder,
    order: {
      count: SAMPLE_CASES,
      now,
      tell: (done, all) => tell({ register: 'cases', done, total: all }),
    },
  });
  say(
    records === 0 ? '办件此前已装入。' : `已装入两年的办件，共 ${String(records)} 条记录。`,
    records === 0 ? 'The cases were there already.' : `Cases of two years are in: ${String(records)} records.`,
  );
}

/**
 * `npm run sample-data`: adds the full set of sample rows (2,300 members, 579 pioneers, 2,005 shops, 92 estates with their owners, 60
 * families, 15 teams, 160 activities) and, in demo mode, 500 cases of two years to the store that `MONGODB_URI` or `YIZHAN_DATA` names,
 * while the office runs or not. All are fictitious, rows always the same. May be interrupted and repeated. `--rows`: no cases. `--progress`: one
 * line of JSON for each step, for the office. Gives the exit code: 0 done, 2 there is no store.
 */
export async function main(args: readonly string[] = []): Promise<number> {
  const { store: at, folder } = officePlace(process.env, process.cwd());
  const outcome = readSettings(process.env, process.cwd());
  if (!outcome.ok) {
    say(outcome.text.zh, outcome.text.en);
    return 2;
  }
  const source = await openSource(at);
  if (source === undefined) {
    say(`${at} 中没有数据，请先运行 npm start。`, `There is no store in ${at}: run npm start first.`);
    return 2;
  }
  try {
    await load(source, {
      settings: outcome.settings,
      folder,
      forOffice: args.includes('--progress'),
      withCases: !args.includes('--rows'),
    });
    return 0;
  } finally {
    await source.close();
  }
}
