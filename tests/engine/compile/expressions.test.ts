import { describe, expect, test } from '@jest/globals';
import { compilePackage } from '../../../engine/compile/compile-package.js';
import { readersOf } from '../../../engine/compile/readers-of.js';
import { schemaType } from '../../../engine/compile/schema-type.js';
import { smallPackage } from '../../kit/small-package.js';
import { checkFormSchema, checkJson } from './check-json.js';

async function compiled(source: string) {
  const files = smallPackage();
  files['request.bpmn'] = (files['request.bpmn'] ?? '').replace(
    '{request: request, case: case}',
    source.replaceAll('"', '&quot;'),
  );
  return compilePackage({ files, dependencies: new Map(), checkJson, checkFormSchema, hash: 'h' });
}

describe('expressions are judged by the forms of the package', () => {
  test.each<[string, readonly string[]]>([
    ['{request: request, name: request.name, notes: request.items.note}', []],
    ['{a: request.nmae}', ['feel-unknown-member issue A context has no member nmae (at 5: request.nmae)']],
    [
      '{a: request.items.nothing}',
      ['feel-unknown-member issue A context has no member nothing (at 5: request.items.nothing)'],
    ],
    ['{a: request.amount + request.name}', ['feel-wrong-type issue + does not take number and string']],
    ['{a: request.amount = "5"}', ['feel-wrong-type issue A number and a string do not compare']],
    ['{a: Request.name}', ['feel-unknown-name issue There is no variable Request: is request meant?']],
    ['{a: reqeust.name}', ['feel-unknown-name issue There is no variable reqeust: is request meant?']],
    ['{a: somethingElse.name}', []],
    ['{request: request.name, b: request.amount}', ['feel-unknown-member issue A string has no member amount']],
    ['request.items[requesd = 1]', []],
  ])('%s', async (source, expected) => {
    const result = await compiled(source);
    const said = result.problems.map(({ rule, elementId, text }) => `${rule} ${elementId} ${text.en}`);
    expect(said).toEqual(expected.map((one) => expect.stringContaining(one) as unknown));
  });
});

test('the readers of a form are its expressions with the fields they read', async () => {
  const result = await compiled('{name: request.name, all: count(request.items)}');
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(readersOf(result.package.plans.values(), 'request')).toEqual([
    {
      processId: 'small-request',
      elementId: 'issue',
      source: '{name: request.name, all: count(request.items)}',
      paths: [['name'], ['items']],
    },
  ]);
});

test('a schema has a type as far as it says one thing only', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: ['integer', 'null'] },
      b: { $ref: '#/definitions/b' },
      c: { type: ['string', 'number'] },
      d: { type: 'array' },
    },
    allOf: [{ then: { properties: { e: { type: 'boolean' } } } }],
    definitions: { b: { type: 'array', items: { type: 'string' } } },
  };
  expect(schemaType(schema)).toEqual({
    kind: 'context',
    members: {
      a: { kind: 'number' },
      b: { kind: 'list', of: { kind: 'string' } },
      c: { kind: 'any' },
      d: { kind: 'list', of: { kind: 'any' } },
      e: { kind: 'boolean' },
    },
  });
});
