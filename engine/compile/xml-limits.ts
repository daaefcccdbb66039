/** Limits of an XML file of a package; anything beyond is refused before a model is built. */
export const XML_LIMITS = Object.freeze({
  bytes: 2 * 1024 * 1024,
  depth: 64,
  elements: 20_000,
  attributesPerElement: 64,
  attributeBytes: 64 * 1024,
});
