// Law 1 and law 3 as rules: imports follow the arrows of laws/rooms.js, and only platform enters an adapter.
import { rooms } from './rooms.js';

const tests = '\\.(test|suite|real)\\.tsx?$|/conformance\\.ts$|/testing/';
const known = rooms.map(({ folder }) => folder);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea: join them, or move what both need to a third.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '^node:' },
    },
    {
      name: 'every-file-in-a-room',
      comment: 'A file of src lies in a room of laws/rooms.js.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${known.join('|')})/` },
      to: {},
    },
    ...rooms.flatMap(rulesOf),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

function rulesOf(room) {
  const inside = `^src/${room.folder}/`;
  const doors = room.imports.map((name) => doorOf(name, room));
  return [
    {
      name: `${room.folder}: arrows`,
      comment: `${room.folder} may import ${room.imports.join(', ') || 'nothing'}, each by its front door. See laws/rooms.js.`,
      severity: 'error',
      from: { path: inside, pathNot: tests },
      to: { path: '^src/', pathNot: [inside, ...doors] },
    },
    {
      name: `${room.folder}: packages`,
      comment: `${room.folder} may use ${room.packages.join(', ') || 'no package'}. See laws/rooms.js.`,
      severity: 'error',
      from: { path: inside, pathNot: tests },
      to: { pathNot: ['^src/', ...room.packages.map(packagePattern)] },
    },
  ];
}

// A room is entered by its index.ts; by those of its folders where the table says `/*`. Platform alone goes past it: it chooses adapters by path.
function doorOf(name, room) {
  if (name.startsWith('engines/') && room.folder === 'platform') return `^src/${name}/`;
  if (name.endsWith('/*')) return `^src/${name.slice(0, -2)}/[^/]+/index\\.ts$`;
  return `^src/${name.replace(/^(engines\/[^/]+)\/index$/, '$1')}/index\\.ts$`;
}

function packagePattern(name) {
  // Some of Node's own are known with their prefix alone.
  if (name.startsWith('node:')) return `^(node:)?${name.slice('node:'.length)}$`;
  return `(^|/)node_modules/${name}(/|$)`;
}
