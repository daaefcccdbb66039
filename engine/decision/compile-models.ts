import type { Problem } from '../model/problem.js';
import { compileModel } from './compile-model.js';
import type { DmnNode } from './dmn-node.js';
import { text } from './dmn-node.js';
import type { Model } from './model-nodes.js';
import { readDmn } from './read-dmn.js';

/** One file: its model, or why it could not be read. */
export interface CompiledFile {
  /** The id of its root; empty when it has none. */
  readonly id: string;
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
}

/** Compiles DMN files that may import each other, in their order. In a circle of imports the model that closes it is missing. Never rejects. */
export async function compileModels(files: readonly string[]): Promise<readonly CompiledFile[]> {
  const read = await Promise.all(files.map(readDmn));
  const roots = read.map((one) => (one.ok ? one.definitions : undefined));
  const done = new Map<DmnNode, Model>();
  const open = new Set<DmnNode>();
  const compile = (definitions: DmnNode): Model => {
    const known = done.get(definitions);
    if (known) return known;
    open.add(definitions);
    const model = compileModel(definitions, (namespace) => {
      const imported = roots.find((root) => text(root, 'namespace') === namespace && root !== definitions);
      if (!imported || open.has(imported)) return undefined;
      return compile(imported);
    });
    open.delete(definitions);
    done.set(definitions, model);
    return model;
  };
  return read.map((one) => {
    if (!one.ok) return { id: '', model: undefined, problems: one.problems };
    const model = compile(one.definitions);
    return { id: text(one.definitions, 'id') ?? '', model, problems: model.problems };
  });
}
