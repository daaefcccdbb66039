import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readPackageFolder } from '../../runtime/packages/read-folder.js';

test('models of a package folder are decoded as they declare', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  try {
    const model = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a name="Prüfung"/>`;
    writeFileSync(path.join(folder, 'latin.bpmn'), model('ISO-8859-1'), 'latin1');
    writeFileSync(path.join(folder, 'wide.dmn'), `\uFEFF${model('UTF-16')}`, 'utf16le');
    writeFileSync(path.join(folder, 'wrong.bpmn'), model('UTF-8'), 'latin1');
    const files = readPackageFolder(folder);
    expect(files['latin.bpmn']).toContain('Prüfung');
    expect(files['wide.dmn']).toContain('Prüfung');
    expect(files['wrong.bpmn']).toContain('Pr\uFFFDfung');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
