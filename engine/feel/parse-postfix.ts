import { addName, forgetNames } from './known-names.js';
import { readLabel, readMember } from './parse-name.js';
import { closesRange } from './parse-tests.js';
import type { Reader } from './reader.js';
import { checkedTree, fail, need, peekWord, sees, skip, take } from './reader.js';
import type { Node, NodeOf } from './syntax.js';
import { nodeOf } from './syntax.js';

/** Paths, filters and calls, as many as follow. */
export function readPostfix(reader: Reader, first: Node): Node {
  let left = first;
  for (;;) {
    skip(reader);
    const { from } = left.position;
    if (sees(reader, '.') && !sees(reader, '..')) {
      reader.at += 1;
      left = nodeOf({ kind: 'path', source: left, name: readMemberOf(reader, left) }, from, reader.at);
    } else if (sees(reader, '[') && !closesRange(reader)) {
      reader.at += 1;
      const condition = reader.expression(reader);
      need(reader, ']');
      left = nodeOf({ kind: 'filter', source: left, condition }, from, reader.at);
    } else if (sees(reader, '(')) {
      left = readCall(reader, left);
    } else return left;
    checkedTree(reader, left);
  }
}

/** The name after a dot; behind a context that stands in the text its keys are known names, also those with signs. */
function readMemberOf(reader: Reader, source: Node): string {
  const context = contextIn(source);
  if (context === undefined) return readMember(reader);
  const before = reader.known.added.length;
  for (const { name } of context.entries) addName(reader.known, name);
  const name = readMember(reader);
  forgetNames(reader.known, before);
  return name;
}

/** The context that a node is for certain, or whose like it is a list of. */
function contextIn(node: Node): NodeOf<'context'> | undefined {
  if (node.kind === 'context') return node;
  if (node.kind === 'filter') return contextIn(node.source);
  const inner =
    node.kind === 'list'
      ? node.items[0]
      : node.kind === 'path'
        ? contextIn(node.source)?.entries.find(({ name }) => name === node.name)?.value
        : undefined;
  return inner && contextIn(inner);
}

function readCall(reader: Reader, callee: Node): Node {
  const args: Node[] = [];
  const names: string[] = [];
  need(reader, '(');
  while (!take(reader, ')')) {
    const before = reader.at;
    const label = peekWord(reader) === '' || names.length < args.length ? undefined : readLabel(reader);
    if (label !== undefined) names.push(label);
    else if (names.length > 0) {
      reader.at = before;
      fail(reader);
    }
    args.push(reader.expression(reader));
    if (!sees(reader, ')')) {
      need(reader, ',');
      if (sees(reader, ')')) fail(reader);
    }
  }
  const { from } = callee.position;
  if (names.length === 0) return nodeOf({ kind: 'call', callee, args }, from, reader.at);
  return nodeOf({ kind: 'call', callee, args, names }, from, reader.at);
}
