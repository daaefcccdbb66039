import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkDraft, compileDraft } from '../../designer/publish/check-draft.js';

const ROOT = path.resolve('definitions');

function filesOf(name: string): Record<string, string> {
  const folder = path.join(ROOT, name);
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    files[path.relative(folder, full)] = readFileSync(full, 'utf8');
  }
  return files;
}

describe('checking a draft as the browser does', () => {
  test('finds nothing wrong with a shipped package, and names file and element of what is broken', async () => {
    const common = await compileDraft(filesOf('common'), new Map());
    expect(common.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(common.package).toBeDefined();
    if (!common.package) return;
    const dependencies = new Map([['common', common.package]]);
    const files = filesOf('food-license-new');
    const clean = await checkDraft(files, dependencies);
    expect(clean.filter(({ severity }) => severity === 'error')).toEqual([]);
    const model = 'food-license-new.bpmn';
    const broken = { ...files, [model]: (files[model] ?? '').replace('formId="examination"', 'formId="nowhere"') };
    expect(await checkDraft(broken, dependencies)).toContainEqual(
      expect.objectContaining({ severity: 'error', file: model, elementId: expect.any(String) }),
    );
  });
});
