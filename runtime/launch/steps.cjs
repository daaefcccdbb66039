'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { buildServer } = require('./build-server.cjs');
const { buildWeb } = require('./build-web.cjs');
const { runInFront } = require('./child.cjs');
const { LaunchFailure, asWriteFailure } = require('./failure.cjs');
const { install, installPeers } = require('./install.cjs');
const { oneAtATime } = require('./one-at-a-time.cjs');

const checkFolder = ({ root }) => {
  const folder = path.join(root, '.build');
  const probe = path.join(folder, `.probe-${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(probe, '');
    fs.rmSync(probe);
  } catch (error) {
    throw asWriteFailure(error, folder);
  }
};

/** The server runs in this very process, so signals, exit code and `kill -9` are its own. */
const startServer = async ({ root, args }) => {
  const main = path.join(root, '.build', 'server', 'runtime', 'main.js');
  if (!fs.existsSync(main))
    throw new LaunchFailure({ zh: '找不到 runtime/main.ts。', en: 'There is no runtime/main.ts.' });
  process.chdir(root);
  process.argv = [process.execPath, main, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
};

const jestWith =
  (configName, { first = [], env = {} } = {}) =>
  async ({ root, args }) => {
    const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const config = path.join(root, 'tests', 'architecture', configName);
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const all = [...flags, jest, '--config', config, ...first, ...args];
    process.exitCode = await runInFront(process.execPath, all, { cwd: root, env: { ...process.env, ...env } });
  };

/** Runs a tool of `runtime/tools` by its name; its `main(args)` answers the exit code. */
const runTool = async ({ root, args }) => {
  const [name, ...rest] = args;
  const tool = path.join(root, '.build', 'server', 'runtime', 'tools', `${path.basename(name ?? '')}.js`);
  if (!name || !fs.existsSync(tool))
    throw new LaunchFailure({ zh: `没有名为 ${name} 的工具。`, en: `There is no tool called ${name}.` });
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  const { main } = await import(pathToFileURL(tool).href);
  process.exitCode = await main(rest);
};

/** Runs one built file of a folder of `tests` under plain Node, without a transformer in between. */
const runBuilt =
  (folder, fallback) =>
  async ({ root, args }) => {
    const [name = fallback, ...rest] = args;
    const file = path.join(root, '.build', 'server', 'tests', folder, `${path.basename(name)}.js`);
    if (!fs.existsSync(file))
      throw new LaunchFailure({
        zh: `tests/${folder} 中没有 ${name}。`,
        en: `There is no ${name} in tests/${folder}.`,
      });
    process.exitCode = await runInFront(process.execPath, ['--expose-gc', file, ...rest], { cwd: root });
  };

/** Changes the engine in one place at a time and asks whether a test notices. */
const mutate = async ({ root, args }) => {
  const run = path.join(root, 'tests', 'mutation', 'run.js');
  process.exitCode = await runInFront(process.execPath, [run, ...args], { cwd: root });
};

/** Writes what the tests of faults have seen into the table of the runtime's README. */
const writeFaults = async ({ root }) => {
  const code = process.exitCode;
  const file = path.join(root, 'tests', 'faults', 'write-table.js');
  process.exitCode = (await runInFront(process.execPath, [file], { cwd: root })) || code;
};

/** Tests of what outlives a crash, a race and a lost reply. */
const DURABLE = ['tests/faults', 'tests/runtime/competing', 'tests/runtime/read-your-writes'];

const COMMANDS = {
  install: [],
  build: [buildServer, buildWeb],
  start: [buildServer, buildWeb, startServer],
  test: [buildServer, jestWith('jest.config.js')],
  browser: [buildServer, buildWeb, jestWith('jest.browser.config.js')],
  bench: [buildServer, installPeers, runBuilt('bench', 'engine')],
  conformance: [buildServer, runBuilt('conformance', 'bpmn')],
  palette: [jestWith('jest.config.js', { first: ['tests/engine/palette'], env: { PALETTE_WRITE: '1' } })],
  mutate: [mutate],
  deep: [
    buildServer,
    jestWith('jest.config.js', {
      first: ['tests/engine', ...DURABLE, '--testTimeout=1800000'],
      env: { DEEP: '1', PROPERTY_RUNS: '5000' },
    }),
  ],
  faults: [buildServer, jestWith('jest.config.js', { first: ['tests/faults', '--testTimeout=1800000'] }), writeFaults],
  tool: [buildServer, runTool],
};

/** Steps that change what commands of this checkout share. */
const PREPARING = new Set([install, installPeers, buildServer, buildWeb]);

/** Runs one command of the launcher (`install`, `build`, `start`, `test`, `browser`, `bench`, `conformance`, `palette`, `mutate`, `deep`, `faults`, `tool`) with its arguments. Throws a LaunchFailure. */
const run = async ({ root, command, args }) => {
  const steps = COMMANDS[command];
  if (!steps) {
    const known = Object.keys(COMMANDS).join(', ');
    throw new LaunchFailure({
      zh: `未知命令 ${command}，可用：${known}。`,
      en: `Unknown command ${command}; there are ${known}.`,
    });
  }
  for (const step of [checkFolder, install, ...steps]) {
    const take = () => step({ root, args });
    await (PREPARING.has(step) ? oneAtATime(root, take) : take());
  }
};

module.exports = { run };
