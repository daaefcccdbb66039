import { join } from 'node:path';
import { expect } from '@jest/globals';
import { compilePackage, linkPackage, SYSTEM } from '../../../../engine/index.js';
import { createPackages } from '../../../../runtime/packages/create-packages.js';
import type { Packages } from '../../../../runtime/seams/packages.js';
import { checkFormSchema, createCheckJson } from '../../../../runtime/validation/check-json.js';
import { smallPackage } from '../../../kit/small-package.js';
import type { Race, RaceWorld } from '../kit/race.js';

const checkJson = createCheckJson(join(process.cwd(), 'definitions/schema'));

const packagesOf = (world: RaceWorld, at: number): Packages => {
  const store = world.views[at] ?? world.store;
  return createPackages({
    store,
    clock: world.clock,
    compile: compilePackage,
    link: linkPackage,
    checkJson,
    checkFormSchema,
  });
};

// Versions stay in the store: each race has its own major number.
const numberOf = (world: RaceWorld, minor: string): string => `${world.id('race').slice('race-'.length)}.${minor}`;

const files = (world: RaceWorld, minor: string): Record<string, string> => {
  const texts = smallPackage();
  const manifest = texts['manifest.json'] ?? '';
  return { ...texts, 'manifest.json': manifest.replace('"version": "1.0"', `"version": "${numberOf(world, minor)}"`) };
};

const publish = (world: RaceWorld, at: number, minor: string) => async (): Promise<string> => {
  const result = await packagesOf(world, at).publish({
    files: files(world, minor),
    note: 'n',
    source: 'api',
    actor: SYSTEM,
    activate: 'always',
  });
  return result.ok ? (result.created ? 'created' : 'known') : result.problems.map(({ rule }) => rule).join(' ');
};

const listed = async (world: RaceWorld): Promise<readonly string[]> => {
  const own = numberOf(world, '');
  const versions = await packagesOf(world, 9).versions('small-package');
  return versions
    .filter(({ version }) => version.startsWith(own))
    .map(({ version, state }) => `${version.slice(own.length)} ${state}`)
    .sort();
};

/** Camunda 7: ConcurrentDeploymentTest.testDuplicateFiltering: the same version from two sides is stored once. */
const sameVersion: Race = {
  plans: [],
  most: 16,
  prepare: async () => undefined,
  compete: (world) => [publish(world, 0, '0'), publish(world, 1, '0')],
  judge: async (world, answers) => {
    expect([...answers].sort()).toEqual(['created', 'known']);
    expect(await listed(world)).toEqual(['0 active']);
  },
};

/** Camunda 7: ConcurrentDeploymentTest.testVersioning: two versions at once are both there, and exactly one is active. */
const twoVersions: Race = {
  plans: [],
  most: 16,
  prepare: async () => undefined,
  compete: (world) => [publish(world, 0, '1'), publish(world, 1, '2')],
  judge: async (world, answers) => {
    expect(answers).toEqual(['created', 'created']);
    expect([
      ['1 active', '2 superseded'],
      ['1 superseded', '2 active'],
    ]).toContainEqual(await listed(world));
  },
};

/** By name, after Camunda 7's tests of concurrent deployments. */
export const DEPLOYMENT_RACES: Readonly<Record<string, Race>> = {
  'deployment: the same version twice': sameVersion,
  'deployment: two versions': twoVersions,
};
