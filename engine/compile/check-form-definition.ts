import { compileFeel } from '../feel/compile-feel.js';
import type { FormDefinition } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { checkSchemaLimits } from './schema-limits.js';
import { schemasAt } from './schema-paths.js';

/** A form: its schema keeps the limits, its rules are FEEL with ids of their own and name fields that exist. */
export function checkFormDefinition(form: FormDefinition, file: string): Problem[] {
  const problems: Problem[] = checkSchemaLimits(form.schema, '/schema').map((problem) => ({ ...problem, file }));
  if (problems.length > 0) return problems;
  if (!/^[a-z][A-Za-z0-9]*$/.test(form.id)) {
    problems.push(
      errorAt(
        'form-id',
        { file, pointer: '' },
        `表单文件名须为小驼峰变量名：${form.id}`,
        `The file name of a form is a lowerCamel variable name: ${form.id}`,
      ),
    );
  }
  const ids = new Set<string>();
  form.rules.forEach((rule, index) => {
    const base = `/rules/${index}`;
    if (ids.has(rule.id))
      problems.push(
        errorAt(
          'duplicate',
          { file, pointer: `${base}/id` },
          `规则重复：${rule.id}`,
          `The rule ${rule.id} is given twice`,
        ),
      );
    ids.add(rule.id);
    const compiled = compileFeel(rule.feel, 'expression');
    if (!compiled.ok)
      problems.push(
        errorAt(
          'feel-syntax',
          { file, pointer: `${base}/feel` },
          compiled.problem.message.zh,
          compiled.problem.message.en,
        ),
      );
    rule.paths.forEach((path, at) => {
      if (schemasAt(form.schema, path).length > 0) return;
      problems.push(
        errorAt(
          'field-missing',
          { file, pointer: `${base}/paths/${at}` },
          `没有字段 ${path}`,
          `There is no field ${path}`,
        ),
      );
    });
  });
  return problems;
}
