// Builds the web app into dist/web, and into dist/web-drawn what the door draws its front page with. Our rooms'
// modules only declare things, so what a page does not use is left out.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const own = /[\\/]src[\\/](kit|contracts|player)[\\/]/;
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const rolldownOptions = { treeshake: { moduleSideEffects: (id) => !own.test(id) } };

/** Faces of the first screen: asked for with the page, not when its style has been read. */
const firstFaces = /(figtree|josefin-sans)-latin-wght-normal-.*\.woff2$/;

/** @type {(bundle: import('vite').Rolldown.OutputBundle) => string[]} */
const appScripts = (bundle) => {
  const start = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'app');
  const scripts = new Set(start === undefined ? [] : [start.fileName]);
  for (const script of scripts) for (const other of bundle[script]?.imports ?? []) scripts.add(other);
  return [...scripts];
};

/** What a film's own page runs besides the app, and what these import: the player's core is most of it. */
const filmModules = /[\\/](pages[\\/]watch[\\/](watch|prepared-film)\.tsx?|shaka-player\.dash-es2021\.js)$/;

/** @type {(bundle: import('vite').Rolldown.OutputBundle) => string[]} */
const filmScripts = (bundle) => {
  const app = new Set(appScripts(bundle));
  const own = Object.values(bundle).flatMap((file) =>
    file.type === 'chunk' && file.moduleIds.some((id) => filmModules.test(id)) ? [file.fileName] : [],
  );
  const scripts = new Set(own);
  for (const script of scripts) for (const other of bundle[script]?.imports ?? []) scripts.add(other);
  const more = [...scripts].filter((script) => !app.has(script));
  const styles = more.flatMap((script) => [...(bundle[script]?.viteMetadata?.importedCss ?? [])]);
  return [...more, ...new Set(styles)];
};

/**
 * Read by the first script (`fetch-ahead.ts`).
 * @type {(bundle: import('vite').Rolldown.OutputBundle, html: string) => Record<string, string>}
 */
const filmFiles = (bundle, html) => ({
  name: 'film-scripts',
  content: filmScripts(bundle)
    .filter((file) => !html.includes(file))
    .map((file) => `/${file}`)
    .join(' '),
});

/**
 * What the page names besides its first script, which must have run before anything is painted: its faces, and the
 * app, which is fetched meanwhile.
 * @type {() => import('vite').Plugin}
 */
const firstFiles = () => ({
  name: 'first-files',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => ({
      html: html.replace('<script type="module"', '<script type="module" blocking="render"'),
      tags: [
        ...Object.keys(bundle)
          .filter((file) => firstFaces.test(file))
          .map((file) => ({ rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: '' })),
        ...appScripts(bundle)
          // The page names its first script itself.
          .filter((file) => !html.includes(file))
          .map((file) => ({
            rel: 'modulepreload',
            href: `/${file}`,
            crossorigin: '',
            fetchpriority: 'low',
          })),
      ]
        .map((attrs) => ({ tag: 'link', attrs, injectTo: 'head' }))
        .concat({ tag: 'meta', attrs: filmFiles(bundle, html), injectTo: 'head' }),
    }),
  },
});

export default defineConfig({
  root: at('./src/web'),
  plugins: [firstFiles()],
  build: {
    outDir: at('./dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Addresses of data would need an exception in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: at('./src/web/index.html'), 'service-worker': at('./src/web/service-worker.ts') },
      // What must have run before the first picture is one script, and the app is another.
      output: {
        // The service worker keeps its address, and stands at the root of what it serves.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'first', test: /[\\/]web[\\/]main\.ts$/, priority: 2 },
            { name: 'app', test: /[\\/]web[\\/]start\.tsx$/, priority: 1 },
          ],
        },
      },
      ...rolldownOptions,
    },
  },
  // `vite build` makes both.
  builder: {},
  environments: {
    drawn: {
      consumer: 'server',
      resolve: { noExternal: true },
      build: {
        ssr: at('./src/web/drawn/draw.tsx'),
        outDir: at('./dist/web-drawn'),
        emptyOutDir: true,
        copyPublicDir: false,
        target: 'node26',
        rolldownOptions: { ...rolldownOptions, output: { entryFileNames: '[name].mjs' } },
      },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
