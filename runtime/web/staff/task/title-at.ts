import { isObject, pointerParts, type JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import type { Lang } from '../../shared/lang.js';

/** The titles on the way to a field, rows by number: `从业人员 2 / 身份证号`. */
export function titleAt(form: ApiForm, pointer: string, lang: Lang): string {
  const titles: string[] = [];
  let node: JsonObject = form.schema;
  let place = '';
  for (const part of pointerParts(pointer)) {
    const properties = node['properties'];
    const items = node['items'];
    if (isObject(items) && /^\d+$/.test(part)) {
      const list = titles.pop();
      titles.push(`${list ?? ''} ${Number(part) + 1}`.trim());
      node = items;
      place += '/items';
      continue;
    }
    const child = isObject(properties) ? properties[part] : undefined;
    if (!isObject(child)) return titles.length === 0 ? part : titles.join(' / ');
    place += `/properties/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const english = form.english?.[`${place}/title`];
    const title = lang === 'en' && typeof english === 'string' ? english : child['title'];
    titles.push(typeof title === 'string' ? title : part);
    node = child;
  }
  return titles.join(' / ');
}
