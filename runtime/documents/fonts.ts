import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Bytes of the two weights of Noto Sans SC that documents are set in. pdfkit writes only the glyphs a document uses. */
export interface Fonts {
  readonly regular: Buffer;
  readonly bold: Buffer;
}

let loaded: Fonts | undefined;

/** The fonts, read once (about 20 MB). They come with the package `@expo-google-fonts/noto-sans-sc` (SIL Open Font License). */
export function loadFonts(): Fonts {
  if (loaded === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
    loaded = {
      regular: readFileSync(join(folder, '400Regular', 'NotoSansSC_400Regular.ttf')),
      bold: readFileSync(join(folder, '700Bold', 'NotoSansSC_700Bold.ttf')),
    };
  }
  return loaded;
}
