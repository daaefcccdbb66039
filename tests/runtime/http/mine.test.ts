import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import type { MineGroup } from '../../../runtime/wire/mine.js';
import { type WebOffice, webOffice } from '../kit/web-office.js';

let web: WebOffice;
beforeAll(async () => {
  web = await webOffice(undefined, undefined, undefined, { shipped: ['hoa-base', 'aid-base', 'volunteer-register'] });
}, 60_000);
afterAll(() => web.close());

async function mineOf(login: string): Promise<readonly MineGroup[]> {
  return (await (await web.as(login)).get('/api/mine')).body as unknown as readonly MineGroup[];
}

describe('what the office knows of somebody', () => {
  it('is for people who are signed in', async () => {
    expect((await web.anonymous().get('/api/mine')).status).toBe(401);
  });

  it('are the own rows of the registers, those of the household and those of the shop', async () => {
    const groups = await mineOf('owner');
    const byRegister = Object.fromEntries(groups.map(({ register, part, rows }) => [register, [part, rows.length]]));
    expect(byRegister).toMatchObject({ parts: ['home', 2], shops: ['shop', 1] });
    const parts = groups.find(({ register }) => register === 'parts');
    expect(parts?.rows).toContainEqual(expect.objectContaining({ partId: 'e01-1-1-101', building: '1', room: '101' }));
    expect(parts?.names['estateId']).toEqual({ e01: '柳泉花园' });
    expect(parts?.english['/properties/room/title']).toEqual(expect.any(String));
  });

  it('has its personal data masked even so, and shows only what is named', async () => {
    const groups = await mineOf('family');
    const family = groups.find(({ register }) => register === 'families');
    expect(family?.rows).toHaveLength(1);
    const row = family?.rows[0] ?? {};
    expect(row['mobile']).toMatch(/^199\*+\d{4}$/);
    for (const { shown, name, due, rows } of groups) {
      const allowed = new Set([...shown, name, ...(due === undefined ? [] : [due])]);
      for (const one of rows) expect(Object.keys(one).filter((property) => !allowed.has(property))).toEqual([]);
    }
    const text = JSON.stringify(groups);
    for (const profile of [await web.office.people.profile('u-family-he')] as readonly JsonObject[])
      for (const secret of [profile['idNo'], profile['mobile']]) expect(text).not.toContain(String(secret));
  });

  it('is nobody else’s', async () => {
    const others = (await mineOf('resident')).flatMap(({ rows }) => rows);
    expect(JSON.stringify(others)).not.toContain('e01-1-1-101');
    expect(await mineOf('window')).toEqual([]);
  });
});
