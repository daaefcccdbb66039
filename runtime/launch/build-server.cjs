'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { buildWhenChanged } = require('./build.cjs');
const { LaunchFailure } = require('./failure.cjs');
const { listSources } = require('./sources.cjs');

const SKIP = ['runtime/web', 'runtime/launch', 'tests/bench/peers'];

const transpile = async ({ swc, root, fresh, file }) => {
  const source = path.join(root, file);
  const made = file.replace(/\.ts$/, '.js');
  const out = path.join(fresh, made);
  const { code, map } = await swc.transformFile(source, {
    configFile: false,
    swcrc: false,
    sourceMaps: true,
    sourceFileName: path.relative(path.join(root, '.build', 'server', path.dirname(made)), source),
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  const mapName = `${path.basename(out)}.map`;
  await fs.promises.writeFile(out, `${code}\n//# sourceMappingURL=${mapName}\n`);
  await fs.promises.writeFile(`${out}.map`, map);
};

/**
 * Builds the server: engine, runtime without the web, the benchmarks and the conformance runners, transpiled file by file into ES modules below `.build/server` (types are checked by
 * `npm run check`, not here); data files beside the sources are copied. Throws a LaunchFailure that names a file which cannot be parsed.
 */
const buildServer = async ({ root }) => {
  const files = listSources({
    root,
    folders: ['engine', 'runtime', 'tests/bench', 'tests/conformance'],
    skip: SKIP,
  }).filter((file) => !file.endsWith('.d.ts'));
  const make = async (fresh) => {
    const swc = require('@swc/core');
    for (const folder of new Set(files.map((file) => path.dirname(file))))
      fs.mkdirSync(path.join(fresh, folder), { recursive: true });
    const one = async (file) => {
      if (!file.endsWith('.ts')) return fs.promises.copyFile(path.join(root, file), path.join(fresh, file));
      return transpile({ swc, root, fresh, file }).catch((error) => {
        if (error.code !== 'GenericFailure') throw error;
        console.error(error.message.split('Caused by')[0].trim());
        throw new LaunchFailure({ zh: `无法编译 ${file}。`, en: `Cannot compile ${file}.` });
      });
    };
    await Promise.all(files.map(one));
  };
  const watched = [...files, 'package-lock.json', 'runtime/launch/build-server.cjs'];
  await buildWhenChanged({
    root,
    name: 'server',
    label: { zh: '构建服务端', en: 'building the server' },
    files: watched,
    make,
  });
};

module.exports = { buildServer };
