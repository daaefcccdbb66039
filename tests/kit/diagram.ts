import type { ProcessPlan } from '../../engine/model/plan.js';
import type { ProcessBuilder } from './process-builder.js';
import { processOf, timer } from './process-builder.js';

const KINDS: Readonly<Record<string, (builder: ProcessBuilder, id: string) => ProcessBuilder>> = {
  s: (builder, id) => builder.start(id),
  e: (builder, id) => builder.end(id),
  k: (builder, id) => builder.end(id, { kind: 'terminate' }),
  r: (builder, id) => builder.end(id, { kind: 'error', errorCode: id }),
  x: (builder, id) => builder.xor(id),
  a: (builder, id) => builder.and(id),
  o: (builder, id) => builder.or(id),
  t: (builder, id) => builder.user(id),
  q: (builder, id) => builder.user(id),
  v: (builder, id) => builder.service(id),
  w: (builder, id) => builder.catch(id, timer('duration', 'PT1H')),
};

/**
 * Adds what a line diagram says: rows of ids with `>` between them, rows divided by `;`. The first letter is the kind of an element:
 * s start, e end, k terminate end, r error end, x exclusive, a parallel, o inclusive gateway, t and q user task, v service task, w timer.
 * Each flow out of x, o and q has a condition of its own. What is there already is only connected.
 */
export function draw(builder: ProcessBuilder, text: string, known: ReadonlySet<string> = new Set()): ProcessBuilder {
  const rows = text.split(';').map((row) => row.split('>').map((id) => id.trim()));
  for (const id of new Set(rows.flat())) if (!known.has(id)) KINDS[id.charAt(0)]?.(builder, id);
  for (const row of rows) {
    row.slice(1).forEach((target, at) => {
      const source = row[at] ?? '';
      builder.flow(source, target, /^[xoq]/.test(source) ? `${source} to ${target}`.replaceAll(' ', '_') : undefined);
    });
  }
  return builder;
}

/** A process from a line diagram. `build` adds before what a line cannot say; those ids are named in `known`. */
export function diagram(
  text: string,
  known: readonly string[] = [],
  build: (builder: ProcessBuilder) => ProcessBuilder = (builder) => builder,
): ProcessPlan {
  return draw(build(processOf('p')), text, new Set(known)).plan();
}
