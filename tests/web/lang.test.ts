import { expect, it } from '@jest/globals';
import { langFor } from '../../runtime/web/shared/lang.js';

it.each([
  ['zh', ['zh-CN', 'en']],
  ['zh', ['ZH-hant-TW']],
  ['zh', ['zh']],
  ['en', ['en-GB', 'zh-CN']],
  ['en', ['fr-FR']],
  ['en', ['zha', 'fr']],
  ['zh', ['fr-FR', 'zh-CN', 'en']],
  ['zh', []],
])('the first visit is in %s for a browser that asks for %j', (lang, languages) => {
  expect(langFor(languages)).toBe(lang);
});
