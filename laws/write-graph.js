// Writes docs/ROOMS.md, the picture of who imports whom, from laws/rooms.js. With --check it only compares.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.js';

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'ROOMS.md');

const arrows = new Set(
  rooms.flatMap((room) => room.imports.map((name) => `  ${groupOf(room.folder)} --> ${groupOf(name)}`)),
);
const text = `# Who imports whom

Written by \`npm run rooms\` from \`laws/rooms.js\`; \`npm run check\` holds the code to it.
A group stands for its rooms: each engine and each service is a room of its own, and none imports another.

\`\`\`mermaid
flowchart TD
${[...arrows].filter((arrow) => !selfArrow(arrow)).join('\n')}
\`\`\`

| room | may import | may use |
|---|---|---|
${rooms.map((room) => `| ${room.folder} | ${room.imports.join(', ') || 'nothing'} | ${room.packages.join(', ') || 'no package'} |`).join('\n')}
`;

if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  if (process.argv.includes('--check')) {
    console.error('docs/ROOMS.md differs from laws/rooms.js; run "npm run rooms".');
    process.exitCode = 1;
  } else writeFileSync(file, text);
}

function groupOf(folder) {
  return folder.split('/')[0];
}

function selfArrow(arrow) {
  const [from, to] = arrow.trim().split(' --> ');
  return from === to;
}
