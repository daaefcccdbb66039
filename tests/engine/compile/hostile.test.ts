import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { readFileSync } from 'node:fs';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { readJson } from '../../../engine/compile/json-reader.js';
import { smallPackage } from '../../kit/small-package.js';
import { around, bpmn, ext, flow } from './bpmn.js';

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => make(i)).join('');

describe('hostile and damaged models', () => {
  const model = smallPackage()['request.bpmn'] ?? '';
  const cuts = [...model.matchAll(/[<>"=\s/]/g)].map((match) => match.index);

  test('never make the compiler throw: a piece of a good model moved, doubled or cut', async () => {
    const place = fc.integer({ min: 0, max: cuts.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, place, place, async (a, b, c) => {
        const [from, to] = [cuts[Math.min(a, b)] ?? 0, cuts[Math.max(a, b)] ?? 0];
        const piece = model.slice(from, to);
        const rest = model.slice(0, from) + model.slice(to);
        const at = cuts[c] ?? 0;
        for (const xml of [
          rest,
          rest.slice(0, at) + piece + rest.slice(at),
          model.slice(0, at) + piece + model.slice(at),
        ]) {
          const result = await compileBpmn(xml);
          expect(result.ok || result.problems.length > 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('never make the compiler throw: an attribute value replaced', async () => {
    const values = [...model.matchAll(/"([^"]*)"/g)].map((match) => ({
      from: match.index + 1,
      length: (match[1] ?? '').length,
    }));
    const strange = fc.oneof(
      fc.constantFrom('', '=', '__proto__', 'constructor', '=[', 'a:b:c', 'true', '-1', '=1'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(values.length - 1), strange, async (index, value) => {
        const { from, length } = values[index] ?? { from: 0, length: 0 };
        const result = await compileBpmn(model.slice(0, from) + value + model.slice(from + length));
        expect(result.ok || result.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[string, string]>([
    [
      '19 000 extension elements of one kind',
      bpmn(around(`<bpmn:userTask id="t">${ext(many(19_000, () => '<zeebe:userTask/>'))}</bpmn:userTask>`)),
    ],
    [
      '19 000 foreign elements',
      bpmn(around(`<bpmn:userTask id="t">${ext(many(19_000, () => '<other:x/>'))}</bpmn:userTask>`)),
    ],
    [
      '9 000 boundary events and as many associations',
      bpmn(
        around(
          '<bpmn:userTask id="t"/>',
          many(
            9_000,
            (i) =>
              `<bpmn:boundaryEvent id="b${i}" attachedToRef="t"/><bpmn:association id="a${i}" sourceRef="b${i}" targetRef="b${i}"/>`,
          ),
        ),
      ),
    ],
    [
      '6 000 flows into one node, all listed',
      bpmn(
        around(
          `<bpmn:userTask id="t">${many(6_000, (i) => `<bpmn:incoming>f${i}</bpmn:incoming>`)}</bpmn:userTask>`,
          many(6_000, (i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="start" targetRef="t"/>`),
        ),
      ),
    ],
    [
      '9 000 nodes without way out and no end',
      bpmn(
        `<bpmn:startEvent id="start"/>${many(9_000, (i) => `<bpmn:userTask id="u${i}"/>${flow('start', `u${i}`)}`)}`,
      ),
    ],
    [
      '3 000 links of one name',
      bpmn(
        around(
          '<bpmn:userTask id="t"/>',
          many(3_000, (i) => {
            const event = i % 2 === 0 ? 'intermediateThrowEvent' : 'intermediateCatchEvent';
            return `<bpmn:${event} id="l${i}"><bpmn:linkEventDefinition id="d${i}" name="l"/></bpmn:${event}>`;
          }),
        ),
      ),
    ],
    [
      '6 000 data in one set and 6 000 nodes in one lane',
      bpmn(
        `<bpmn:ioSpecification>${many(3_000, (i) => `<bpmn:dataInput id="i${i}"/>`)}<bpmn:inputSet>${many(3_000, (i) => `<bpmn:dataInputRefs>i${i}</bpmn:dataInputRefs>`)}</bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>` +
          `<bpmn:laneSet id="set"><bpmn:lane id="lane">${many(6_000, () => '<bpmn:flowNodeRef>t</bpmn:flowNodeRef>')}</bpmn:lane></bpmn:laneSet>${around('<bpmn:userTask id="t"/>')}`,
      ),
    ],
    [
      '200 000 unknown attributes',
      bpmn(around(many(3_300, (i) => `<bpmn:userTask id="u${i}" ${many(60, (k) => `a${k}="" `)}/>`))),
    ],
  ])('are answered with a bounded list: %s', async (_name, xml) => {
    const result = await compileBpmn(xml);
    expect((result.ok ? result.warnings : result.problems).length).toBeLessThanOrEqual(500);
  });

  test('long JSON texts are read without recursion', () => {
    expect(readJson(`"${'a'.repeat(2_000_000)}"`).ok).toBe(true);
    expect(readJson(`"${'a'.repeat(2_000_000)}`).ok).toBe(false);
    expect(readJson(`[${many(200_000, () => '1,')}1]`).ok).toBe(true);
  });

  test('the schemas of package files are themselves within bounds', () => {
    for (const kind of [
      'manifest',
      'form',
      'register',
      'document',
      'config',
      'i18n',
      'scenario',
      'sample',
      'calendar',
    ]) {
      expect(readJson(readFileSync(`definitions/schema/${kind}.json`, 'utf8')).ok).toBe(true);
    }
  });
});
