import type { CompiledPackage, Problem } from '../../engine/index.js';

/** One error for each register of the package that one of the others defines: rule `register-taken`, the file of the register. */
export function registersTaken(pkg: CompiledPackage, others: readonly CompiledPackage[]): readonly Problem[] {
  return [...pkg.registers.keys()].flatMap((register): readonly Problem[] => {
    const owner = others.find((one) => one.key !== pkg.key && one.registers.has(register));
    if (owner === undefined) return [];
    return [
      {
        severity: 'error',
        rule: 'register-taken',
        file: `registers/${register}.json`,
        pointer: '',
        text: {
          zh: `登记簿 ${register} 属于流程包 ${owner.key}，不得重新定义`,
          en: `The register ${register} belongs to the package ${owner.key} and may not be defined again`,
        },
      },
    ];
  });
}
