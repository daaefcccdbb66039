import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';

/*
 * Writes the table of faults into `runtime/README.md` between its marks, from the figures that tests have noted (`tests/kit/figures.ts`).
 * A row without a new figure keeps the one it has, so that a run at full length and a short one complete each other.
 */

const BEGIN = '<!-- faults: written by `npm run faults` -->';
const END = '<!-- end of faults -->';
const README = path.join('runtime', 'README.md');
const FIGURES = path.join('.build', 'figures');
const TESTS = path.join('tests', 'faults');

const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

const figures = () => {
  if (!existsSync(FIGURES)) return [];
  const files = readdirSync(FIGURES).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(path.join(FIGURES, name), 'utf8')));
};

const textOf = (found) =>
  found.map(({ part, text }) => (part === '' ? cell(text) : `${cell(part)}: ${cell(text)}`)).join('<br>');

const testOf = (row) => {
  const prefix = `f${row.slice(1).padStart(2, '0')}-`;
  const files = readdirSync(TESTS).filter((name) => name.startsWith(prefix) && name.endsWith('.test.ts'));
  return files.sort().map((name) => `[${name.slice(0, -'.test.ts'.length)}](../tests/faults/${name})`);
};

const before = (section) =>
  new Map(
    section
      .split('\n')
      .map((line) => line.split(/(?<!\\)\|/).map((part) => part.trim()))
      .filter((parts) => /^F\d+$/.test(parts[1] ?? ''))
      .map((parts) => [parts[1], { short: parts[4] ?? '', deep: parts[5] ?? '' }]),
  );

const readme = readFileSync(README, 'utf8');
const [start, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
if (start < 0 || end < start) throw new Error(`${README} has no marks for the table of faults`);
const old = before(readme.slice(start, end));
const all = figures();
const rows = JSON.parse(readFileSync(path.join(TESTS, 'rows.json'), 'utf8'));

const lines = rows.map(({ row, fault }) => {
  const found = (deep) => textOf(all.filter((one) => one.row === row && one.deep === deep));
  const kept = old.get(row) ?? { short: '', deep: '' };
  return `| ${row} | ${fault} | ${testOf(row).join('<br>')} | ${found(false) || kept.short} | ${found(true) || kept.deep} |`;
});
const table = [
  BEGIN,
  '',
  '| | Fault | Test | `npm test` | at length |',
  '| --- | --- | --- | --- | --- |',
  ...lines,
  '',
].join('\n');
const config = await resolveConfig(README, { config: path.join('tests', 'architecture', 'prettier.config.js') });
const made = `${readme.slice(0, start)}${table}\n${readme.slice(end)}`;
writeFileSync(README, await format(made, { ...config, filepath: README }));
const empty = rows.filter(({ row }) => !all.some((one) => one.row === row)).map(({ row }) => row);
console.log(`${README}: ${rows.length} rows${empty.length === 0 ? '' : `, no new figure for ${empty.join(' ')}`}`);
