// The table of rooms: who may import whom, and which packages each may use.
// tsconfig files are generated from it (npm run rooms) and dependency-cruiser enforces it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const engines = ['sql', 'objects', 'queue', 'log', 'rows', 'sessions', 'cache', 'index', 'encoder'];
/** A service is a folder. */
const servicesFolder = new URL('../src/services/', import.meta.url);
const services = readdirSync(servicesFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** What an adapter of AWS's own client needs. */
const aws = ['zod', '@smithy/node-http-handler', 'node:http', 'node:https'];

const enginePackages = {
  sql: [
    'kysely',
    'mysql2',
    'zod',
    'node:sqlite',
    'node:worker_threads',
    'node:fs',
    'node:path',
    'node:url',
    'node:crypto',
    'node:net',
    'node:dns',
    'node:stream',
    'node:util',
  ],
  objects: [
    ...aws,
    '@aws-sdk/client-s3',
    '@aws-sdk/s3-request-presigner',
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:path',
    'node:crypto',
    'node:stream',
    'node:stream/web',
  ],
  queue: [
    ...aws,
    '@aws-sdk/client-sqs',
    'node:sqlite',
    'node:worker_threads',
    'node:fs',
    'node:path',
    'node:url',
    'node:crypto',
  ],
  log: [
    '@platformatic/kafka',
    'zod',
    'node:sqlite',
    'node:worker_threads',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:url',
    'node:crypto',
  ],
  rows: ['cassandra-driver', 'zod', 'node:crypto'],
  sessions: [...aws, '@aws-sdk/client-dynamodb', 'node:crypto'],
  cache: ['zod', 'node:net', 'node:tls', 'node:crypto', 'node:zlib'],
  index: ['@opensearch-project/opensearch', 'zod', 'node:util', 'node:crypto'],
  encoder: [
    'thumbhash',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:crypto',
    'node:readline',
    'node:os',
    'node:stream',
    'node:child_process',
  ],
};

/** The packages that a service may use stand beside it, in its room.json; without one it uses none. */
function servicePackages(service) {
  const file = new URL(`${service}/room.json`, servicesFolder);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : [];
}

/** @typedef {{ folder: string, imports: string[], packages: string[], kind: 'pure' | 'node' | 'web' }} Room */

/** @type {Room[]} */
export const rooms = [
  { folder: 'kit', imports: [], packages: [], kind: 'pure' },
  { folder: 'contracts', imports: ['kit'], packages: ['zod'], kind: 'pure' },
  { folder: 'media', imports: ['kit'], packages: [], kind: 'pure' },
  {
    folder: 'host',
    imports: ['kit'],
    packages: [
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:os',
      'node:process',
      'node:child_process',
      'node:worker_threads',
      'node:url',
      'node:util',
      'node:events',
      'node:async_hooks',
      'node:sqlite',
      'node:crypto',
      'node:http',
      'node:net',
      'node:stream',
    ],
    kind: 'node',
  },
  {
    folder: 'engines/connection',
    imports: ['kit'],
    packages: ['zod', 'node:fs', 'node:tls', 'node:util'],
    kind: 'node',
  },
  ...engines.map((port) => ({
    folder: `engines/${port}`,
    imports: port === 'encoder' ? ['kit', 'host', 'media'] : ['kit', 'host', 'engines/connection'],
    packages: enginePackages[port],
    kind: /** @type {const} */ ('node'),
  })),
  { folder: 'resilience', imports: ['kit'], packages: [], kind: 'pure' },
  {
    folder: 'transport',
    imports: ['contracts', 'resilience', 'host', 'kit'],
    packages: [
      'zod',
      'node:http',
      'node:net',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:async_hooks',
    ],
    kind: 'node',
  },
  {
    folder: 'manifest',
    imports: ['contracts', 'host', 'kit', ...engines.map((port) => `engines/${port}/index`)],
    packages: ['kysely'],
    kind: 'node',
  },
  ...services.map((service) => ({
    folder: `services/${service}`,
    imports: ['contracts', 'manifest', 'media', 'host', 'kit', ...engines.map((port) => `engines/${port}/index`)],
    packages: servicePackages(service),
    kind: /** @type {const} */ ('node'),
  })),
  {
    folder: 'samples',
    imports: ['host', 'kit'],
    packages: ['node:fs/promises', 'node:path', 'node:url', 'node:worker_threads', 'node:net'],
    kind: 'node',
  },
  {
    folder: 'platform',
    imports: [
      'kit',
      'contracts',
      'manifest',
      'media',
      'host',
      'resilience',
      'transport',
      'samples',
      'engines/connection',
      ...engines.map((port) => `engines/${port}`),
      ...services.map((service) => `services/${service}`),
    ],
    packages: [
      'kysely',
      'zod',
      'prom-client',
      'node:util',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:os',
      'node:crypto',
      'node:url',
      'node:process',
      'node:child_process',
      'node:net',
      'node:worker_threads',
    ],
    kind: 'node',
  },
  {
    folder: 'cli',
    imports: ['platform', 'contracts', 'host', 'kit'],
    packages: [
      'tus-js-client',
      'uqr',
      'node:child_process',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:os',
      'node:util',
      'node:url',
      'node:process',
      'node:readline',
    ],
    kind: 'node',
  },
  { folder: 'player', imports: ['contracts/*', 'kit'], packages: ['shaka-player'], kind: 'pure' },
  {
    folder: 'web',
    imports: ['contracts/*', 'player', 'kit'],
    packages: ['preact', 'preact-render-to-string', 'tus-js-client', 'lucide', 'thumbhash', '@fontsource-variable'],
    kind: 'web',
  },
];
