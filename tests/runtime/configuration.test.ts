import { expect, test } from '@jest/globals';
import type { CompiledPackage, ConfigEntry } from '../../engine/index.js';
import { createConfiguration } from '../../runtime/config/create-configuration.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { FAKE_PACKAGES, HASH } from './kit/fake-process.js';
import { START } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const entry = (key: string, value: ConfigEntry['default'], more: Partial<ConfigEntry> = {}): ConfigEntry => ({
  key,
  unit: 'wd',
  default: value,
  title: { zh: key, en: key },
  ...more,
});

const packages = async (): Promise<readonly CompiledPackage[]> => {
  const base = await FAKE_PACKAGES.packageByHash(HASH);
  if (base === undefined) throw new Error('no fake package');
  return [
    { ...base, key: 'common', config: [entry('accept.limit', 1, { ceiling: 5 }), entry('food.decide', 9)] },
    {
      ...base,
      config: [
        entry('food.decide', 5, { floor: 1, ceiling: 10 }),
        entry('food.commitment', false),
        entry('food.decider', 'district'),
      ],
    },
  ];
};

const make = () => {
  const clock = manualClock(START);
  return createConfiguration(createMemoryStore(), clock);
};
const change = (key: string, value: ConfigEntry['default'], validFrom = START) => ({
  key,
  value,
  validFrom,
  by: 'u-admin-yang',
  reason: 'r',
});

test('gives defaults nested by dots; a package wins over what it needs', async () => {
  expect(await make().configFor(await packages(), START)).toEqual({
    accept: { limit: 1 },
    food: { decide: 5, commitment: false, decider: 'district' },
  });
});

test('an override counts from its date on, the latest of several wins', async () => {
  const configuration = make();
  const all = await packages();
  expect(await configuration.override(all, change('food.decide', 7, START + 1000))).toEqual({ ok: true });
  expect(await configuration.override(all, change('food.decide', 8, START + 2000))).toEqual({ ok: true });
  const at = async (ms: number) => (await configuration.configFor(all, ms))['food'];
  expect(await at(START + 999)).toMatchObject({ decide: 5 });
  expect(await at(START + 1000)).toMatchObject({ decide: 7 });
  expect(await at(START + 9000)).toMatchObject({ decide: 8 });
  expect(await configuration.override(all, change('food.decide', 6, START + 2000))).toEqual({ ok: true });
  expect(await at(START + 9000)).toMatchObject({ decide: 6 });
  expect(await configuration.overrides()).toHaveLength(2);
});

test.each([
  ['food.decide', 11, 'CONFIG_OUT_OF_BOUNDS'],
  ['food.decide', 0, 'CONFIG_OUT_OF_BOUNDS'],
  ['food.decide', '5', 'CONFIG_TYPE'],
  ['food.commitment', 1, 'CONFIG_TYPE'],
  ['food.nothing', 1, 'CONFIG_UNKNOWN'],
] as const)('refuses %s = %s: %s', async (key, value, code) => {
  expect(await make().override(await packages(), change(key, value))).toMatchObject({ ok: false, code });
});

test('an override that the bounds of today forbid is not applied', async () => {
  const configuration = make();
  const all = await packages();
  await configuration.override(all, change('food.decide', 10));
  const stricter = all.map((one) => ({
    ...one,
    config: one.config.map((other) => (other.key === 'food.decide' ? { ...other, ceiling: 8 } : other)),
  }));
  expect((await configuration.configFor(stricter, START))['food']).toMatchObject({ decide: 5 });
});
