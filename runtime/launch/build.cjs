'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { asWriteFailure } = require('./failure.cjs');
const { withProgress } = require('./progress.cjs');
const { hashSources } = require('./sources.cjs');

const noted = (file) => {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

/**
 * Builds `.build/<name>` when the hash of `files` differs from the one noted in it. `make(folder)` fills a fresh folder, which then takes the
 * place of the old one in one step: an interrupted build leaves the old one usable. `label` is `{ zh, en }`.
 */
const buildWhenChanged = async ({ root, name, label, files, make }) => {
  const target = path.join(root, '.build', name);
  const wanted = hashSources(root, files);
  if (noted(path.join(target, '.hash')) === wanted) return;
  await withProgress(label, async () => {
    const fresh = `${target}.${process.pid}.new`;
    const old = `${target}.${process.pid}.old`;
    try {
      fs.rmSync(fresh, { recursive: true, force: true });
      fs.mkdirSync(fresh, { recursive: true });
      await make(fresh);
      fs.writeFileSync(path.join(fresh, '.hash'), `${wanted}\n`);
      if (fs.existsSync(target)) fs.renameSync(target, old);
      fs.renameSync(fresh, target);
    } catch (error) {
      const builtMeanwhile = noted(path.join(target, '.hash')) === wanted; // by a second launcher
      if (!builtMeanwhile) throw asWriteFailure(error, target);
    } finally {
      for (const rest of [fresh, old]) fs.rmSync(rest, { recursive: true, force: true });
    }
  });
};

module.exports = { buildWhenChanged };
