import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Module hooks for a child process that runs sources of this repository as they are: a relative import that ends in `.js` finds the `.ts`
 * file, and TypeScript is transformed file by file. Types are not checked here. What was transformed once is kept by its content: tests
 * begin hundreds of processes. Registered by `typescript.js`.
 */

const KEPT = new URL('../../.build/transformed/', import.meta.url);
mkdirSync(KEPT, { recursive: true });

/** Finds `x.ts` for `./x.js`. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL !== undefined) {
    const source = new URL(`${specifier.slice(0, -'.js'.length)}.ts`, context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** Transforms TypeScript into an ES module. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const file = fileURLToPath(url);
  const text = readFileSync(file, 'utf8');
  const name = createHash('sha256').update(`${file}\n${text}`).digest('hex');
  const kept = new URL(`${name}.js`, KEPT);
  try {
    return { format: 'module', source: readFileSync(kept, 'utf8'), shortCircuit: true };
  } catch {
    // Not there yet.
  }
  const { transform } = await import('@swc/core');
  const { code } = await transform(text, {
    filename: file,
    configFile: false,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  });
  // Many processes begin at once: whoever reads finds a whole file.
  const own = new URL(`${name}.${process.pid}`, KEPT);
  writeFileSync(own, code);
  renameSync(own, kept);
  return { format: 'module', source: code, shortCircuit: true };
}
