// Writes docs/bijou.config.schema.json from the settings and from the adapters' own options. With --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { configSchema } from '../src/platform/config/schema.ts';
import { everySetting } from '../src/platform/settings.ts';

const file = new URL('../docs/bijou.config.schema.json', import.meta.url);
const text = `${JSON.stringify(configSchema(everySetting), null, 2)}\n`;

if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('docs/bijou.config.schema.json differs from what can be set; run "npm run rooms".');
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
