// Builds the web app into dist/web. Our rooms' modules only declare things, so what a page does not use is left out.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const own = /[\\/]src[\\/](kit|contracts|player)[\\/]/;

export default defineConfig({
  root: fileURLToPath(new URL('./src/web', import.meta.url)),
  build: {
    outDir: fileURLToPath(new URL('./dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Addresses of data would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { treeshake: { moduleSideEffects: (id) => !own.test(id) } },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
