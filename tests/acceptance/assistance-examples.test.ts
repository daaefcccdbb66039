import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dateOf, type JsonObject } from '../../engine/index.js';
import { CASES, WORKLIST } from '../../runtime/store/collections.js';
import { webOffice, type WebOffice } from '../runtime/kit/web-office.js';
import { readScenario, walkScenario } from './kit/walk-scenario.js';

const SERVICE = 'dibao-application';

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice('2026-07-06T09:30:00+08:00', undefined, undefined, { shipped: [SERVICE] });
}, 60_000);
afterAll(() => web.close());

/** The day to which a period that ends with this instant belongs. */
const dayOf = (due: number | undefined): string | undefined =>
  due === undefined ? undefined : dateOf(web.office.calendar, due - 1);

const rowOf = async (register: string, caseNumber: string): Promise<JsonObject> =>
  (await web.office.registers.find(register, { where: { caseNumber } })).rows[0]?.values ?? {};

const numberOf = async (caseId: string): Promise<string> =>
  (await web.office.store.get(CASES, caseId))?.caseNumber ?? '';

describe('worked examples of the minimum living allowance, through the API', () => {
  it('B1: 600 a head below 1,000: 1,200 a month for three from the month after the decision; the notice says three things', async () => {
    const caseId = await walkScenario(web, SERVICE, readScenario(SERVICE, 'straight'), async (step) => {
      if (step !== 9) return;
      const { body } = await web.anonymous().get('/api/board');
      const { items } = body as { readonly items: readonly JsonObject[] };
      const [shown] = items;
      expect(shown).toMatchObject({ kind: 'dibao', postedOn: '2026-07-16', endsOn: '2026-07-23' });
      expect(shown?.['content']).toEqual([
        { label: '申请人', value: '卢*至' },
        { label: '家庭成员人数', value: '3' },
        { label: '拟保障金额（元/月）', value: '1200' },
      ]);
      expect(JSON.stringify(body)).not.toMatch(/卢夏至|370303|1990001|和平小区|6217/);
    });
    const caseNumber = await numberOf(caseId);
    expect(await rowOf('dibao-households', caseNumber)).toMatchObject({
      kind: '低保',
      size: 3,
      perHead: 60_000,
      amount: 120_000,
      from: '2026-08',
      state: '在保',
    });
    expect(await rowOf('aid-payments', caseNumber)).toMatchObject({
      amount: 120_000,
      fromMonth: '2026-08',
      firstDue: '2026-08-10',
    });
    const family = await web.as('family');
    const view = (await family.get(`/api/cases/${caseId}`)).body as JsonObject;
    expect(view).toMatchObject({ status: 'closed', ended: true });
    const documents = (view['documents'] as readonly JsonObject[]).map(({ template }) => template);
    expect(documents).toEqual(expect.arrayContaining(['doc-dibao-auth', 'doc-dibao-decision', 'cert-dibao']));
    expect(web.log).toEqual([]);
  }, 120_000);

  it('B2: 1,300 a head is near the margin, without money; the disabled member may apply alone', async () => {
    const caseId = await walkScenario(web, SERVICE, readScenario(SERVICE, 'margin'), async (step, id) => {
      if (step !== 7) return;
      const officer = await web.as('civil');
      const { body } = await officer.get('/api/work-items?view=groups');
      const { items } = body as { readonly items: readonly JsonObject[] };
      const item = items.find((one) => one['caseId'] === id);
      const opened = (await officer.get(`/api/work-items/${encodeURIComponent(String(item?.['workItemId']))}`)).body;
      const forms = (opened as JsonObject)['forms'] as readonly JsonObject[];
      expect(forms.find(({ formId }) => formId === 'dibaoProposal')?.['document']).toMatchObject({
        class: 'margin',
        amount: 0,
        alone: true,
      });
    });
    expect(await rowOf('dibao-households', await numberOf(caseId))).toMatchObject({ kind: '低保边缘', amount: 0 });
    expect(await rowOf('aid-payments', await numberOf(caseId))).toEqual({});
  }, 120_000);

  it('C6: investigation begins by 9 July, the whole ends on 17 August, extended on 7 September', async () => {
    const limitOf = async (caseId: string): Promise<string | undefined> =>
      dayOf((await web.office.store.get(CASES, caseId))?.limits.find(({ key }) => key === 'total')?.legalDueAt);
    await walkScenario(web, SERVICE, readScenario(SERVICE, 'clock-c6'), async (step, caseId) => {
      if (step === 1) {
        expect(await limitOf(caseId)).toBe('2026-08-17');
        const { records } = await web.office.store.find(WORKLIST, { where: { rootId: caseId, path: 'arrange' } });
        expect(dayOf(records[0]?.legalDueAt)).toBe('2026-07-09');
      }
      if (step === 3) expect(await limitOf(caseId)).toBe('2026-09-07');
    });
  }, 120_000);
});
