// Writes docs/SERVICES.md, the table of services, from their manifests. With --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { calledBy, needsOf, services } from '../src/platform/table.ts';
import { targets } from '../src/platform/targets.ts';

const file = new URL('../docs/SERVICES.md', import.meta.url);

const listed = (names) => names.join(', ') || '–';
const portsOf = (name) =>
  [...new Set(Object.values(services[name].ports).map(({ kind }) => kind))].filter((kind) => kind !== 'client');

const rows = targets.map((name) => {
  const { does, runs } = services[name];
  const { critical, soft } = needsOf(name);
  const cells = [name, does, listed(calledBy(name)), listed(critical), listed(soft), listed(portsOf(name)), runs];
  return `| ${cells.join(' | ')} |`;
});
const text = `# The services

Written by \`npm run rooms\` from the manifests, \`src/services/<name>/manifest.ts\`; \`npm run check\` compares. A process
starts them in this order and stops them in reverse. Each may run in several processes on one data folder.

| service | what it does | calls | cannot do without | does less without | stands on | runs |
|---|---|---|---|---|---|---|
${rows.join('\n')}

*Stateless*: each does what it is asked. *Partitioned*: what it follows is shared out, each partition to one at a time.
*Leader*: what must be done once is done by one of them, as long as that lives.
`;

if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('docs/SERVICES.md differs from the manifests; run "npm run rooms".');
    process.exitCode = 1;
  } else writeFileSync(file, text);
}
