/** A circle among requirements, as the ids along it with the first one repeated; undefined when there is none. Linear. */
export function findCycle(requires: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): readonly string[] | undefined => {
    if (done.has(id)) return undefined;
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    path.push(id);
    for (const next of requires.get(id) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(id);
    return undefined;
  };
  for (const id of requires.keys()) {
    const cycle = visit(id);
    if (cycle) return cycle;
  }
  return undefined;
}
