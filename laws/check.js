// Every law that the compiler cannot hold, one after the other. Prints each violation as a sentence.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserViolations } from './browser.js';
import { errorCodeViolations } from './error-codes.js';
import { generatedViolations } from './generated.js';
import { importViolations } from './imports.js';
import { portViolations } from './ports.js';

export const laws = [
  ['imports follow the arrows', importViolations],
  ['kit, contracts, media and player bundle for a browser', browserViolations],
  ['time, chance and network are ports; no service asks where it runs', portViolations],
  ['errors are data', errorCodeViolations],
  ['what is generated is checked in', generatedViolations],
];

const root = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
let broken = 0;
for (const [law, violationsOf] of laws) {
  const sentences = await violationsOf(root);
  broken += sentences.length;
  console.log(`${sentences.length === 0 ? '✓' : '✗'} ${law}`);
  for (const sentence of sentences) console.error(`    ${sentence}`);
}
process.exitCode = broken === 0 ? 0 : 1;
