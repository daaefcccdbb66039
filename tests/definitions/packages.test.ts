import { beforeAll, describe, expect, it } from '@jest/globals';
import { compileFolder, type CompiledFolder } from '../../runtime/packages/compile-folder.js';

let folder: CompiledFolder;

beforeAll(async () => {
  folder = await compileFolder('definitions');
});

describe('shipped packages', () => {
  it('compile without a problem and without a warning', () => {
    const found = folder.problems.map(({ package: name, file, elementId, pointer, rule, text }) =>
      [name, file, elementId ?? pointer, rule, text.en].join(' | '),
    );
    expect(found).toEqual([]);
  });

  it('are the common processes, the food licence and the registration of volunteers', () => {
    expect([...folder.packages.keys()].sort()).toEqual(['common', 'food-license-new', 'hoa-base', 'office-notice', 'volunteer-register']);
  });
});
