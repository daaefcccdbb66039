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
  }
  if (samples) await seedSamples(registers, closure);
}

/** The same for all active packages, at start-up: all definitions before the first sample row. Throws the first failure, after all were tried. */
export async function takeActiveRegisters(packages: Packages, registers: Registers, samples: boolean): Promise<void> {
  const closures: (readonly CompiledPackage[])[] = [];
  for (const key of await packages.activeKeys()) {
    const active = await packages.activePackage(key);
    if (active !== undefined) closures.push(await packages.closure(active.hash));
  }
  const failures: unknown[] = [];
  for (const closure of closures)
    await takeRegisters(registers, closure, false).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  if (samples) for (const closure of closures) await seedSamples(registers, closure);
}

async function seedSamples(registers: Registers, closure: readonly CompiledPackage[]): Promise<void> {
  for (const pkg of closure)
    for (const [register, rows] of pkg.samples) if (pkg.registers.has(register)) await registers.seed(register, rows);
}
