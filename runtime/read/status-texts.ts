import { statusName, type CompiledPackage, type Text } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';

/** The text of a status in a package, given with all it needs, dependencies first; the key itself where the package is not there any more. */
export function statusText(packages: readonly CompiledPackage[], status: string): Text {
  return statusName(packages, status) ?? { zh: status, en: status };
}

/** The text of the status of a case of a version of a package. */
export async function statusTextOf(
  packages: Packages,
  row: { readonly packageHash: string; readonly caseStatus: string },
): Promise<Text> {
  return statusText(await packages.closure(row.packageHash), row.caseStatus);
}
