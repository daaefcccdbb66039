import { beforeAll, describe, expect, it } from '@jest/globals';
import { isObject, type CompiledPackage, type JsonValue } from '../../engine/index.js';
import { compileFolder } from '../../runtime/packages/compile-folder.js';

let packages: readonly CompiledPackage[];

beforeAll(async () => {
  packages = [...(await compileFolder('definitions')).packages.values()];
}, 120_000);

/** All strings below a value with their places. */
function strings(value: JsonValue, place = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, index) => strings(item, `${place}/${index}`));
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => strings(item, `${place}/${key}`)) : [];
}

describe('English of the shipped packages', () => {
  it('stands for every title of a form and of a register', () => {
    const missing = packages.flatMap(({ key, english, forms, registers }) =>
      [
        ...[...forms.values()].map(({ id, schema }) => ['forms', id, schema] as const),
        ...[...registers].map(([id, { schema }]) => ['registers', id, schema] as const),
      ].flatMap(([section, id, schema]) => {
        const all = isObject(english[section]) ? english[section] : {};
        const texts = isObject(all[id]) ? all[id] : {};
        return strings(schema)
          .filter(([place, text]) => place.endsWith('/title') && /\p{Script=Han}/u.test(text))
          .filter(([place]) => !(place in texts))
          .map(([place]) => `${key} ${section}/${id} ${place}`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('stands for every block of a document, without Chinese in its own words', () => {
    const wrong = packages.flatMap(({ documents }) =>
      [...documents.values()].flatMap(({ key, body }) => {
        const { blocks, english } = body;
        const other = isObject(english) ? english['blocks'] : undefined;
        if (!Array.isArray(blocks) || !Array.isArray(other) || blocks.length !== other.length)
          return [`${key}: blocks`];
        return strings(other as JsonValue)
          .filter(([, text]) => /\p{Script=Han}/u.test(text.replace(/\{\{[\s\S]*?\}\}/g, '')))
          .map(([place]) => `${key} ${place}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});
