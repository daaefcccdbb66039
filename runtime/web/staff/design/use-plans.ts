import { useEffect, useState } from 'react';
import type { CompiledPackage, ProcessPlan } from '../../../../engine/index.js';
import { compileDraft, type PackageFiles } from '../../../../designer/index.js';

const NONE: readonly ProcessPlan[] = [];

/** The processes of a draft and of the packages it needs, compiled; those of the packages alone while the draft has errors. */
export function usePlans(
  files: PackageFiles,
  dependencies: ReadonlyMap<string, CompiledPackage>,
): readonly ProcessPlan[] {
  const [plans, setPlans] = useState(NONE);
  useEffect(() => {
    let dead = false;
    const needed = [...dependencies.values()].flatMap((one) => [...one.plans.values()]);
    const timer = setTimeout(() => {
      void compileDraft(files, dependencies).then((draft) => {
        if (!dead) setPlans([...(draft.package?.plans.values() ?? []), ...needed]);
      });
    }, 0);
    return () => {
      dead = true;
      clearTimeout(timer);
    };
  }, [files, dependencies]);
  return plans;
}
