import type { BpmnFile } from './bpmn-model.js';
import { targetNamespaceOf } from './bpmn-model.js';
import type { ImportedFile } from './bpmn-files.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import { standardRule } from './standard-rule.js';
import { attributeOf, childrenOf } from './xml-tree.js';

const RESOLVES = standardRule('import', '8.2.2', '001');
const NAMESPACE = standardRule('import-namespace', '8.2.2');
const UNIQUE = standardRule('id-duplicate', '8.3.1', '002');

/** Imported BPMN files are there, have the namespace that the import says, and share no id with a file of their namespace. */
export function checkImports(file: BpmnFile, imports: readonly ImportedFile[], report: Report): void {
  const byLocation = new Map(imports.map((one) => [one.location, one]));
  for (const element of childrenOf(file.definitions, BPMN, 'import')) {
    if (attributeOf(element, 'importType')?.trim() !== BPMN) continue;
    const location = attributeOf(element, 'location') ?? '';
    const imported = byLocation.get(location)?.file;
    if (!imported) {
      const en = `The imported file ${location} is not there or is no BPMN file`;
      report(element, RESOLVES, `导入的文件 ${location} 不存在或不是 BPMN 文件`, en);
      continue;
    }
    if (targetNamespaceOf(imported.definitions) !== attributeOf(element, 'namespace')) {
      const en = `The namespace of the import is not the targetNamespace of ${location}`;
      report(element, NAMESPACE, `导入声明的命名空间与 ${location} 的 targetNamespace 不同`, en);
    }
  }
  const seen = new Map<string, Set<string>>();
  for (const one of [file, ...imports.flatMap(({ file: other }) => other ?? [])]) {
    const namespace = targetNamespaceOf(one.definitions);
    const ids = seen.get(namespace) ?? new Set<string>();
    for (const [id, element] of one.elements) {
      if (ids.has(id))
        report(element, UNIQUE, `同一命名空间中 id 重复：${id}`, `The id ${id} is used twice in its namespace`);
      ids.add(id);
    }
    seen.set(namespace, ids);
  }
}
