import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT_ENTRIES = [
  'engine',
  'designer',
  'runtime',
  'definitions',
  'tests',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'README.md',
  'LICENSE',
  'node_modules',
];
const DOORS = ['engine/index.ts', 'designer/index.ts', 'designer/form-view/index.ts'];
const CODE = /\.([cm]?[jt]s|[jt]sx)$/;
const AMERICAN = /\bbehaviors?\b(?!['"]?\s*[:=])(?!['"])/i;

const filesBelow = (root, folder) => {
  const full = path.join(root, folder);
  if (!existsSync(full)) return [];
  return readdirSync(full, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules') return [];
    const relative = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, relative) : [relative];
  });
};

const rootEntries = (root) =>
  readdirSync(root)
    .filter((name) => !name.startsWith('.') && !ROOT_ENTRIES.includes(name))
    .map((name) => `root-entries: ${name} does not belong in the root`);

const definitions = (root) =>
  filesBelow(root, 'definitions')
    .filter((file) => CODE.test(file))
    .map((file) => `definitions-are-data: ${file} is code`);

const barrels = (root) =>
  ['engine', 'designer', 'runtime', 'tests']
    .flatMap((room) => filesBelow(root, room))
    .filter((file) => /\/index\.([cm]?[jt]s|[jt]sx)$/.test(file) && !DOORS.includes(file))
    .map((file) => `no-barrel: ${file} is an index file, only ${DOORS.join(', ')} are doors`);

const suffixes = (root) =>
  ['engine', 'designer', 'runtime', 'tests']
    .flatMap((room) => filesBelow(root, room))
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(
          /^(?:import|export|} from)\b[^'"\n]*['"](\.{1,2}\/[^'"]+)['"]/gm,
        ),
      ]
        .map(([, target]) => target)
        .filter((target) => !/\.(js|json|css|svg|png|woff2?)(\?\w+)?$/.test(target))
        .map((target) => `import-suffix: ${file} imports ${target} without .js`),
    );

const spelling = (root) =>
  ['engine', 'designer', 'runtime', 'tests']
    .flatMap((room) => filesBelow(root, room))
    .filter((file) => /\.(tsx?|md)$/.test(file))
    .flatMap((file) =>
      readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          /^\s*(\/?\*|\/\/)|^[^'"`]*$/.test(line) && AMERICAN.test(line)
            ? [`british-spelling: ${file}:${index + 1} write behaviour`]
            : [],
        ),
    );

/** Judges where files lie and what they are called; returns one line a fault, beginning with the rule's name. `root` is an absolute folder. */
export const judgeFolders = (root) =>
  [rootEntries, definitions, barrels, suffixes, spelling].flatMap((rule) => rule(root));
