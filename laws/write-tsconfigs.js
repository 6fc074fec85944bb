// Writes one tsconfig.json a room, and the root one, from laws/rooms.js.
// With --check it writes nothing and fails when a file on disk differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');
const stale = [];

for (const room of rooms) {
  const folder = join(root, 'src', room.folder);
  const toRoot = relative(folder, root);
  const referenced = new Set(room.imports.map((name) => name.replace(/^(engines\/[^/]+)\/index$|\/\*$/, '$1')));
  write(join(folder, 'tsconfig.json'), {
    extends: `${toRoot}/tsconfig.base.json`,
    compilerOptions: {
      ...optionsOf(room.kind),
      rootDir: `${toRoot}/src`,
      outDir: `${toRoot}/dist`,
      tsBuildInfoFile: `${toRoot}/dist/.tsbuildinfo/${room.folder.replace('/', '-')}`,
    },
    include: ['**/*.ts', ...(room.kind === 'web' ? ['**/*.tsx'] : [])],
    exclude: ['**/*.test.ts', '**/*.test.tsx', '**/*.suite.ts', '**/*.real.ts', '**/conformance.ts', '**/testing/**'],
    references: [...referenced].map((name) => ({ path: relative(folder, join(root, 'src', name)) })),
  });
}

write(join(root, 'tsconfig.json'), { files: [], references: rooms.map(({ folder }) => ({ path: `src/${folder}` })) });

if (stale.length > 0) {
  console.error(`These files differ from laws/rooms.js; run "npm run rooms":\n  ${stale.join('\n  ')}`);
  process.exitCode = 1;
}

function optionsOf(kind) {
  if (kind === 'node') return { types: ['node'], lib: ['ES2024', 'ESNext.Disposable'] };
  if (kind === 'web')
    // What a browser runs is bundled into dist/web; the compiler only checks, and leaves its types beside it.
    return {
      types: [],
      lib: ['ES2024', 'DOM', 'DOM.Iterable'],
      jsx: 'react-jsx',
      jsxImportSource: 'preact',
      emitDeclarationOnly: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
      declarationDir: '../../dist/.types',
    };
  return { types: [], lib: ['ES2024', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'] };
}

function write(file, value) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  if (check) stale.push(relative(root, file));
  else writeFileSync(file, text);
}
