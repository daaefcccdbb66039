import { describe, expect, test } from '@jest/globals';
import { checkBpmn } from '../../../engine/compile/check.js';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { bpmn, flow } from './bpmn.js';
import { brokenRules, definitions } from './static.js';

const MODEL = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const importOf = (location: string, namespace: string) =>
  `<bpmn:import importType="${MODEL}" location="${location}" namespace="${namespace}"/>`;
const files = (contents: Readonly<Record<string, string>>) => (location: string) => contents[location];
const shared = definitions(
  '<bpmn:signal id="done" name="done"/><bpmn:process id="other"/>',
  'targetNamespace="urn:shared"',
);
const using = (name: string, more = '') =>
  bpmn(
    `<bpmn:startEvent id="s"/><bpmn:endEvent id="e"><bpmn:signalEventDefinition signalRef="${name}"/></bpmn:endEvent>${flow('s', 'e')}`,
    importOf('shared.bpmn', 'urn:shared') + more,
  ).replace('xmlns:other', 'xmlns:sh="urn:shared" xmlns:other');

describe('several definitions files', () => {
  test('an imported element is named by the prefix of its namespace', async () => {
    const resolve = files({ 'shared.bpmn': shared });
    expect(brokenRules(using('sh:done'), resolve)).toEqual([]);
    expect(brokenRules(using('sh:gone'), resolve)).toEqual(['event-reference e']);
    const result = await compileBpmn(using('sh:done'), resolve);
    expect(result.ok && result.plans[0]?.elements['e']).toMatchObject({ event: { kind: 'signal', name: 'done' } });
    expect(result.ok && result.plans.map(({ processId }) => processId)).toEqual(['p']);
  });

  test('a file that is not there, or is no BPMN file, is named', () => {
    expect(brokenRules(using('sh:done'))).toEqual(['import 001 defs', 'event-reference e']);
    expect(brokenRules(using('sh:done'), files({ 'shared.bpmn': '<html/>' }))).toContain('import 001 defs');
    expect(brokenRules(using('sh:done'), files({ 'shared.bpmn': shared.replace('urn:shared', 'urn:else') }))).toContain(
      'import-namespace defs',
    );
  });

  test('what is wrong in an imported file is found there', () => {
    const broken = shared.replace(
      '<bpmn:process id="other"/>',
      '<bpmn:process id="other"><bpmn:endEvent id="x"/></bpmn:process>',
    );
    const { problems } = checkBpmn(using('sh:done'), files({ 'shared.bpmn': broken }));
    expect(problems.map(({ rule, file }) => `${rule} ${file}`)).toContain('start-missing shared.bpmn');
  });

  test('an id is used once in a namespace, whatever the file', () => {
    const same = definitions('<bpmn:signal id="e"/>', 'targetNamespace="urn:test"');
    const xml = using('sh:done', importOf('same.bpmn', 'urn:test'));
    expect(brokenRules(xml, files({ 'shared.bpmn': shared, 'same.bpmn': same }))).toEqual(['id-duplicate 002 e']);
  });

  test('files that import each other are read once', () => {
    const other = shared.replace('<bpmn:signal', `${importOf('main.bpmn', 'urn:test')}<bpmn:signal`);
    const main = using('sh:done');
    expect(brokenRules(main, files({ 'shared.bpmn': other, 'main.bpmn': main }))).toEqual([]);
  });

  test('interfaces of other kinds are not read', () => {
    const wsdl = '<bpmn:import importType="http://www.w3.org/TR/wsdl20/" location="a.wsdl" namespace="urn:w"/>';
    expect(brokenRules(definitions(`${wsdl}<bpmn:process id="p"/>`))).toEqual([]);
  });
});

describe('encodings', () => {
  const text = (encoding: string) =>
    definitions('<bpmn:process id="p" name="Prüfung"/>').replace('encoding="UTF-8"', `encoding="${encoding}"`);
  const single = (xml: string) => Uint8Array.from([...xml].map((sign) => sign.charCodeAt(0)));
  const double = (xml: string, bigEndian: boolean) =>
    Uint8Array.from(
      [...xml].flatMap((sign) => {
        const [high, low] = [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255];
        return bigEndian ? [high, low] : [low, high];
      }),
    );
  const nameOf = (bytes: Uint8Array) => {
    const { model, problems } = checkBpmn(bytes);
    return model?.processes[0]?.element.attributes.find(({ local }) => local === 'name')?.value ?? problems[0]?.rule;
  };

  test.each<[string, Uint8Array]>([
    ['UTF-8', Uint8Array.from(Buffer.from(text('UTF-8')))],
    ['UTF-8 with a byte order mark', Uint8Array.from(Buffer.from(`\uFEFF${text('UTF-8')}`))],
    ['ISO-8859-1', single(text('ISO-8859-1'))],
    ['Windows-1252', single(text('WINDOWS-1252'))],
    ['UTF-16, big end first, with a byte order mark', double(`\uFEFF${text('UTF-16')}`, true)],
    ['UTF-16, little end first, with a byte order mark', double(`\uFEFF${text('UTF-16')}`, false)],
    ['UTF-16 without a byte order mark', double(text('UTF-16LE'), false)],
  ])('%s is read', (_name, bytes) => {
    expect(nameOf(bytes)).toBe('Prüfung');
  });

  test('an encoding that is not read is named, and so is broken UTF-8', () => {
    expect(nameOf(single(text('EBCDIC-US')))).toBe('xml-encoding');
    expect(nameOf(single(text('UTF-8')))).toBe('xml-encoding');
  });

  test('signs of Windows-1252 and beyond the basic plane are right', () => {
    const euro = single(text('WINDOWS-1252').replace('ü', '\u0080'));
    expect(nameOf(euro)).toBe('Pr€fung');
    expect(nameOf(Uint8Array.from(Buffer.from(text('UTF-8').replace('ü', '𠮷'))))).toBe('Pr𠮷fung');
  });
});
