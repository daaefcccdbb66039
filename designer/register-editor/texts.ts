import type { Text } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';

const TEXTS = {
  what: { zh: '台账', en: 'Register' },
  key: { zh: '主键列', en: 'Key column' },
  keyHint: { zh: '每行不同，建立后不可修改', en: 'Different in each row; it cannot change later' },
  unique: { zh: '不得重复的列', en: 'Columns without repetition' },
  place: { zh: '表示所在社区的列', en: 'Columns that say the community' },
  placeHint: {
    zh: '选定后，各社区人员只能看到本社区的行',
    en: 'With it, people of a community see the rows of their own community only',
  },
  list: { zh: '列表页', en: 'List page' },
  columns: { zh: '显示的列', en: 'Columns shown' },
  filters: { zh: '筛选条件（最多4个）', en: 'Filters (4 at most)' },
  sorts: { zh: '可排序的列（最多4个）', en: 'Sort columns (4 at most)' },
  access: { zh: '谁能使用', en: 'Who may use it' },
  read: { zh: '查看', en: 'See rows' },
  write: { zh: '增加和修改', en: 'Add and change rows' },
  export: { zh: '导出', en: 'Take out as a sheet' },
  clear: { zh: '查看未遮盖内容', en: 'See masked values in clear' },
  readHint: { zh: '不选：所有办件人员', en: 'None: everybody who handles cases' },
  noneHint: { zh: '不选：无人可以，只由流程写入', en: 'None: nobody; processes write it' },
} as const satisfies Readonly<Record<string, Text>>;

/** A sentence of the register editor. */
export function tellRegister(lang: Lang, key: keyof typeof TEXTS): string {
  return TEXTS[key][lang];
}
