// Writes docs/openapi.json from the contracts of the table of services. With --check it writes nothing and fails when the file differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../src/contracts/index.ts';
import { everyContract } from '../src/platform/table.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const text = `${JSON.stringify(openApiDocument(everyContract, { version }), null, 2)}\n`;
const written = existsSync(file) ? readFileSync(file, 'utf8') : undefined;

if (process.argv.includes('--check')) {
  if (written !== text) {
    console.error('docs/openapi.json differs from the contracts; run "npm run rooms" and look at what changed.');
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
