import { pointerOf } from '../form/pointer.js';
import type { RegisterDefinition } from '../model/package.js';
import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import { isRole } from './roles.js';
import { checkSchemaLimits } from './schema-limits.js';
import { propertyNames, schemasAt, schemasHere } from './schema-paths.js';

type Named = readonly (readonly [pointer: string, name: string])[];

/**
 * A register: its schema keeps the limits, every property it names exists, every role is known, and nothing of class L3 or L4 is a filter or
 * a sort key (an order would tell what the mask hides).
 */
export function checkRegisterDefinition(register: RegisterDefinition, file: string, fileName: string): Problem[] {
  const problems: Problem[] = checkSchemaLimits(register.schema, '/schema').map((problem) => ({ ...problem, file }));
  if (problems.length > 0) return problems;
  const names = propertyNames(schemasHere(register.schema, register.schema));
  const refuse = (rule: string, pointer: string, zh: string, en: string): void => {
    problems.push(errorAt(rule, { file, pointer }, zh, en));
  };
  if (register.key !== fileName)
    refuse('register-key', '/key', `key 须与文件名一致：${fileName}`, `The key must be the file name: ${fileName}`);
  for (const [pointer, name] of namesIn(register)) {
    if (!names.includes(name))
      refuse('field-missing', pointer, `登记册没有字段 ${name}`, `The register has no property ${name}`);
  }
  const { access = {}, list = {} } = register;
  for (const [act, roles] of Object.entries(access)) {
    for (const [pointer, role] of indexed(`/access/${act}`, roles)) {
      if (!isRole(role)) refuse('role-unknown', pointer, `没有角色 ${role}`, `There is no role ${role}`);
    }
  }
  for (const [pointer, name] of [...indexed('/list/filters', list.filters), ...indexed('/list/sorts', list.sorts)]) {
    if (isProtected(register, name))
      refuse(
        'register-list',
        pointer,
        `${name} 属于受保护信息（L3、L4），不能用于筛选或排序`,
        `${name} is protected (L3, L4): it can be neither a filter nor a sort key`,
      );
  }
  return problems;
}

/** Every property that the definition names, with where it does. */
function namesIn(register: RegisterDefinition): Named {
  const { keyProperty, unique, place, references = {}, list = {}, period } = register;
  return [
    ['/keyProperty', keyProperty],
    ...unique.flatMap((set, index) => indexed(`/unique/${index}`, set)),
    ...indexed('/place', place),
    ...Object.keys(references).map((name) => [`/references/${name}`, name] as const),
    ...indexed('/list/columns', list.columns),
    ...indexed('/list/filters', list.filters),
    ...indexed('/list/sorts', list.sorts),
    ...(period === undefined
      ? []
      : ([
          ['/period/from', period.from],
          ['/period/to', period.to],
        ] as const)),
  ];
}

function indexed(pointer: string, names: readonly string[] = []): Named {
  return names.map((name, index) => [`${pointer}/${index}`, name] as const);
}

function isProtected(register: RegisterDefinition, name: string): boolean {
  const classes = schemasAt(register.schema, pointerOf([name])).map((schema) => schema['x-class']);
  return classes.some((given) => given === 'L3' || given === 'L4');
}
