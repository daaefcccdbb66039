import { execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));
const launch = path.join(root, 'runtime', 'launch');
const house = path.join(root, '.build', 'launch-test');
const inHouse = (file: string): string => path.join(house, file);

const write = (file: string, content: string): void => {
  mkdirSync(path.dirname(inHouse(file)), { recursive: true });
  writeFileSync(inHouse(file), content);
};

/** Runs the launcher in the small house with a stand-in for npm, after `preload` (a script) when one is given. */
const run = (args: readonly string[], preload?: string): { code: number | null; output: string } => {
  const first = preload === undefined ? [] : ['--require', inHouse(preload)];
  const program = [...first, inHouse('runtime/launch/launch.cjs'), ...args];
  const env = { ...process.env, npm_execpath: inHouse('npm-cli.cjs') };
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
};

const npmThatInstalls = `
const fs = require('node:fs');
fs.mkdirSync('node_modules', { recursive: true });
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
`;

const calls = (): string[] => readFileSync(inHouse('npm-calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  rmSync(house, { recursive: true, force: true });
  cpSync(launch, inHouse('runtime/launch'), { recursive: true });
  write('package.json', '{ "type": "module" }\n');
  write('package-lock.json', '{}\n');
  write('npm-cli.cjs', npmThatInstalls);
  write('engine/index.ts', 'export const double = <T extends number>(value: T): number => 2 * value;\n');
  write(
    'runtime/main.ts',
    "import { double } from '../engine/index.js';\n\nconsole.log('served', double(21), process.argv.slice(2));\n",
  );
});

describe('the Node version', () => {
  const { nodeProblem } = createRequire(import.meta.url)(path.join(launch, 'node-version.cjs')) as {
    nodeProblem: (version: string) => { zh: string; en: string } | null;
  };

  test.each(['20.19.0', '20.20.2', '22.0.0', '100.1.1'])('%s is accepted', (version) => {
    expect(nodeProblem(version)).toBeNull();
  });

  test.each(['20.18.3', '18.20.4', '8.17.0', '0.10.48'])(
    '%s is refused with one sentence in each language',
    (version) => {
      expect(nodeProblem(version)).toEqual({
        zh: `驿站需要 Node.js 20.19 或更高版本，当前是 ${version}，请升级后再运行。`,
        en: `Yizhan needs Node.js 20.19 or newer, this is ${version}; please upgrade it and try again.`,
      });
    },
  );

  test('is judged before anything is written', () => {
    write('old.cjs', "Object.defineProperty(process, 'versions', { value: { node: '8.17.0' } });\n");
    const { code, output } = run(['start'], 'old.cjs');
    expect(code).toBe(1);
    expect(output).toContain('this is 8.17.0');
    expect(existsSync(inHouse('.build'))).toBe(false);
  });

  test.each(['launch.cjs', 'node-version.cjs'])(
    'can be judged by an old Node: %s keeps to the syntax of 2015',
    (file) => {
      const languageOptions = { ecmaVersion: 2015, sourceType: 'commonjs' } as const;
      expect(new Linter().verify(readFileSync(path.join(launch, file), 'utf8'), { languageOptions })).toEqual([]);
    },
  );

  test('would be noticed with newer syntax by the test above', () => {
    const languageOptions = { ecmaVersion: 2015, sourceType: 'commonjs' } as const;
    expect(new Linter().verify('call(1, 2,); var a = b?.c;', { languageOptions })).not.toEqual([]);
  });
});

describe('the packages', () => {
  test('are installed without scripts and with development packages', () => {
    expect(run(['install']).code).toBe(0);
    expect(calls()).toEqual(['ci --ignore-scripts --include=dev --no-audit --no-fund']);
  });

  test('are not installed a second time', () => {
    run(['install']);
    run(['install']);
    expect(calls()).toHaveLength(1);
  });

  test('are installed again when the lock file changed', () => {
    run(['install']);
    write('package-lock.json', '{ "lockfileVersion": 3 }\n');
    run(['install']);
    expect(calls()).toHaveLength(2);
  });

  test('are installed again after an installation that was broken off', () => {
    write('npm-cli.cjs', `${npmThatInstalls}process.kill(process.pid, 'SIGKILL');\n`);
    expect(run(['install']).code).toBe(1);
    write('npm-cli.cjs', npmThatInstalls);
    expect(run(['install']).code).toBe(0);
    expect(calls()).toHaveLength(2);
  });

  test('are installed once when two commands begin at the same time', async () => {
    write('npm-cli.cjs', `${npmThatInstalls}Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);\n`);
    const env = { ...process.env, npm_execpath: inHouse('npm-cli.cjs') };
    const begin = (): Promise<unknown> =>
      promisify(execFile)(process.execPath, [inHouse('runtime/launch/launch.cjs'), 'install'], { env });
    const outputs = (await Promise.all([begin(), begin()])) as readonly { readonly stdout: string }[];
    expect(calls()).toHaveLength(1);
    expect(outputs.filter(({ stdout }) => stdout.includes('waiting for another command'))).toHaveLength(1);
    expect(existsSync(inHouse('.build/preparing'))).toBe(false);
  });

  test('do not wait for a command that was killed', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    write('.build/preparing', String(pid));
    expect(run(['install']).code).toBe(0);
    expect(calls()).toHaveLength(1);
  });

  test('that cannot be fetched are reported as a matter of the network', () => {
    write('npm-cli.cjs', "console.error('npm error code ENOTFOUND');\nprocess.exitCode = 1;\n");
    const { code, output } = run(['start']);
    expect(code).toBe(1);
    expect(output).toContain('连接不到软件包仓库');
    expect(output).toContain('the package registry cannot be reached');
  });

  test('that cannot be written are reported as a matter of the folder', () => {
    write('npm-cli.cjs', "console.error('npm error code EACCES');\nprocess.exitCode = 1;\n");
    expect(run(['start']).output).toContain('node_modules cannot be written (EACCES)');
  });
});

describe('the build', () => {
  test('runs the server with the arguments it was given', () => {
    const { code, output } = run(['start', '--port', '0']);
    expect(output).toContain("served 42 [ '--port', '0' ]");
    expect(code).toBe(0);
  });

  test('is not repeated while no source changed', () => {
    run(['build']);
    expect(run(['build']).output).toBe('');
  });

  test('is repeated when a source changed', () => {
    run(['build']);
    write('runtime/main.ts', "console.log('changed');\n");
    expect(run(['start']).output).toContain('changed');
  });

  test('copies data files and leaves the web out', () => {
    write('runtime/store/schema.json', '{}\n');
    write('runtime/web/page.ts', 'export const page = 1;\n');
    run(['build']);
    expect(existsSync(inHouse('.build/server/runtime/store/schema.json'))).toBe(true);
    expect(existsSync(inHouse('.build/server/runtime/web'))).toBe(false);
  });

  test('keeps the last good build when a file cannot be parsed, and names the file', () => {
    run(['build']);
    write('runtime/broken.ts', 'export const = ;\n');
    const { code, output } = run(['build']);
    expect(code).toBe(1);
    expect(output).toContain('Cannot compile runtime/broken.ts.');
    expect(existsSync(inHouse('.build/server/runtime/main.js'))).toBe(true);
  });

  test('reports lines of the TypeScript source when the server fails', () => {
    write(
      'runtime/main.ts',
      "interface Unused {\n  readonly a: 1;\n}\n\nthrow new Error('as planned');\nexport type { Unused };\n",
    );
    const { code, output } = run(['start']);
    expect(code).toBe(1);
    expect(output).toMatch(/runtime\/main\.ts:5/);
  });

  test('reports a folder that cannot be written', () => {
    write('.build', 'a file where the folder should be\n');
    const { code, output } = run(['start']);
    expect(code).toBe(1);
    expect(output).toContain('无法写入文件夹');
    expect(output).toContain('Cannot write to the folder');
  });
});

test('an unknown command is refused with the list of known ones', () => {
  expect(run(['fly']).output).toContain(
    'Unknown command fly; there are install, build, start, test, browser, bench, conformance, palette, mutate, deep, faults, tool.',
  );
});
