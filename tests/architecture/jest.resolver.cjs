'use strict';

const fs = require('node:fs');
const path = require('node:path');

const empty = path.join(__dirname, 'jest.empty.cjs');

/**
 * Resolves one import for Jest: in our own sources `./x.js` means `./x.ts` or `./x.tsx` when that file exists; a style sheet is an empty
 * module; everything else, packages above all, goes Jest's own way.
 */
module.exports = (request, options) => {
  if (/\.css(\?.*)?$/.test(request)) return empty;
  const own =
    request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes(`${path.sep}node_modules`);
  if (own) {
    const stem = path.resolve(options.basedir, request.slice(0, -'.js'.length));
    for (const extension of ['.ts', '.tsx']) if (fs.existsSync(stem + extension)) return stem + extension;
  }
  return options.defaultResolver(request, options);
};
