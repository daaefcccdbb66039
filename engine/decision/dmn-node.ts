/** One element of a DMN file as dmn-moddle reads it. Properties are read through the functions here, which check what they find. */
export interface DmnNode {
  readonly $type: string;
  readonly id?: string;
  readonly [property: string]: unknown;
}

function isNode(value: unknown): value is DmnNode {
  return typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';
}

/** The single child element under a property; undefined when absent. */
export function child(node: DmnNode, property: string): DmnNode | undefined {
  const value = node[property];
  return isNode(value) ? value : undefined;
}

/** The child elements under a property, in document order. */
export function children(node: DmnNode, property: string): readonly DmnNode[] {
  const value = node[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** A text attribute or text child; undefined when absent or empty after trimming. White space in a name counts as one blank (DMN 1.5, 10.3.1.3). */
export function text(node: DmnNode | undefined, property: string): string | undefined {
  const value = node?.[property];
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return property === 'name' ? value.trim().replace(/\s+/g, ' ') : value.trim();
}

/** The id a problem names: the element's own, or the one of the element around it. */
export function idOf(node: DmnNode | undefined, around: string): string {
  return text(node, 'id') ?? around;
}

/** The value as the root of a tree; undefined when it is none. */
export function asNode(value: unknown): DmnNode | undefined {
  return isNode(value) ? value : undefined;
}
