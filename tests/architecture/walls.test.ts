import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkHouse } from './planted-house.js';

/** One planted violation: the rule that must be named, the file it is named with, and what stands in it. */
interface Planted {
  readonly wall: string;
  readonly file: string;
  readonly content: string;
}

const planted: readonly Planted[] = [
  { wall: 'root-entries', file: 'notes.txt', content: 'x\n' },
  { wall: 'definitions-are-data', file: 'definitions/licence/rule.ts', content: 'export const rule = 1;\n' },
  { wall: 'no-barrel', file: 'runtime/store/index.ts', content: 'export const store = 1;\n' },
  { wall: 'import-suffix', file: 'runtime/http/bare.ts', content: "import './plain';\n" },
  {
    wall: 'british-spelling',
    file: 'runtime/http/spelling.ts',
    content: '// the behavior of a route\nexport const route = 1;\n',
  },
  {
    wall: 'no-cycle',
    file: 'engine/core/other-ring.ts',
    content: "import type { ring } from './ring.js';\n\nexport const other = (x: typeof ring) => x;\n",
  },
  { wall: 'unresolved', file: 'runtime/http/lost.ts', content: "import './nowhere.js';\n" },
  { wall: 'engine-pure', file: 'engine/core/reads-disk.ts', content: "import 'node:fs';\n" },
  { wall: 'engine-pure', file: 'engine/core/uses-express.ts', content: "import 'express';\n" },
  { wall: 'engine-pure', file: 'engine/core/uses-runtime.ts', content: "import '../../runtime/main.js';\n" },
  { wall: 'feel-is-ours', file: 'engine/core/knows-feelin.ts', content: "import '@bpmn-io/feelin';\n" },
  { wall: 'engine-door', file: 'runtime/http/side-door.ts', content: "import '../../engine/core/double.js';\n" },
  { wall: 'designer-door', file: 'runtime/web/staff/side-door.ts', content: "import '../../../designer/editor.js';\n" },
  { wall: 'designer-without-runtime', file: 'designer/editor.ts', content: "import '../runtime/main.js';\n" },
  { wall: 'server-without-screen', file: 'runtime/http/screen.ts', content: "import '../../designer/index.js';\n" },
  { wall: 'server-without-screen', file: 'runtime/http/page.ts', content: "import '../web/portal/main.js';\n" },
  { wall: 'web-without-server', file: 'runtime/web/portal/server.ts', content: "import '../../main.js';\n" },
  { wall: 'wire-is-shapes', file: 'runtime/wire/busy.ts', content: "import '../http/plain.js';\n" },
  { wall: 'nothing-imports-tests', file: 'runtime/http/tested.ts', content: "import '../../tests/kit/fake.js';\n" },
  {
    wall: 'definitions-are-read',
    file: 'runtime/http/data.ts',
    content: "import '../../definitions/licence/form.json';\n",
  },
  { wall: 'shipped-without-dev', file: 'runtime/http/dev.ts', content: "import 'fast-check';\n" },
  { wall: 'residents-stay-light', file: 'runtime/web/portal/heavy.ts', content: "import 'antd';\n" },
  { wall: 'residents-stay-light', file: 'runtime/web/portal/indirect.ts', content: "import '../shared.js';\n" },
  { wall: 'residents-stay-light', file: 'designer/form-view/heavy.ts', content: "import '@tanstack/react-query';\n" },
  { wall: 'engine-clock', file: 'engine/core/now.ts', content: 'export const now = Date.now();\n' },
  { wall: 'engine-clock', file: 'engine/core/today.ts', content: 'export const today = new Date();\n' },
  { wall: 'engine-random', file: 'engine/core/dice.ts', content: 'export const dice = Math.random();\n' },
  {
    wall: 'engine-pure: the engine knows no setTimeout',
    file: 'engine/core/later.ts',
    content: 'setTimeout(() => 1, 1);\n',
  },
  {
    wall: 'engine-pure: the engine knows no performance',
    file: 'engine/core/slow.ts',
    content: 'export const t = performance;\n',
  },
  { wall: 'process-env', file: 'runtime/http/env.ts', content: 'export const port = process.env.PORT;\n' },
  {
    wall: 'process-env',
    file: 'runtime/http/env-import.ts',
    content: "import { env } from 'node:process';\n\nexport const port = env;\n",
  },
  { wall: 'default-export', file: 'runtime/http/default.ts', content: 'export default 1;\n' },
  { wall: 'no-explicit-any', file: 'runtime/http/any.ts', content: 'export const x: any = 1;\n' },
  {
    wall: 'no-floating-promises',
    file: 'runtime/http/floating.ts',
    content: 'export const f = () => {\n  Promise.resolve(1);\n};\n',
  },
  {
    wall: 'switch-exhaustiveness-check',
    file: 'engine/core/half.ts',
    content:
      "export const f = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n};\n",
  },
  { wall: 'TS2322', file: 'engine/core/types.ts', content: "export const x: number = 'text';\n" },
  { wall: 'TS2584', file: 'engine/core/screen.ts', content: 'export const title = document;\n' },
  { wall: 'TS1294', file: 'runtime/http/enum.ts', content: 'export enum Colour {\n  Red,\n}\n' },
  { wall: 'Unused files', file: 'runtime/http/unused.ts', content: 'export const unused = 1;\n' },
  {
    wall: 'Unused exports',
    file: 'engine/core/half-used.ts',
    content: 'export const used = 1;\nexport const never = 2;\n',
  },
  { wall: 'Code style issues', file: 'runtime/http/layout.ts', content: 'export  const x=1\n' },
];

const support: Readonly<Record<string, string>> = {
  'runtime/http/plain.ts': 'export const plain = 1;\n',
  'runtime/web/shared.ts': "import 'react-router';\n",
  'tests/kit/fake.ts': 'export const fake = 1;\n',
  'definitions/licence/form.json': '{}\n',
  'engine/core/ring.ts': "import { other } from './other-ring.js';\n\nexport const ring = (): unknown => other;\n",
  'engine/core/double.ts':
    "import { used } from './half-used.js';\n\nexport const double = (value: number): number => 2 * value * used;\n",
  'package.json':
    '{ "name": "planted", "private": true, "type": "module", "devDependencies": { "fast-check": "4" } }\n',
};

/** The part of the output from the line that names the rule on, up to the next step's line: tools name the file on it, before it or below it. */
const named = (output: string, { wall, file }: Planted): boolean => {
  const lines = output.split('\n');
  const grouped = ['Unused', 'Code style'].some((group) => wall.startsWith(group));
  if (grouped)
    return output.includes(wall.split(' ').slice(0, 2).join(' ')) && lines.some((line) => line.includes(file));
  let current = '';
  for (const line of lines) {
    if (/^\s+\S*\/(engine|designer|runtime)\/\S+\.tsx?$/.test(line)) current = line.trim();
    if (line.includes(wall) && (line.includes(file) || current.endsWith(file))) return true;
  }
  return false;
};

describe('the walls of the house', () => {
  let output = '';

  beforeAll(() => {
    output = checkHouse('faulty', {
      ...support,
      ...Object.fromEntries(planted.map(({ file, content }) => [file, content])),
    }).output;
  }, 120_000);

  test('pass a small house without a fault', () => {
    expect(checkHouse('sound', {})).toMatchObject({ passed: true });
  }, 120_000);

  test('fail in every step when each step has something to find', () => {
    expect(output).toContain('check: 0 of 6 steps passed');
  });

  test.each(planted)('$wall is named for $file', (fault) => {
    expect(named(output, fault) ? fault.wall : output).toBe(fault.wall);
  });
});
