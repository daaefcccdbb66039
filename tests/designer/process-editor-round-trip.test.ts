import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { compileBpmn } from '../../engine/index.js';
import { MODDLE_EXTENSIONS } from '../../designer/process-editor/moddle-extensions.js';
import { exchangeOf, FOREIGN } from './process-editor-kit.js';

const DEFINITIONS = path.resolve('definitions');
const models = readdirSync(DEFINITIONS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.bpmn'))
  .map((entry) => path.join(entry.parentPath, entry.name));

async function throughEditor(xml: string): Promise<{ readonly xml: string; readonly warnings: readonly unknown[] }> {
  const moddle = new BpmnModdle(MODDLE_EXTENSIONS);
  const { rootElement, warnings } = await moddle.fromXML(xml);
  const written = await moddle.toXML(rootElement, { format: true });
  return { xml: written.xml, warnings };
}

describe('a process file that is opened and written by the editor', () => {
  test.each(models.map((file) => [path.relative(DEFINITIONS, file), file]))(
    'keeps every element, attribute and text of %s',
    async (_, file) => {
      const before = readFileSync(file, 'utf8');
      const after = await throughEditor(before);
      expect(after.warnings).toEqual([]);
      expect(exchangeOf(after.xml)).toEqual(exchangeOf(before));
    },
  );

  test('compiles to the same plans', async () => {
    for (const file of models) {
      const before = readFileSync(file, 'utf8');
      const [one, other] = await Promise.all([compileBpmn(before), compileBpmn((await throughEditor(before)).xml)]);
      expect(other).toEqual(one);
    }
  });

  test('keeps extension elements and attributes of other tools', async () => {
    const after = await throughEditor(FOREIGN);
    expect(after.warnings).toEqual([]);
    expect(exchangeOf(after.xml)).toEqual(exchangeOf(FOREIGN));
    expect(after.xml).toContain('camunda:asyncBefore="true"');
    expect(after.xml).toContain('<flowable:taskListener');
  });
});
