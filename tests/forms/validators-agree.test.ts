import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { fc } from '../kit/fast-check.js';
import { createValidateJson } from '../../designer/form-view/validate/cfworker-faults.js';
import { type JsonObject, type JsonValue, type SchemaFault, withoutHidden } from '../../engine/index.js';
import { createAjvValidator } from '../../runtime/validation/ajv-validator.js';
import { randomDocument } from '../kit/random-document.js';

const ROOT = path.resolve(import.meta.dirname, '../../definitions');
const RUNS = 80;
const TODAY = '2026-03-02';

interface ShippedForm {
  readonly name: string;
  readonly schema: JsonObject;
}

const FORMS: readonly ShippedForm[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const folder = path.join(ROOT, name, 'forms');
    return formFiles(folder).map((file) => ({
      name: `${name}/${file}`,
      schema: (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { schema: JsonObject }).schema,
    }));
  });

function formFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.json'));
  } catch {
    return [];
  }
}

/**
 * What people are told depends on place and keyword; faults of the branches of a choice are told by neither side. Of a list with wrong
 * items only one side says that they repeat; the items themselves are what has to be mended.
 */
function told(faults: readonly SchemaFault[]): readonly string[] {
  const places = faults
    .filter((fault) => fault.keyword !== 'if')
    .filter(
      (fault) =>
        fault.keyword !== 'uniqueItems' || !faults.some(({ pointer }) => pointer.startsWith(`${fault.pointer}/`)),
    )
    .map(({ pointer, keyword, params }) =>
      `${pointer} ${keyword} ${String(params['missingProperty'] ?? params['limit'] ?? '')}`.trim(),
    );
  return [...new Set(places)].sort();
}

describe('the browser and the server judge alike', () => {
  const browser = createValidateJson(() => TODAY);
  const server = createAjvValidator();

  it('has forms to look at', () => {
    expect(FORMS.length).toBeGreaterThan(20);
  });

  it.each(FORMS)('over random documents of $name', ({ schema }) => {
    fc.assert(
      fc.property(randomDocument(schema), (document: JsonValue) => {
        const here = browser(schema, document);
        const there = server(schema, document);
        expect({ document, valid: here.length === 0 }).toEqual({ document, valid: there.length === 0 });
        const branch = new Set(
          there.filter((fault) => ['oneOf', 'anyOf'].includes(fault.keyword)).map((fault) => fault.pointer),
        );
        const plain = there.filter((fault) => !(fault.keyword === 'const' && branch.has(fault.pointer)));
        expect(told(here)).toEqual(told(plain));
      }),
      { numRuns: RUNS },
    );
  });

  it.each(FORMS)('over what is shown of $name', ({ schema }) => {
    fc.assert(
      fc.property(randomDocument(schema), (document: JsonValue) => {
        expect(withoutHidden(schema, document, browser)).toEqual(withoutHidden(schema, document, server));
      }),
      { numRuns: RUNS },
    );
  });
});
