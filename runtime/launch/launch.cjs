'use strict';

/*
 * The program behind `npm start` and `npm test`. It has no dependencies and keeps to syntax that a very old Node can parse, so that a wrong
 * version gets a sentence instead of a syntax error: no `async`, no spread of objects, no `?.`, no trailing comma in a call.
 *
 *   node runtime/launch/launch.cjs start|test|browser|deep|bench|conformance|palette|install|build|tool [arguments]
 *
 * It checks Node, installs the packages when the lock file changed, builds into `.build/` what changed, then runs the server or Jest.
 * It may be interrupted anywhere and started again.
 */

var path = require('path');
var nodeProblem = require('./node-version.cjs').nodeProblem;

var root = path.resolve(__dirname, '../..');
var command = process.argv[2];
var rest = process.argv.slice(3);

function stop(sentences) {
  console.error('\n' + sentences.zh + '\n' + sentences.en + '\n');
  process.exit(1);
}

var problem = nodeProblem(process.versions.node);
if (problem) stop(problem);

// Only files loaded from here on may use newer syntax.
var failure = require('./failure.cjs');
var steps = require('./steps.cjs');

steps.run({ root: root, command: command, args: rest }).catch(function (error) {
  if (error instanceof failure.LaunchFailure) stop(error.sentences);
  console.error(error);
  process.exit(1);
});
