/** A text for people in both languages of the product. zh is what most users read; en is complete. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}
