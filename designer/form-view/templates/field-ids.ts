/** Ids of the parts of a field; each is on the page only when its part is. */
export const fieldIds = (id: string) => ({
  label: `${id}__label`,
  description: `${id}__description`,
  help: `${id}__help`,
  mark: `${id}__mark`,
  error: `${id}__error`,
});
