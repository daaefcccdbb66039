import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name) => fileURLToPath(new URL(name, import.meta.url));
/** Small modules that nearly every page of the portal needs: one file of them is smaller than twenty. */
const PARTS =
  /web\/(shared\/time-text|portal\/(texts|router\/|state\/(may-start|use-load|session|use-send|use-lang|use-words|is-staff|handed-over)|parts\/(page-title|failure|loaded|skeleton|needs-sign-in|confirm-dialog|progress-steps|shell|mark)))/;
/** The renderer of forms is one file as well, without the widgets that few forms have. */
const FORM = /designer\/form-view\/(?!calendar\/|position\/|widgets\/(people|rating|form-field)-widget)/;
const pages = { portal: page('portal/index.html'), staff: page('staff/index.html') };

/**
 * Two pages, `portal` for residents and `staff` for the office, built for a Content-Security-Policy of `script-src 'self'`: no script inside
 * the HTML and no data URL. A module of the engine is pure, so what a page does not use of it is left out of the page.
 */
export default defineConfig({
  plugins: [react()],
  base: '/',
  publicDir: false,
  build: {
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // The library of blind signatures asks for Node's source of random numbers and takes the browser's where there is none.
      onLog: (level, log, write) => {
        if (!/"crypto" has been externalized/.test(log.message)) write(level, log);
      },
      input: Object.fromEntries(Object.entries(pages).filter(([, file]) => existsSync(file))),
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: PARTS },
            { name: 'form-view', test: FORM },
          ],
        },
      },
      treeshake: { moduleSideEffects: [{ test: /\/engine\/.*\.ts$/, sideEffects: false }] },
    },
  },
});
