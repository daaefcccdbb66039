/** One way to lay out code: `npm run format` writes it, `npm run check` compares. */
export default {
  printWidth: 120,
  singleQuote: true,
  trailingComma: 'all',
};
