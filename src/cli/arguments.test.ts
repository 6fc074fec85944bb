import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments, titleId, titleIds } from './arguments.ts';

const messageOf = (body: () => unknown): string => {
  try {
    body();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('words that are not understood are told in one sentence', () => {
  const specs = { port: { type: 'string', help: '' } } as const;
  const help = ' Type "bijou help" to see what there is.';
  assert.equal(
    messageOf(() => readArguments(['--nonsense'], specs)),
    `Unknown option '--nonsense'.${help}`,
  );
  assert.match(
    messageOf(() => readArguments(['--port'], specs)),
    /^Option '--port <value>' argument missing\. Type/,
  );
});

test('what is no title’s ID is told before the server is asked', () => {
  const id = '0190a000-0000-7000-8000-00000000000A';
  assert.equal(titleId(id), id.toLowerCase());
  for (const word of ['nope', '', `${id}0`, '../x'])
    assert.match(
      messageOf(() => titleId(word)),
      /is not the ID of a title/,
    );
  assert.match(
    messageOf(() => titleIds({ positionals: [], options: {} })),
    /takes title IDs/,
  );
});
