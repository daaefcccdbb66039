'use strict';

/* Old syntax on purpose, see launch.cjs. */

var MAJOR = 20;
var MINOR = 19;

/**
 * Says what is wrong with a Node version such as "18.20.4": `{ zh, en }`, one sentence each, or null when it will do.
 */
function nodeProblem(version) {
  var parts = String(version).split('.');
  var major = Number(parts[0]);
  var minor = Number(parts[1]);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return null;
  var needed = MAJOR + '.' + MINOR;
  return {
    zh: '驿站需要 Node.js ' + needed + ' 或更高版本，当前是 ' + version + '，请升级后再运行。',
    en: 'Yizhan needs Node.js ' + needed + ' or newer, this is ' + version + '; please upgrade it and try again.'
  };
}

module.exports = { nodeProblem: nodeProblem };
