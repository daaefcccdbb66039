import { smallPackage } from './small-package.js';

/** What kind of file a broken package is broken in. */
export type BrokenKind =
  | 'manifest'
  | 'bpmn'
  | 'dmn'
  | 'form'
  | 'register'
  | 'document'
  | 'config'
  | 'i18n'
  | 'scenario'
  | 'sample'
  | 'calendar';

/** One way to break the small package. A Problem must name `file`, `rule` (a prefix for rules of JSON Schema), and `pointer` or `elementId`. */
export interface BrokenPackage {
  readonly name: string;
  readonly kind: BrokenKind;
  /** All files of the package, broken. */
  readonly files: Readonly<Record<string, string>>;
  readonly file: string;
  readonly rule: string;
  readonly pointer?: string;
  readonly elementId?: string;
}

type Expected = Pick<BrokenPackage, 'rule' | 'pointer' | 'elementId'>;

const FILES: Readonly<Record<BrokenKind, string>> = {
  manifest: 'manifest.json',
  bpmn: 'request.bpmn',
  dmn: 'decisions/route.dmn',
  form: 'forms/request.json',
  register: 'registers/people.json',
  document: 'documents/doc-done.json',
  config: 'config.json',
  i18n: 'i18n/en.json',
  scenario: 'scenarios/straight.json',
  sample: 'samples/people.json',
  calendar: 'calendars/cn.json',
};

/** The small package with one text replaced in the file of the kind; throws when the text is not there. */
function breakText(kind: BrokenKind, name: string, from: string, to: string, expected: Expected): BrokenPackage {
  const files = smallPackage();
  const file = FILES[kind];
  const text = files[file] ?? '';
  if (!text.includes(from)) throw new Error(`${name}: ${file} has no ${from}`);
  files[file] = text.replace(from, to);
  return { name, kind, files, file, ...expected };
}

/** At least two broken packages of every kind, made from `smallPackage`: each differs from it in one place. */
export function brokenPackages(): readonly BrokenPackage[] {
  return [
    breakText('manifest', 'an unknown key in the manifest', '"version"', '"colour": "red",\n  "version"', {
      rule: 'schema',
      pointer: '/colour',
    }),
    breakText('manifest', 'a service whose process is missing', '"small-request"', '"other"', {
      rule: 'process-missing',
      pointer: '/service/processId',
    }),
    breakText('manifest', 'a role that no one has', '"merchant"', '"wizard"', {
      rule: 'role-unknown',
      pointer: '/service/startRoles/1',
    }),
    breakText('manifest', 'a missing package', '"version"', '"requires": {"nowhere": "1"},\n  "version"', {
      rule: 'requires',
      pointer: '/requires/nowhere',
    }),
    breakText('manifest', 'a reserved key', '"version"', '"__proto__": {},\n  "version"', {
      rule: 'json-key',
      pointer: '/__proto__',
    }),
    breakText(
      'bpmn',
      'a choreography task',
      '<bpmn:endEvent id="done"',
      '<bpmn:choreographyTask id="talk" initiatingParticipantRef="a"><bpmn:participantRef>a</bpmn:participantRef><bpmn:messageFlowRef>m</bpmn:messageFlowRef></bpmn:choreographyTask><bpmn:endEvent id="done"',
      { rule: 'unsupported-element', elementId: 'talk' },
    ),
    breakText('bpmn', 'a flow to nowhere', 'targetRef="done"', 'targetRef="nowhere"', {
      rule: 'flow-endpoint',
      elementId: 'f4',
    }),
    breakText('bpmn', 'FEEL that does not parse', '"=config.small.handle"', '"=config.small.("', {
      rule: 'feel-syntax',
      elementId: 'handle',
    }),
    breakText('bpmn', 'a field without access', '<yizhan:field path="/amount" access="read"/>', '', {
      rule: 'form-access',
      elementId: 'handle',
    }),
    breakText(
      'bpmn',
      'a form that is missing',
      '<zeebe:formDefinition formId="request"/>\n        <zeebe:assign',
      '<zeebe:formDefinition formId="other"/>\n        <zeebe:assign',
      { rule: 'form-missing', elementId: 'handle' },
    ),
    breakText('bpmn', 'an entity bomb', '<bpmn:definitions', '<!DOCTYPE a [<!ENTITY b "c">]><bpmn:definitions', {
      rule: 'xml-doctype',
    }),
    breakText('dmn', 'a cell that does not parse', '&gt; 100', '&gt; (', { rule: 'feel-syntax' }),
    breakText(
      'dmn',
      'no decision in the file',
      /<decision id[\s\S]*<\/decision>/.exec(smallPackage()[FILES.dmn] ?? '')?.[0] ?? '',
      '',
      { rule: 'no-decision' },
    ),
    breakText('form', 'a schema with a remote $ref', '"type": "integer"', '"$ref": "https://example.org/schema"', {
      rule: 'schema-ref',
      pointer: '/schema/properties/amount/$ref',
    }),
    breakText('form', 'an unknown format', '"person-name"', '"star-sign"', {
      rule: 'schema-keyword',
      pointer: '/schema/properties/name/format',
    }),
    breakText('form', 'a rule about a missing field', '"/amount"', '"/size"', {
      rule: 'field-missing',
      pointer: '/rules/0/paths/0',
    }),
    breakText('register', 'a key that is no property', '"keyProperty": "userId"', '"keyProperty": "id"', {
      rule: 'field-missing',
      pointer: '/keyProperty',
    }),
    breakText('register', 'a comma too many', '"keyProperty": "userId",', '"keyProperty": "userId",,', {
      rule: 'json-malformed',
    }),
    breakText('document', 'FEEL that does not parse', '{{item.note}}', '{{item.}}', {
      rule: 'feel-syntax',
      pointer: '/body/blocks/1/text',
    }),
    breakText('document', 'an unknown block', '"kind": "text"', '"kind": "video"', {
      rule: 'schema',
      pointer: '/body/blocks/0',
    }),
    breakText('config', 'a default above the ceiling', '"default": 3', '"default": 9', {
      rule: 'config-bounds',
      pointer: '/entries/0/default',
    }),
    breakText('config', 'a key that expressions need is gone', '"small.handle"', '"small.other"', {
      rule: 'config-key',
      pointer: '/config/small.handle',
    }),
    breakText('i18n', 'a text of an element that is gone', '"handle": "Handle"', '"handles": "Handle"', {
      rule: 'text-target',
      pointer: '/elements/handles',
    }),
    breakText('i18n', 'a text at no place of the form', '"/properties/name/title"', '"/properties/nome/title"', {
      rule: 'text-target',
      pointer: '/forms/request/~1properties~1nome~1title',
    }),
    breakText(
      'scenario',
      'a task that does not exist',
      '"task": "handle",\n      "actor"',
      '"task": "handel",\n      "actor"',
      { rule: 'element-missing', pointer: '/steps/0/task' },
    ),
    breakText('scenario', 'a step that nobody knows', '"do": "complete"', '"do": "dance"', {
      rule: 'schema',
      pointer: '/steps/0/do',
    }),
    breakText('sample', 'the same person twice', '"u-window-chen"', '"u-resident-li"', {
      rule: 'duplicate',
      pointer: '/1',
    }),
    breakText('sample', 'a property the register does not have', '"login": "window"', '"login": "window", "shoe": 42', {
      rule: 'field-missing',
      pointer: '/1/shoe',
    }),
    breakText('calendar', 'a date of another year', '"2026-01-01"', '"2027-01-01"', {
      rule: 'calendar-date',
      pointer: '/years/0/offDays/0/date',
    }),
    breakText('calendar', 'a makeup day on a weekday', '"2026-01-04"', '"2026-01-05"', {
      rule: 'makeup-on-weekday',
      pointer: '/years/0/makeupDays/0/date',
    }),
  ].map((one) =>
    one.name === 'a key that expressions need is gone' ? { ...one, file: 'scenarios/straight.json' } : one,
  );
}
