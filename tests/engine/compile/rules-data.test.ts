import { describe, expect, test } from '@jest/globals';
import { checkBpmn } from '../../../engine/compile/check.js';
import { brokenRules, drawing, element } from './static.js';

const ITEMS =
  '<bpmn:itemDefinition id="text" structureRef="xsd:string"/><bpmn:itemDefinition id="text2" structureRef="xsd:string"/>' +
  '<bpmn:itemDefinition id="number" structureRef="xsd:int"/><bpmn:itemDefinition id="texts" structureRef="xsd:string" isCollection="true"/>';
const MESSAGES =
  '<bpmn:message id="m" itemRef="text"/><bpmn:message id="n" itemRef="number"/><bpmn:signal id="sig" structureRef="number"/>' +
  '<bpmn:interface id="if" name="if"><bpmn:operation id="op" name="op"><bpmn:inMessageRef>m</bpmn:inMessageRef><bpmn:outMessageRef>m</bpmn:outMessageRef></bpmn:operation></bpmn:interface>';

const ref = (local: string, id: string) => element(local, '', id);
const input = (id: string, item = 'text') => element('dataInput', `id="${id}" itemSubjectRef="${item}"`);
const output = (id: string, item = 'text') => element('dataOutput', `id="${id}" itemSubjectRef="${item}"`);
const inputs = (...ids: readonly string[]) =>
  element('inputSet', '', ids.map((id) => ref('dataInputRefs', id)).join(''));
const outputs = (...ids: readonly string[]) =>
  element('outputSet', '', ids.map((id) => ref('dataOutputRefs', id)).join(''));
const io = (...parts: readonly string[]) => element('ioSpecification', '', parts.join(''));
const task = (inner: string, local = 'task', attributes = '') => element(local, `id="t" ${attributes}`, inner);
const objects =
  '<bpmn:dataObject id="o" itemSubjectRef="text"/><bpmn:dataObject id="o2" itemSubjectRef="text"/><bpmn:dataObject id="count" itemSubjectRef="number"/>';
const into = (sources: readonly string[], target: string, more = '') =>
  element(
    'dataInputAssociation',
    'id="a"',
    sources.map((id) => ref('sourceRef', id)).join('') + ref('targetRef', target) + more,
  );

const found = (body: string) => brokenRules(drawing(body + objects, ITEMS + MESSAGES));

describe('input and output sets', () => {
  test.each<[string, string, string]>([
    ['a data input in no set', task(io(input('i'), inputs(), outputs())), 'data-set 084 i'],
    ['a data output in no set', task(io(output('i'), inputs(), outputs())), 'data-set 088 i'],
    [
      'an optional input outside of its set',
      task(
        io(
          input('i'),
          input('j'),
          element('inputSet', 'id="s"', ref('dataInputRefs', 'i') + ref('optionalInputRefs', 'j')),
          inputs('j'),
          outputs(),
        ),
      ),
      'data-set 085 s',
    ],
    [
      'an input while executing outside of its set',
      task(
        io(
          input('i'),
          input('j'),
          element('inputSet', 'id="s"', ref('dataInputRefs', 'i') + ref('whileExecutingInputRefs', 'j')),
          inputs('j'),
          outputs(),
        ),
      ),
      'data-set 086 s',
    ],
    [
      'an optional output outside of its set',
      task(
        io(
          output('i'),
          output('j'),
          inputs(),
          element('outputSet', 'id="s"', ref('dataOutputRefs', 'i') + ref('optionalOutputRefs', 'j')),
          outputs('j'),
        ),
      ),
      'data-set 089 s',
    ],
    [
      'an output while executing outside of its set',
      task(
        io(
          output('i'),
          output('j'),
          inputs(),
          element('outputSet', 'id="s"', ref('dataOutputRefs', 'i') + ref('whileExecutingOutputRefs', 'j')),
          outputs('j'),
        ),
      ),
      'data-set 090 s',
    ],
    [
      'a set that names data of another',
      task(io(inputs('i'), outputs())) + element('task', 'id="u"', io(input('i'), inputs('i'), outputs())),
      'data-set t',
    ],
    [
      'an input set whose output set does not know it',
      task(io(element('inputSet', 'id="s"', ref('outputSetRefs', 'z')), element('outputSet', 'id="z"'))),
      'data-set-pair 087 s',
    ],
    [
      'an output set whose input set does not know it',
      task(io(element('inputSet', 'id="s"'), element('outputSet', 'id="z"', ref('inputSetRefs', 's')))),
      'data-set-pair 091 z',
    ],
    ['a sub-process with data of its own', task(io(inputs(), outputs()), 'subProcess'), 'sub-process-data t'],
    [
      'a collection whose items are none',
      task(io(element('dataInput', 'id="i" itemSubjectRef="texts" isCollection="false"'), inputs('i'), outputs())),
      'item-collection i',
    ],
    ['an item that does not exist', '<bpmn:dataObject id="x" itemSubjectRef="gone"/>', 'reference x'],
  ])('%s', (_name, body, expected) => {
    expect(found(body)).toContain(expected);
  });
});

describe('data associations', () => {
  const specification = io(input('i'), inputs('i'), outputs());
  test.each<[string, string, readonly string[]]>([
    ['from one object of the same structure', task(specification + into(['o'], 'i')), []],
    [
      'from two objects without transformation',
      task(specification + into(['o', 'o2'], 'i')),
      ['data-association 092 a'],
    ],
    [
      'from two objects with transformation',
      task(specification + into(['o', 'o2'], 'i', element('transformation', '', 'x'))),
      [],
    ],
    ['from another structure', task(specification + into(['count'], 'i')), ['data-association 093 a']],
    [
      'from another structure with transformation',
      task(specification + into(['count'], 'i', element('transformation', '', 'x'))),
      [],
    ],
    ['into data of another element', task(specification + into(['o'], 'o2')), ['data-association a']],
    ['from what does not exist', task(specification + into(['gone'], 'i')), ['reference a']],
    ['from what is no data', task(specification + into(['m'], 'i')), ['reference a']],
  ])('%s', (_name, body, expected) => {
    expect(found(body)).toEqual(expected);
  });
});

describe('data that fit what carries them', () => {
  const service = (...parts: readonly string[]) => task(io(...parts), 'serviceTask', 'operationRef="op"');
  const send = (...parts: readonly string[]) => task(io(...parts), 'sendTask', 'messageRef="m"');
  const receive = (...parts: readonly string[]) => task(io(...parts), 'receiveTask', 'messageRef="m"');
  const throwing = (inner: string) =>
    '<bpmn:task id="u"/><bpmn:sequenceFlow id="f" sourceRef="u" targetRef="x"/><bpmn:sequenceFlow id="g" sourceRef="x" targetRef="u"/>' +
    element('intermediateThrowEvent', 'id="x"', inner);

  test.each<[string, string, readonly string[]]>([
    ['a service that fits its operation', service(input('i'), output('o1', 'text2'), inputs('i'), outputs('o1')), []],
    [
      'a service with two input sets',
      service(input('i'), output('o1'), inputs('i'), inputs('i'), outputs('o1')),
      ['service-data 042 t'],
    ],
    [
      'a service with two output sets',
      service(input('i'), output('o1'), inputs('i'), outputs('o1'), outputs('o1')),
      ['service-data 043 t'],
    ],
    [
      'a service with other input',
      service(input('i', 'number'), output('o1'), inputs('i'), outputs('o1')),
      ['service-data 044 i'],
    ],
    [
      'a service with other output',
      service(input('i'), output('o1', 'number'), inputs('i'), outputs('o1')),
      ['service-data 045 o1'],
    ],
    ['a message with two input sets', send(input('i'), inputs('i'), inputs('i'), outputs()), ['send-data 046 t']],
    ['a message of two inputs', send(input('i'), input('j'), inputs('i', 'j'), outputs()), ['send-data 047 t']],
    ['a message of another structure', send(input('i', 'number'), inputs('i'), outputs()), ['send-data 048 i']],
    [
      'two output sets of a message',
      receive(output('i'), inputs(), outputs('i'), outputs('i')),
      ['receive-data 050 t'],
    ],
    [
      'two outputs of a message',
      receive(output('i'), output('j'), inputs(), outputs('i', 'j')),
      ['receive-data 051 t'],
    ],
    ['output of another structure', receive(output('i', 'number'), inputs(), outputs('i')), ['receive-data 052 i']],
    [
      'an event whose second trigger carries something else',
      throwing(
        input('i') +
          input('j') +
          inputs('i', 'j') +
          '<bpmn:messageEventDefinition messageRef="m"/><bpmn:signalEventDefinition signalRef="sig"/>',
      ),
      ['event-data 094 j'],
    ],
  ])('%s', (_name, body, expected) => {
    expect(found(body)).toEqual(expected);
  });
});

describe('items and names', () => {
  const loop = (item: string) =>
    task(
      io(element('dataInput', 'id="all" itemSubjectRef="texts" isCollection="true"'), inputs('all'), outputs()) +
        element(
          'multiInstanceLoopCharacteristics',
          '',
          ref('loopDataInputRef', 'all') + element('inputDataItem', `id="one" itemSubjectRef="${item}"`),
        ),
    );
  test('an item of a loop is one of its collection', () => {
    expect(found(loop('text'))).toEqual([]);
    expect(found(loop('number'))).toEqual(['multi-instance-item 068 t']);
    expect(found(loop('texts'))).toEqual(['multi-instance-item 068 t']);
  });

  test('a structure that no file defines is a warning', () => {
    const warned = (name: string) =>
      checkBpmn(
        drawing('', element('itemDefinition', `id="i" structureRef="${name}"`)).replace(
          'xmlns:xsi',
          'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi',
        ),
      ).problems.map(({ severity, rule }) => `${severity} ${rule}`);
    expect(warned('xsd:string')).toEqual([]);
    expect(warned('Person')).toEqual(['warning structure-reference']);
    expect(warned('gone:Person')).toEqual(['warning structure-reference']);
  });

  test('a reference is named after its object and state', () => {
    const reference = (name: string) =>
      '<bpmn:dataObject id="paper" name="Form"/>' +
      element('dataObjectReference', `id="r" dataObjectRef="paper" name="${name}"`, '<bpmn:dataState name="signed"/>');
    expect(found(reference('Form [signed]'))).toEqual([]);
    expect(found(reference('signed'))).toEqual(['data-state-name 076 r']);
  });

  test('what supports an interface binds its operations', () => {
    const global = (binding: string) =>
      element(
        'globalTask',
        'id="g"',
        ref('supportedInterfaceRef', 'if') + io(input('gi'), output('go'), inputs('gi'), outputs('go')) + binding,
      );
    const bound = '<bpmn:ioBinding operationRef="op" inputDataRef="gi" outputDataRef="go"/>';
    expect(brokenRules(drawing('', ITEMS + MESSAGES + global(bound)))).toEqual([]);
    expect(brokenRules(drawing('', ITEMS + MESSAGES + global('')))).toEqual(['io-binding 064 g']);
  });
});
