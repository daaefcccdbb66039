'use strict';

const PERIOD_MS = 8_000;

/**
 * Runs `work` (a function that returns a promise) and prints a line when it begins, every eight seconds while it lasts and when it is done.
 * `label` is `{ zh, en }`.
 */
const withProgress = async (label, work) => {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const say = (tail) => console.log(`[yizhan] ${label.zh} ${label.en} ${tail}`);
  say('...');
  const ticker = setInterval(() => say(`... ${seconds()}`), PERIOD_MS);
  try {
    const result = await work();
    say(`✓ ${seconds()}`);
    return result;
  } finally {
    clearInterval(ticker);
  }
};

module.exports = { withProgress };
