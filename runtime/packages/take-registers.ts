import type { CompiledPackage } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Registers } from '../seams/registers.js';

/**
 * Takes the register definitions of these packages, and their sample rows when `samples` says so (demo mode). Throws PACKAGE_BROKEN for a
 * definition that cannot be used.
 */
export async function takeRegisters(
  registers: Registers,
  closure: readonly CompiledPackage[],
  samples: boolean,
): Promise<void> {
  for (const pkg of closure) {
    const problems = await registers.define(pkg.registers.values());
    const first = problems[0];
    if (first !== undefined) throw new PlatformError('PACKAGE_BROKEN', `${pkg.key}: ${first.text.en}`);
    if (!samples) continue;
    for (const [register, rows] of pkg.samples) if (pkg.registers.has(register)) await registers.seed(register, rows);
  }
}

/** The same for all active packages, at start-up. */
export async function takeActiveRegisters(packages: Packages, registers: Registers, samples: boolean): Promise<void> {
  for (const key of await packages.activeKeys()) {
    const active = await packages.activePackage(key);
    if (active !== undefined) await takeRegisters(registers, await packages.closure(active.hash), samples);
  }
}
