// Writes docs/ACCESS.md: every call and byte route by who may send it. With --check it writes nothing and fails when the
// file differs, so that nobody opens a route without its being seen.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { refusalFor, theStranger } from '../src/contracts/index.ts';
import { everyContract } from '../src/platform/table.ts';

const file = new URL('../docs/ACCESS.md', import.meta.url);

const someone = (role) => ({ kind: 'person', account: role, roles: [role], strength: 'strong' });
/** The columns. */
const everybody = [
  ['stranger', theStranger],
  ['member', someone('member')],
  ['editor', someone('editor')],
  ['support', someone('support')],
  ['owner', someone('owner')],
  ['peer', { kind: 'peer' }],
];

const text = `# Who may send what

Written by \`npm run rooms\` from the contracts; \`npm run check\` holds it to them. Who asks is a principal
(\`src/contracts/identity/\`); what comes through the door is never a peer's. A strength is how sure it must be that they
are who they say.

| | ${everybody.map(([name]) => name).join(' | ')} | strength |
|---|${'---|'.repeat(everybody.length + 1)}
${everyContract.flatMap(rowsOf).join('\n')}
`;

if (process.argv.includes('--check')) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error('docs/ACCESS.md differs from the contracts; run "npm run rooms" and look at who may do what now.');
    process.exitCode = 1;
  }
} else writeFileSync(file, text);

function rowsOf({ calls, routes }) {
  const rows = [
    ...Object.values(calls).map((call) => [[call.method], call]),
    ...Object.values(routes).map((route) => [route.methods, route]),
  ];
  return rows.map(([methods, access]) => {
    if (access.audience === undefined) throw new TypeError(`${access.path} says nothing of its audience`);
    const marks = everybody.map(([, who]) => (refusalFor(access, who) === undefined ? '✓' : ''));
    return `| ${methods.join(' ')} \`${access.path}\` | ${marks.join(' | ')} | ${access.strength ?? ''} |`;
  });
}
