// Builds the web app into dist/web. Our rooms' modules only declare things, so what a page does not use is left out.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const own = /[\\/]src[\\/](kit|contracts|player)[\\/]/;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Faces of the first screen: asked for with the page, not when its style has been read. */
const firstFaces = /(figtree|josefin-sans)-latin-wght-normal-.*\.woff2$/;

/** @type {() => import('vite').Plugin} */
const preloadFaces = () => ({
  name: 'preload-faces',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => firstFaces.test(file))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' },
          injectTo: 'head',
        })),
  },
});

export default defineConfig({
  root: at('./src/web'),
  plugins: [preloadFaces()],
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Addresses of data would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at('./src/web/index.html'), 'service-worker': at('./src/web/service-worker.ts') },
      // The service worker keeps its address, and stands at the root of what it serves.
      output: { entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
      treeshake: { moduleSideEffects: (id) => !own.test(id) },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
