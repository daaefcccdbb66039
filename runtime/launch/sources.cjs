'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const IGNORED = /(^|\/)(adr|tsconfig\.json|[^/]*\.md|\.[^/]*)$/;

/**
 * Lists the files below `folders` (relative to `root`, sorted, `/` between the parts); `skip` holds relative paths of folders to leave out.
 * Texts for readers, tsconfig files and dot files are no sources.
 */
const listSources = ({ root, folders, skip = [] }) => {
  const files = [];
  const walk = (relative) => {
    if (skip.includes(relative) || IGNORED.test(relative)) return;
    const full = path.join(root, relative);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of fs.readdirSync(full)) walk(`${relative}/${name}`);
    else if (stat) files.push(relative);
  };
  for (const folder of folders) walk(folder);
  return files.sort();
};

/** SHA-256 over names and contents of `files`, as hex. */
const hashSources = (root, files) => {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = fs.readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
};

module.exports = { listSources, hashSources };
