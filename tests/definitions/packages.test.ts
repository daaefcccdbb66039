import { beforeAll, describe, expect, it } from '@jest/globals';
import { packageFolders } from '../../runtime/packages/read-folder.js';
import { compileFolder, type CompiledFolder } from '../../runtime/packages/compile-folder.js';

let folder: CompiledFolder;

beforeAll(async () => {
  folder = await compileFolder('definitions');
}, 120_000);

describe('shipped packages', () => {
  it('compile without a problem and without a warning', () => {
    const found = folder.problems.map(({ package: name, file, elementId, pointer, rule, text }) =>
      [name, file, elementId ?? pointer, rule, text.en].join(' | '),
    );
    expect(found).toEqual([]);
  });

  it('are named like their folders', () => {
    expect([...folder.packages.keys()].sort()).toEqual([...packageFolders('definitions')].sort());
  });
});
