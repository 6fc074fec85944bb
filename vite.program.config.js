// Builds the program into dist/program: the command line, the server and its threads, as few files instead of six
// hundred. Node takes longer to find, read and link those than Bijou takes to start.
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const sources = at('./src/');
/** What is started by its address: all of it lies in one folder here. */
const starts = ['cli/main', 'host/sqlite/worker', 'samples/program', 'samples/studio-worker'];
const folders = new Set(starts.map((start) => posix.dirname(start)));

const clients = [
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/client-s3',
  '@aws-sdk/client-sqs',
  '@aws-sdk/s3-request-presigner',
  '@opensearch-project/opensearch',
  '@platformatic/kafka',
  '@smithy/node-http-handler',
  'cassandra-driver',
  'mysql2',
  'prom-client',
];

/**
 * A module's own address tells it where the threads beside it lie, or by how far up what belongs to the package does:
 * both have to hold for the one file that it becomes a part of.
 */
const ownAddresses = () => ({
  name: 'own-addresses',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(sources) || !code.includes('import.meta.url')) return undefined;
    const name = id.slice(sources.length).replaceAll('\\', '/').replace(/\.ts$/, '.js');
    const here = folders.has(posix.dirname(name)) && name !== 'cli/version.js';
    const address = here ? `./${posix.basename(name)}` : `../${name}`;
    return { code: code.replaceAll('import.meta.url', `new URL('${address}', import.meta.url).href`), map: null };
  },
});

export default defineConfig({
  plugins: [ownAddresses()],
  publicDir: false,
  // What speaks to servers is found beside the program, and loaded only where a server is spoken to.
  ssr: { noExternal: true, external: clients },
  build: {
    ssr: true,
    outDir: at('./dist/program'),
    emptyOutDir: true,
    target: 'node26',
    minify: false,
    rolldownOptions: {
      input: Object.fromEntries(starts.map((start) => [posix.basename(start), at(`./src/${start}.ts`)])),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
