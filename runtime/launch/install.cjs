'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { runQuietly } = require('./child.cjs');
const { LaunchFailure, asWriteFailure } = require('./failure.cjs');
const { withProgress } = require('./progress.cjs');

const NO_NETWORK =
  /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i;
const NO_SPACE = /ENOSPC|EACCES|EROFS|EPERM/;

const lockHash = (folder) =>
  createHash('sha256')
    .update(fs.readFileSync(path.join(folder, 'package-lock.json')))
    .digest('hex');

const notedHash = (note) => {
  try {
    return fs.readFileSync(note, 'utf8').trim();
  } catch {
    return '';
  }
};

const npmCommand = () => {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script)) return { program: process.execPath, first: [script], shell: false };
  return { program: 'npm', first: [], shell: process.platform === 'win32' };
};

const installFailure = (output, log) => {
  const denied = NO_SPACE.exec(output);
  if (denied) {
    return new LaunchFailure({
      zh: `安装依赖失败：无法写入 node_modules（${denied[0]}），详情见 ${log}。`,
      en: `Installing the packages failed because node_modules cannot be written (${denied[0]}); see ${log} for details.`,
    });
  }
  if (NO_NETWORK.test(output)) {
    return new LaunchFailure({
      zh: `安装依赖失败：连接不到软件包仓库，请检查网络后重试，详情见 ${log}。`,
      en: `Installing the packages failed because the package registry cannot be reached; check the network and try again, see ${log} for details.`,
    });
  }
  return new LaunchFailure({
    zh: `安装依赖失败，请重试，详情见 ${log}。`,
    en: `Installing the packages failed; please try again, see ${log} for details.`,
  });
};

const installInto = async ({ root, folder, what }) => {
  const note = path.join(folder, 'node_modules', '.yizhan-lock');
  const wanted = lockHash(folder);
  if (notedHash(note) === wanted) return;
  const npm = npmCommand();
  const log = path.join(root, '.build', 'install.log');
  const args = [...npm.first, 'ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  await withProgress(what, async () => {
    const { code, output } = await runQuietly(npm.program, args, { cwd: folder, shell: npm.shell });
    fs.writeFileSync(log, output);
    if (code !== 0) throw installFailure(output, path.relative(root, log));
  });
  try {
    fs.writeFileSync(note, `${wanted}\n`);
  } catch (error) {
    throw asWriteFailure(error, path.dirname(note));
  }
};

/**
 * Installs the packages with `npm ci` unless `node_modules/.yizhan-lock` holds the SHA-256 of the lock file. The note is written last, so an
 * interrupted installation is repeated. Throws a LaunchFailure.
 */
const install = ({ root }) => installInto({ root, folder: root, what: { zh: '安装依赖', en: 'installing packages' } });

/** Installs what the benchmarks are compared with, into a folder of its own. Throws a LaunchFailure. */
const installPeers = ({ root }) =>
  installInto({
    root,
    folder: path.join(root, 'tests', 'bench', 'peers'),
    what: { zh: '安装性能测试的对照软件', en: 'installing what the benchmarks compare with' },
  });

module.exports = { install, installPeers };
