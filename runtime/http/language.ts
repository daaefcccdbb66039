/** The languages of the product. */
export type Language = 'zh' | 'en';

/** The language of an `Accept-Language` header: English when it comes before Chinese, else Chinese. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
      const weight = rest.map((item) => /^\s*q=([\d.]+)$/.exec(item)?.[1]).find((item) => item !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter((item) => item.tag.startsWith('zh') || item.tag.startsWith('en'))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh';
}
