import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Audience, audiences, type Person, type Principal, type Role, refusalFor, theStranger } from './index.ts';

const someone = (role: Role, strength: Person['strength'] = 'password'): Person => ({
  kind: 'person',
  account: role,
  roles: [role],
  strength,
});

const everybody: readonly (readonly [string, Principal])[] = [
  ['stranger', theStranger],
  ['member', someone('member')],
  ['editor', someone('editor')],
  ['support', someone('support')],
  ['owner', someone('owner')],
  ['peer', { kind: 'peer', for: theStranger }],
];

const may: Readonly<Record<Audience, readonly string[]>> = {
  public: ['stranger', 'member', 'editor', 'support', 'owner', 'peer'],
  member: ['member', 'editor', 'support', 'owner', 'peer'],
  editor: ['editor', 'owner', 'peer'],
  support: ['support', 'owner', 'peer'],
  owner: ['owner', 'peer'],
  peer: ['peer'],
};

test('each audience lets in those that it names, and nobody else', () => {
  for (const audience of audiences) {
    const allowed = everybody.filter(([, who]) => refusalFor({ audience }, who) === undefined).map(([name]) => name);
    assert.deepEqual(allowed, may[audience], audience);
  }
});

test('who is refused learns whether signing in, another role, or proving it once more would help', () => {
  const code = (audience: Audience, who: Principal, strength?: Person['strength']) =>
    refusalFor({ audience, ...(strength && { strength }) }, who)?.code;
  assert.equal(code('member', theStranger), 'request.sign-in');
  assert.equal(code('owner', theStranger), 'request.owner-only');
  assert.equal(code('owner', someone('editor')), 'request.not-allowed');
  assert.equal(code('editor', someone('editor', 'device'), 'password'), 'request.step-up');
  assert.equal(code('editor', someone('editor', 'strong'), 'password'), undefined);
  assert.equal(code('peer', someone('owner', 'strong')), 'request.peer-only');
});
