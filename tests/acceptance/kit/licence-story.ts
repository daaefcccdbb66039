import { readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { pause } from './built-server.js';
import { signIn, type Patience, type PatientClient, type Reply } from './patient-client.js';

/** The day of the story, and the hour of the office at which it begins. */
export const STORY_BEGINS = Date.parse('2026-03-02T09:30:00+08:00');
const DAY = '2026-03-02';
const APPLICATION = 'definitions/food-license-new/samples/documents/restaurant.json';
const APPEARS_MS = 30_000;
const FILE = { fileId: '', name: 'signature.png', size: 0, type: 'image/png' } as const;

/** One piece of human work: who (login), which task (its English name in the worklist), and what is filled in. */
export interface StoryStep {
  readonly login: string;
  readonly task: string;
  readonly document: JsonObject;
}

const signed = (...userIds: readonly string[]): JsonValue => userIds.map((userId) => ({ userId, signedAt: '2026' }));

/** The licence from the first look at the application to the rating: corrected once, two inspectors, brought to the door. */
export const STORY: readonly StoryStep[] = [
  {
    login: 'window',
    task: 'Examine the request',
    document: {
      finding: 'correct',
      items: [
        { path: '/legalMobile', item: '手机', problem: '与证明材料不一致', howTo: '请按证明材料填写' },
        { path: '/equipment', item: '设备清单', problem: '与证明材料不一致', howTo: '请按证明材料填写' },
      ],
    },
  },
  {
    login: 'owner',
    task: 'Correct the request',
    document: { legalMobile: '19900001099', equipment: [{ name: '冷藏柜', number: 3, place: '后厨' }] },
  },
  { login: 'window2', task: 'Examine the request', document: { finding: 'accept' } },
  {
    login: 'head',
    task: 'Assign inspectors',
    document: { inspectors: ['u-inspector-zhou', 'u-inspector-wu'], visitOn: DAY, slot: 'am' },
  },
  {
    login: 'inspector1',
    task: 'On-site check',
    document: {
      checkDate: DAY,
      items: Array.from({ length: 11 }, () => ({ result: 'yes' })),
      conclusion: 'pass',
      refused: false,
      applicantSign: FILE,
      signatures: signed('u-inspector-zhou'),
    },
  },
  {
    login: 'inspector2',
    task: 'On-site check',
    document: { signatures: signed('u-inspector-zhou', 'u-inspector-wu') },
  },
  {
    login: 'reviewer',
    task: 'Examine and propose',
    document: { paperResult: 'ok', proposal: 'grant', majorInterest: false },
  },
  { login: 'head2', task: 'Decide', document: { result: 'grant' } },
  {
    login: 'helper',
    task: 'Deliver to the door',
    document: {
      result: 'done',
      receiverName: '王小满',
      relation: 'self',
      idChecked: true,
      signature: FILE,
      point: { lat: 36.81, lng: 118.05 },
    },
  },
  { login: 'owner', task: 'Rate', document: { level: 5 } },
];

/** Walks the story. `told` hears of each step that is done. Gives the case. Throws at the first answer that is not the expected one. */
export async function walkStory(
  patience: Patience,
  told: (step: string) => void,
): Promise<{ readonly caseId: string }> {
  const people = new Map<string, Promise<PatientClient>>();
  const as = (login: string): Promise<PatientClient> => {
    const known = people.get(login) ?? signIn(patience, login);
    people.set(login, known);
    return known;
  };
  const caseId = await apply(await as('owner'));
  told('apply');
  for (const step of STORY) {
    await doWork(await as(step.login), caseId, step);
    told(`${step.login}: ${step.task}`);
  }
  return { caseId };
}

async function apply(owner: PatientClient): Promise<string> {
  const sample = JSON.parse(readFileSync(APPLICATION, 'utf8')) as JsonObject;
  const wanted: JsonObject = {
    deliverWay: 'delivery',
    deliverAddress: '张店区西二路118号',
    deliverSlot: { days: ['weekday'], part: 'am' },
  };
  const document = await withFiles(owner, { ...sample, ...wanted });
  const { caseId } = expectStatus(
    await owner.post('/api/cases', { service: 'food-license-new', document }),
    201,
    'apply',
  );
  return String(caseId);
}

async function doWork(person: PatientClient, caseId: string, step: StoryStep): Promise<void> {
  const item = await itemFor(person, caseId, step.task);
  const place = `/api/work-items/${String(item['workItemId'])}`;
  if (item['state'] === 'ready') expectStatus(await person.post(`${place}/claim`, {}), 200, `claim ${step.task}`);
  const document = await withFiles(person, step.document);
  expectStatus(await person.post(`${place}/complete`, { document }), 200, `complete ${step.task}`);
}

/** The open work item of a task, as soon as the person sees it. */
async function itemFor(person: PatientClient, caseId: string, task: string): Promise<JsonObject> {
  const latest = Date.now() + APPEARS_MS;
  while (Date.now() < latest) {
    for (const view of ['mine', 'groups']) {
      const { items } = expectStatus(await person.get(`/api/work-items?view=${view}`), 200, 'the worklist');
      const found = (items as readonly JsonObject[]).find(
        (item) => item['caseId'] === caseId && (item['name'] as JsonObject)['en'] === task,
      );
      if (found !== undefined) return found;
    }
    await pause(100);
  }
  throw new Error(`nobody gave "${task}" to this person within ${APPEARS_MS} ms`);
}

/** Uploads an attachment for each place that holds one, and puts the real file ids in. Same bytes: same file. */
async function withFiles(person: PatientClient, value: JsonValue): Promise<JsonValue> {
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    for (const item of value as readonly JsonValue[]) list.push(await withFiles(person, item));
    return list;
  }
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  if (typeof object['fileId'] === 'string')
    return expectStatus(await person.upload(String(object['name']), PIXEL), 200, 'upload');
  const copy: Record<string, JsonValue> = {};
  for (const [key, child] of Object.entries(object)) copy[key] = await withFiles(person, child);
  return copy;
}

/** The smallest PNG there is: one transparent pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function expectStatus(reply: Reply, status: number, what: string): JsonObject {
  if (reply.status !== status) throw new Error(`${what}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return (reply.body ?? {}) as JsonObject;
}
