import { register } from 'node:module';

// `node --import ./tests/kit/typescript.js some.ts` runs a source file of the repository without building it first.
register('./typescript-hooks.js', import.meta.url);
