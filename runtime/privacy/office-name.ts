import { isObject, type Text } from '../../engine/index.js';
import type { Office } from '../use-cases/office.js';

/** Package whose configuration names the office (`office.name`, `office.nameEn`). */
const NAMED_IN = 'common';
const NAMELESS: Text = { zh: '本办事处', en: 'This office' };

/** The name of the office that asks for data, in both languages, as configured now. */
export async function officeName(office: Office): Promise<Text> {
  const named = await office.packages.activePackage(NAMED_IN);
  if (named === undefined) return NAMELESS;
  const values = (await office.configuration.configFor([named], office.clock.now()))['office'];
  if (!isObject(values)) return NAMELESS;
  const { name, nameEn } = values;
  const zh = typeof name === 'string' ? name : NAMELESS.zh;
  return { zh, en: typeof nameEn === 'string' ? nameEn : zh };
}
