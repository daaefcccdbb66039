import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { POINTERS } from '../../runtime/packages/package-records.js';
import { recordFigure } from '../kit/figures.js';
import { officePackage, SMALL, smallOffice, type SmallOffice } from '../runtime/kit/small-office.js';

let web: SmallOffice;
const begun: string[] = [];
beforeAll(async () => {
  web = await smallOffice();
  for (let index = 0; index < 5; index += 1) begun.push(await web.begin(3));
  await web.publish(officePackage('2.0'), true);
}, 60_000);
afterAll(() => web.close());

describe('F28: a version is to go while cases run on it', () => {
  test('it is refused with the number of them, until nothing holds it', async () => {
    const designer = await web.as('designer');
    const [first = ''] = begun;
    const hash = (await web.office.commands.load(first))?.packageHash ?? '';
    const place = `/api/packages/${SMALL}/versions/${hash}`;
    const refused = await designer.delete(place);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'PACKAGE_IN_USE', context: { live: 5, cases: 5, active: false } });
    const retired = await designer.post(`/api/packages/${SMALL}/retire`, {});
    expect(retired.body).toMatchObject({ status: 409, code: 'PACKAGE_IN_USE', context: { live: 5 } });
    for (const id of begun)
      await web.admin.post(`/api/instances/${id}/operations/cancelInstance`, { reason: 'to make room' });
    // What has ended is still read with it.
    expect((await designer.delete(place)).body).toMatchObject({ context: { live: 0, cases: 5 } });
    const unused = await web.publish(officePackage('5.0'), false);
    expect((await designer.delete(`/api/packages/${SMALL}/versions/${unused}`)).status).toBe(204);
    expect((await designer.delete(`/api/packages/${SMALL}/versions/${unused}`)).status).toBe(404);
    expect((await designer.delete(`/api/packages/common/versions/${unused}`)).status).toBe(404);
    const common = (await web.office.store.get(POINTERS, 'common'))?.hash ?? '';
    expect((await designer.delete(`/api/packages/common/versions/${common}`)).body).toMatchObject({
      code: 'PACKAGE_IN_USE',
      context: { active: true },
    });
    expect((await designer.post(`/api/packages/${SMALL}/retire`, {})).status).toBe(204);
    const document = { name: '李安', amount: 3, items: [] };
    expect((await web.resident.post('/api/cases', { service: SMALL, document })).status).toBe(404);
    expect((await web.resident.get(`/api/cases/${first}`)).status).toBe(200);
    const window = await web.as('window');
    expect((await window.delete(place)).status).toBe(403);
    recordFigure(
      'F28',
      '409 with 5 running of 5; a version goes only when no case and no other version holds it',
      import.meta,
    );
  });
});
