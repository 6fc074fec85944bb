// Laws 3 and 6, read from the code's own syntax: time, randomness and the network are ports, and no service asks
// which process it is in. Comments and strings do not count; tests may do as they like.
import ts from 'typescript';
import { productSources, visit } from './sources.js';

const globals = {
  'Date.now': 'Take the time from a Clock (kit/clock.ts).',
  'new Date()': 'Take the time from a Clock (kit/clock.ts).',
  'performance.now': 'Take durations from Clock.monotonic (kit/clock.ts).',
  'Math.random': 'Take chance from a Random (kit/random.ts).',
  'crypto.randomUUID': 'Make ids with idMaker (kit/id.ts).',
  'crypto.getRandomValues': 'Take chance from a Random (kit/random.ts).',
  setTimeout: 'Wait with Clock.sleep (kit/clock.ts).',
  setInterval: 'Wait with Clock.sleep in a loop (kit/clock.ts).',
  fetch: 'Call other services through their contract (transport/).',
  'process.env': 'Read settings from the config that platform hands in.',
  'process.argv': 'Read settings from the config that platform hands in.',
};

const networkAndTimers = ['fetch'];

// Where each port is made of the real thing.
const exempt = [
  [/^src\/kit\/(clock|random)\.ts$/, () => true],
  [/^src\/transport\//, (name) => networkAndTimers.includes(name)],
  [/^src\/contracts\/browser\//, (name) => networkAndTimers.includes(name)],
  [/^src\/(player|web)\//, (name) => name !== 'Math.random'],
  [/^src\/(host|platform|cli|samples)\//, (name) => name.startsWith('process.')],
  // A secret may stand in the environment, and is read where it is needed.
  [/^src\/engines\/connection\/secret\.ts$/, (name) => name.startsWith('process.')],
  // The source that an encoder reads is an address of this machine, for our own reading as it is for ffmpeg.
  [/^src\/engines\/encoder\/(simulated\/|ffmpeg\/source-bytes\.ts)/, (name) => networkAndTimers.includes(name)],
];

const askingWhere =
  /^(isDistributed|isEmbedded|isRemote|isLocal|isAll|isTarget|singleProcess|monolith|deploymentMode)$/;

/** Sentences, one a violation. */
export function portViolations(root) {
  const sentences = [];
  for (const { path, syntax } of productSources(root)) {
    visit(syntax, (node) => {
      const found = nameOf(node);
      if (found !== undefined && !exempt.some(([where, may]) => where.test(path) && may(found)))
        sentences.push(`${placeOf(syntax, node, path)} uses ${found}. ${globals[found]}`);
      if (path.startsWith('src/services/') && ts.isIdentifier(node) && askingWhere.test(node.text))
        sentences.push(
          `${placeOf(syntax, node, path)} asks where it runs (${node.text}). A service cannot know; platform chooses.`,
        );
    });
  }
  return sentences;
}

function nameOf(node) {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    return Object.hasOwn(globals, name) ? name : undefined;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && Object.hasOwn(globals, node.expression.text))
    return node.expression.text;
  return undefined;
}

function placeOf(file, node, path) {
  return `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
