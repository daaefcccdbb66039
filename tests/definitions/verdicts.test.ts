import { expect, it } from '@jest/globals';
import { readVerdicts, shippedHashes } from '../../runtime/packages/verdicts.js';

it('every shipped package has its verdict, so that a first start walks no scenario: else run `npm run scenarios -- --verdicts`', () => {
  const verdicts = readVerdicts('definitions');
  expect([...shippedHashes('definitions')].filter(([, hash]) => !verdicts.has(hash)).map(([key]) => key)).toEqual([]);
});
