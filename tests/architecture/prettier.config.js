/** One way to lay out code: `npm run format` writes it, `npm run check` compares. */
export default {
  printWidth: 120,
  singleQuote: true,
  trailingComma: 'all',
  overrides: [
    // An old Node must be able to parse these two, see launch.cjs.
    { files: ['launch.cjs', 'node-version.cjs'], options: { trailingComma: 'none' } },
  ],
};
