import { SaxesParser } from 'saxes';

/** A value of a test file: a plain one with its XML Schema type, a list, or a context by member names. */
export type TckValue =
  | { readonly kind: 'nil' }
  | { readonly kind: 'plain'; readonly type: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly TckValue[] }
  | { readonly kind: 'context'; readonly members: readonly (readonly [string, TckValue])[] };

/** One input of a case; `namespace` is set when it belongs to an imported model. */
export interface TckInput {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly value: TckValue;
}

/** One expected result of a case. */
export interface TckResult {
  readonly name: string;
  readonly errorResult: boolean;
  /** Undefined where the file names none. */
  readonly expected: TckValue | undefined;
}

/** One case: what to evaluate, with which inputs, and what has to come out. */
export interface TckCase {
  readonly id: string;
  readonly type: 'decision' | 'bkm' | 'decisionService';
  readonly invocableName: string | undefined;
  readonly inputs: readonly TckInput[];
  readonly results: readonly TckResult[];
}

/** A test file: the model it is about, and its cases. */
export interface TckFile {
  readonly modelName: string;
  readonly cases: readonly TckCase[];
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads a test file of the community test kit of DMN (testCases.xsd). Throws when it is no XML. */
export function readTckFile(xml: string): TckFile {
  const root = readTree(xml);
  return {
    modelName: child(root, 'modelName')?.text.trim() ?? '',
    cases: children(root, 'testCase').map((node, index) => ({
      id: node.attributes['id'] ?? String(index + 1),
      type: typeOf(node.attributes['type']),
      invocableName: node.attributes['invocableName'],
      inputs: children(node, 'inputNode').map((input) => ({
        name: input.attributes['name'] ?? '',
        namespace: input.attributes['namespace'],
        value: valueOf(input),
      })),
      results: children(node, 'resultNode').map((result) => {
        const expected = child(result, 'expected');
        return {
          name: result.attributes['name'] ?? '',
          errorResult: result.attributes['errorResult'] === 'true',
          expected: expected && valueOf(expected),
        };
      }),
    })),
  };
}

function typeOf(text: string | undefined): TckCase['type'] {
  return text === 'bkm' || text === 'decisionService' ? text : 'decision';
}

function valueOf(node: Element): TckValue {
  const isNil = (element: Element): boolean => element.attributes['nil'] === 'true';
  if (isNil(node)) return { kind: 'nil' };
  const value = child(node, 'value');
  if (value) {
    if (isNil(value)) return { kind: 'nil' };
    return { kind: 'plain', type: (value.attributes['type'] ?? 'string').replace(/^.*:/, ''), text: value.text };
  }
  const list = child(node, 'list');
  if (list) return isNil(list) ? { kind: 'nil' } : { kind: 'list', items: children(list, 'item').map(valueOf) };
  const members = children(node, 'component');
  if (members.length === 0) return { kind: 'nil' };
  return {
    kind: 'context',
    members: members.map((member) => [member.attributes['name'] ?? '', valueOf(member)] as const),
  };
}

function child(node: Element, name: string): Element | undefined {
  return node.children.find((one) => one.name === name);
}

function children(node: Element, name: string): readonly Element[] {
  return node.children.filter((one) => one.name === name);
}

/** The elements of a text by their local names; namespaces do not matter in these files. */
function readTree(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const top: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [top];
  parser.on('opentag', ({ local, attributes }) => {
    const plain = Object.values(attributes).map((attribute) => [attribute.local, attribute.value] as const);
    const element: Element = { name: local, attributes: Object.fromEntries(plain), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  const [root] = top.children;
  if (!root) throw new Error('an empty test file');
  return root;
}
