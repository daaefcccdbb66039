'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');
const { asWriteFailure } = require('./failure.cjs');
const { withProgress } = require('./progress.cjs');

const LOOK_AGAIN_MS = 200;
/** A holder writes its number right after it has made the file: an empty file older than this was left behind. */
const UNNAMED_MS = 5_000;

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Whether the process that made the file is still there. */
const isHeld = (file) => {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    return pid > 0 ? isAlive(pid) : Date.now() - fs.statSync(file).mtimeMs < UNNAMED_MS;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
};

const take = (file) => {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw asWriteFailure(error, path.dirname(file));
    if (!isHeld(file)) fs.rmSync(file, { force: true });
    return false;
  }
};

/**
 * Runs `work` (a function that returns a promise) while no other command of this checkout installs or builds, and says so when it has to wait:
 * two installations at once would take each other's files away. What a killed command has left behind does not hold anybody up.
 */
const oneAtATime = async (root, work) => {
  const file = path.join(root, '.build', 'preparing');
  if (!take(file)) {
    const label = { zh: '等待另一命令完成安装或构建', en: 'waiting for another command that installs or builds' };
    await withProgress(label, async () => {
      while (!take(file)) await pause(LOOK_AGAIN_MS);
    });
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
};

module.exports = { oneAtATime };
