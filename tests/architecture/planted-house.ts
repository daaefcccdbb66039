import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';

const root = fileURLToPath(new URL('../..', import.meta.url));

const TSCONFIGS = [
  'tsconfig.json',
  'engine/tsconfig.json',
  'designer/tsconfig.json',
  'runtime/tsconfig.json',
  'runtime/web/tsconfig.json',
  'tests/tsconfig.json',
  'tests/architecture/tsconfig.base.json',
];

/** A small house without a fault, file by file. */
const SOUND: Readonly<Record<string, string>> = {
  'engine/index.ts': "export { double } from './core/double.js';\n",
  'engine/core/double.ts': 'export const double = (value: number): number => 2 * value;\n',
  'designer/index.ts': "import { double } from '../engine/index.js';\n\nexport const four = double(2);\n",
  'runtime/main.ts': "import { double } from '../engine/index.js';\n\nprocess.exitCode = double(0);\n",
  'runtime/web/staff/main.tsx':
    "import { four } from '../../../designer/index.js';\n\ndocument.title = String(four);\n",
  'runtime/web/portal/main.tsx': "document.title = 'portal';\n",
  'package.json': '{\n  "name": "planted",\n  "private": true,\n  "type": "module"\n}\n',
};

/**
 * Lays out a small house below `.build/planted/<name>` with `faults` (path to content) over it and runs `npm run check`'s program on it.
 * Returns whether it passed and what it printed.
 */
export const checkHouse = (
  name: string,
  faults: Readonly<Record<string, string>>,
): { passed: boolean; output: string } => {
  const house = path.join(root, '.build', 'planted', name);
  rmSync(house, { recursive: true, force: true });
  for (const file of TSCONFIGS) cpSync(path.join(root, file), path.join(house, file));
  for (const [file, content] of Object.entries({ ...SOUND, ...faults })) {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    writeFileSync(path.join(house, file), content);
  }
  const check = path.join(root, 'tests', 'architecture', 'check.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [check, '--root', house], { encoding: 'utf8' });
  return { passed: status === 0, output: stdout + stderr };
};
