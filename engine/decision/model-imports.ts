import { errorAt } from '../compile/problem-maker.js';
import type { Problem } from '../model/problem.js';
import type { DmnNode } from './dmn-node.js';
import { children, idOf, text } from './dmn-node.js';
import type { Imported, Model } from './model-nodes.js';

const DMN_IMPORT = /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/?|dmn\.xsd)$/;

/**
 * The models that the imports of a file name (DMN 1.5, 6.3.3). Imports of another kind (PMML, XML Schema) and of models that are not
 * there are noted as Problems.
 */
export function readImports(
  definitions: DmnNode,
  find: (namespace: string) => Model | undefined,
  problems: Problem[],
): readonly Imported[] {
  return children(definitions, 'import').flatMap((node) => {
    const place = { elementId: idOf(node, text(definitions, 'id') ?? ''), clause: 'DMN 1.5 6.3.3' };
    const [kind, namespace] = [text(node, 'importType') ?? '', text(node, 'namespace') ?? ''];
    if (!DMN_IMPORT.test(kind)) {
      problems.push(
        errorAt('import-type', place, `不支持的导入类型：${kind}`, `Imports of this type are not supported: ${kind}`),
      );
      return [];
    }
    const model = find(namespace);
    if (model) return [{ prefix: text(node, 'name') ?? '', model }];
    problems.push(
      errorAt(
        'import-missing',
        place,
        `找不到被导入的模型：${namespace}`,
        `The imported model is not here: ${namespace}`,
      ),
    );
    return [];
  });
}
