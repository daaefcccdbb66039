'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { buildWhenChanged } = require('./build.cjs');
const { runQuietly } = require('./child.cjs');
const { LaunchFailure } = require('./failure.cjs');
const { listSources } = require('./sources.cjs');

const PAGES = ['portal/index.html', 'staff/index.html'];

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
  };
  const files = [...listSources({ root, folders: ['engine', 'designer', 'runtime/web'] }), 'package-lock.json'];
  await buildWhenChanged({ root, name: 'web', label: { zh: '构建网页', en: 'building the web pages' }, files, make });
};

module.exports = { buildWeb };
