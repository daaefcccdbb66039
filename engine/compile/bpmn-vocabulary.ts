import { BPMN_BASES, BPMN_ELEMENTS } from './bpmn-schema.js';
import type { Declaration } from './bpmn-schema.js';

/** What an attribute may hold: `values` is a list of words, or a kind of number or flag; absent for free text and references. */
export interface AttributeRule {
  readonly required: boolean;
  readonly values?: readonly string[] | 'boolean' | 'integer';
}

/** How often a child may stand in its parent. */
export interface ChildRule {
  readonly atLeastOne: boolean;
  readonly atMostOne: boolean;
}

/** What may stand at and under one BPMN element. */
export interface ElementRule {
  readonly attributes: ReadonlyMap<string, AttributeRule>;
  readonly children: ReadonlyMap<string, ChildRule>;
  /** Names of the attributes and children that must be given. */
  readonly requiredAttributes: readonly string[];
  readonly requiredChildren: readonly string[];
  /** Its character data is its own; elsewhere text between elements is refused. */
  readonly text: boolean;
}

/** Every element of BPMN 2.0.2's semantic model with what may stand at and under it. */
export const BPMN_RULES: ReadonlyMap<string, ElementRule> = new Map(
  Object.entries(BPMN_ELEMENTS).map(([name, declaration]) => [name, resolve(declaration)]),
);

function resolve(declaration: Declaration): ElementRule {
  const attributes = new Map<string, AttributeRule>();
  const children = new Map<string, ChildRule>();
  let text = false;
  const read = ([base, own = '', inner = '']: Declaration): void => {
    const parent = BPMN_BASES[base];
    if (parent) read(parent);
    for (const word of words(own)) attributes.set(...attributeRule(word));
    for (const word of words(inner)) {
      if (word === '#text') text = true;
      else children.set(...childRule(word));
    }
  };
  read(declaration);
  return {
    attributes,
    children,
    requiredAttributes: [...attributes].flatMap(([name, rule]) => (rule.required ? [name] : [])),
    requiredChildren: [...children].flatMap(([name, rule]) => (rule.atLeastOne ? [name] : [])),
    text,
  };
}

function attributeRule(word: string): [string, AttributeRule] {
  const [name = '', kind] = word.replace(/^!/, '').split('=');
  const required = word.startsWith('!');
  if (kind === undefined) return [name, { required }];
  return [name, { required, values: kind === 'boolean' || kind === 'integer' ? kind : kind.split('|') }];
}

function childRule(word: string): [string, ChildRule] {
  const sign = word.at(-1) ?? '';
  const name = /[*+?]/.test(sign) ? word.slice(0, -1) : word;
  return [name, { atLeastOne: sign === '+' || name === word, atMostOne: sign === '?' || name === word }];
}

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}
