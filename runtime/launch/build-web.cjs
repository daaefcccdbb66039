'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { gzipSync } = require('node:zlib');
const { buildWhenChanged } = require('./build.cjs');
const { runQuietly } = require('./child.cjs');
const { LaunchFailure } = require('./failure.cjs');
const { listSources } = require('./sources.cjs');

const PAGES = ['portal/index.html', 'staff/index.html'];

const SQUEEZE = /\.(js|css|svg)$/;
const SMALL_BYTES = 512;

/** Lays a gzipped file beside each script, style and drawing: the server sends it to whoever takes it. */
const squeeze = (folder) => {
  for (const name of fs.readdirSync(folder).filter((one) => SQUEEZE.test(one))) {
    const content = fs.readFileSync(path.join(folder, name));
    if (content.length >= SMALL_BYTES)
      fs.writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
};

/** Builds the web application into `.build/web` when it or the rooms it stands on changed; nothing to do while there is no page. */
const buildWeb = async ({ root }) => {
  const web = path.join(root, 'runtime', 'web');
  if (!PAGES.some((page) => fs.existsSync(path.join(web, page)))) return;
  const make = async (fresh) => {
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const args = [
      vite,
      'build',
      web,
      '--config',
      path.join(web, 'vite.config.js'),
      '--outDir',
      fresh,
      '--logLevel',
      'warn',
    ];
    const { code, output } = await runQuietly(process.execPath, args, { cwd: root });
    if (output.trim()) console.error(output.trim());
    if (code !== 0)
      throw new LaunchFailure({ zh: '网页构建失败，原因见上。', en: 'Building the web pages failed, see above.' });
    squeeze(path.join(fresh, 'assets'));
  };
  const files = [
    ...listSources({ root, folders: ['engine', 'designer', 'runtime/web'] }),
    'package-lock.json',
    'runtime/launch/build-web.cjs',
  ];
  await buildWhenChanged({ root, name: 'web', label: { zh: '构建网页', en: 'building the web pages' }, files, make });
};

module.exports = { buildWeb };
