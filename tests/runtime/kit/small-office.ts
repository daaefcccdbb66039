import type { JsonObject } from '../../../engine/index.js';
import type { Store } from '../../../runtime/seams/store.js';
import { smallPackage } from '../../kit/small-package.js';
import { webOffice, type Browser, type WebOffice } from './web-office.js';

/** Above this amount the small package has no way on: an incident. */
export const TOO_MUCH = 1_000;
export const SMALL = 'small-package';

/**
 * The small package as the office can run it: people and calendar come from the package that ships them. `version` and `edit`, which sees
 * the text of each file, make another version of it.
 */
export function officePackage(
  version = '1.0',
  edit: (text: string, path: string) => string = (text) => text,
): Record<string, string> {
  const files = smallPackage();
  for (const file of ['registers/people.json', 'samples/people.json', 'calendars/cn.json']) delete files[file];
  const manifest = JSON.parse(files['manifest.json'] ?? '{}') as JsonObject;
  const flow = '<bpmn:sequenceFlow id="f2" sourceRef="route" targetRef="handle"';
  const condition = `<bpmn:conditionExpression>=request.amount &lt; ${TOO_MUCH}</bpmn:conditionExpression>`;
  const whole: Record<string, string> = {
    ...files,
    'request.bpmn': (files['request.bpmn'] ?? '').replace(`${flow}/>`, `${flow}>${condition}</bpmn:sequenceFlow>`),
    'manifest.json': JSON.stringify({ ...manifest, version, requires: { common: '1' } }),
  };
  return Object.fromEntries(Object.entries(whole).map(([path, text]) => [path, edit(text, path)]));
}

/** An office with the small package in place. */
export interface SmallOffice extends WebOffice {
  /** Starts a case as the sample resident; with an amount of `TOO_MUCH` it stops at once. */
  begin(amount: number): Promise<string>;
  /** Publishes a version and gives its hash. */
  publish(files: Record<string, string>, activate?: boolean): Promise<string>;
  readonly admin: Browser;
  readonly resident: Browser;
}

/** Opens it, over a store of its own or over this one; beside the small package it has `common` only, unless `shipped` names more. */
export async function smallOffice(
  store?: Store,
  key?: Uint8Array<ArrayBuffer>,
  more?: Parameters<typeof webOffice>[3],
): Promise<SmallOffice> {
  const web = await webOffice(undefined, store, key, { shipped: ['common'], ...more });
  const [admin, resident, designer] = await Promise.all([web.as('admin'), web.as('resident'), web.as('designer')]);
  const publish: SmallOffice['publish'] = async (files, activate = true) => {
    const answer = await designer.post('/api/packages', { files, note: 'a test', activate });
    if (answer.status !== 201) throw new Error(`not published: ${JSON.stringify(answer.body).slice(0, 2_000)}`);
    return String((answer.body as JsonObject)['hash']);
  };
  await publish(officePackage());
  return {
    ...web,
    admin,
    resident,
    publish,
    begin: async (amount) => {
      const document = { name: '李安', amount, items: [{ note: '无' }] };
      const answer = await resident.post('/api/cases', { service: SMALL, document });
      if (answer.status !== 201) throw new Error(`not begun: ${JSON.stringify(answer.body)}`);
      return String((answer.body as JsonObject)['caseId']);
    },
  };
}
