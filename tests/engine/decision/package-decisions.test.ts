import { describe, expect, test } from '@jest/globals';
import { compilePackage } from '../../../engine/compile/compile-package.js';
import type { JsonObject } from '../../../engine/model/json.js';
import { smallPackage } from '../../kit/small-package.js';
import { checkFormSchema, checkJson } from '../compile/check-json.js';
import { decision, dmn, literal, table } from './dmn-text.js';

const IMPORT = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

function compile(decisions: Readonly<Record<string, string>>, requireSound = false) {
  const files = { ...smallPackage(), ...decisions };
  const manifest = JSON.parse(files['manifest.json'] ?? '{}') as JsonObject;
  files['manifest.json'] = JSON.stringify({ ...manifest, requireSound });
  return compilePackage({ files, dependencies: new Map(), checkJson, checkFormSchema, hash: 'h' });
}

describe('the decisions of a package', () => {
  test('may import each other', async () => {
    const library = dmn(decision('base', literal('40'))).replace('urn:test', 'urn:library');
    const requires = '<informationRequirement><requiredDecision href="urn:library#base"/></informationRequirement>';
    const main = dmn(
      `<import name="lib" namespace="urn:library" importType="${IMPORT}"/>${decision('total', literal('lib.base + 2'), requires)}`,
    );
    const result = await compile({ 'decisions/a.dmn': main, 'decisions/b.dmn': library });
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.package.decisions.get('total')?.evaluate('total', {})).toMatchObject({ ok: true, value: 42 });
  });

  const rows = [['> 5', '1']];
  const gap = dmn(decision('gap', table({ policy: 'FIRST', inputs: ['x'], outputs: [{ name: 'out' }], rows })));

  test('warn of a gap with an example', async () => {
    const result = await compile({ 'decisions/gap.dmn': gap });
    expect(result.ok).toBe(true);
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        rule: 'table-gap',
        file: 'decisions/gap.dmn',
        elementId: 'table',
        text: { zh: '没有规则命中（例如 x = 4）', en: 'no rule matches (for example x = 4)' },
      }),
    );
  });

  test('are refused for a gap where the package has to be sound', async () => {
    const result = await compile({ 'decisions/gap.dmn': gap }, true);
    expect(result.ok).toBe(false);
    expect(result.problems).toContainEqual(expect.objectContaining({ severity: 'error', rule: 'table-gap' }));
  });
});
