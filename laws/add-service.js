// Adds an empty service with one call to a copy of the tree: what somebody does who adds a real one. Run by
// add-service.test.js; by hand: node laws/add-service.js FOLDER NAME, in a copy.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pascal = (name) => name[0].toUpperCase() + name.slice(1);

/** Files of its own folders, by path. */
const own = (name) => ({
  [`src/contracts/${name}/index.ts`]: `import * as z from 'zod/mini';
import { call, contract } from '../calls/define.ts';
import { read } from '../calls/policy.ts';

export const ${name}Contract = contract({
  name: '${name}',
  calls: {
    greet: call({
      method: 'GET',
      path: '/api/${name}/greetings/{who}',
      audience: 'public',
      policy: read,
      summary: 'Greets somebody.',
      input: z.object({ who: z.string() }),
      output: z.object({ text: z.string() }),
      errors: [],
    }),
  },
  routes: {},
});
`,
  [`src/services/${name}/index.ts`]: `export { service } from './manifest.ts';
`,
  [`src/services/${name}/manifest.ts`]: `import { ${name}Contract } from '../../contracts/index.ts';
import { defineService } from '../../manifest/index.ts';

export const service = defineService({
  contract: ${name}Contract,
  does: 'greets',
  needs: { critical: [], soft: [] },
  runs: 'stateless',
  ports: {},
  start: async () => ({
    implementation: { calls: { greet: async ({ who }) => ({ text: \`${pascal(name)} greets \${who}.\` }) }, routes: {} },
    readiness: () => ({ ready: true }),
    stop: async () => undefined,
  }),
});
`,
});

/** Lines that it adds to files of others, by path. */
const lines = (name) => ({
  'src/contracts/index.ts': `export * from './${name}/index.ts';`,
  'src/platform/services.ts': `export { service as ${name} } from '../services/${name}/index.ts';`,
});

/** Adds the service. The answer is how many lines were touched by hand outside of its own folders. */
export function addService(root, name) {
  for (const [path, text] of Object.entries(own(name))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, line] of Object.entries(lines(name))) {
    if (!readFileSync(join(root, path), 'utf8').endsWith('\n')) throw new Error(`${path} ends within a line.`);
    appendFileSync(join(root, path), `${line}\n`);
  }
  return Object.keys(lines(name)).length;
}

if (process.argv[1] === import.meta.filename) {
  const [folder, name] = process.argv.slice(2);
  if (folder === undefined || name === undefined) throw new Error('node laws/add-service.js FOLDER NAME');
  console.log(`${addService(folder, name)} lines outside its own folders; run "npm run rooms".`);
}
