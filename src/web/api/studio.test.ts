import assert from 'node:assert/strict';
import { test } from 'node:test';

const kept = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  },
});
const { enterAsOwner } = await import('./studio.ts');
const { owner } = await import('./owner.ts');

test('a token is kept once it has opened the studio, and a wrong one is told', async (t) => {
  const sent: (string | null)[] = [];
  t.mock.method(globalThis, 'fetch', async (_: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('authorization');
    sent.push(token);
    const code = sent.length > 2 ? 'gateway.too-many-guesses' : 'request.owner-only';
    const error = { code, status: 401, retry: 'never', sentence: 'No.', details: {} };
    return token === 'Bearer right' ? Response.json({}) : Response.json({ error }, { status: 401 });
  });
  assert.equal(await enterAsOwner('wrong'), false);
  assert.equal(await enterAsOwner('other'), false);
  assert.equal(await enterAsOwner('third'), false);
  assert.equal(owner.token(), undefined);
  assert.equal(await enterAsOwner(' right\n'), true);
  assert.equal(owner.token(), 'right');
  assert.deepEqual(sent.slice(0, 3), ['Bearer wrong', 'Bearer other', 'Bearer third']);
});
