import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasDesktop, type Surroundings } from './desktop.ts';

test('a browser is opened only where somebody sits who sees it', () => {
  const here: Surroundings = { platform: 'linux', env: { DISPLAY: ':0' }, isTerminal: true };
  assert.ok(hasDesktop(here));
  assert.ok(hasDesktop({ ...here, env: { WAYLAND_DISPLAY: 'wayland-0' } }));
  for (const platform of ['darwin', 'win32'] as const) assert.ok(hasDesktop({ ...here, platform, env: {} }));
  assert.ok(!hasDesktop({ ...here, env: {} }));
  assert.ok(!hasDesktop({ ...here, isTerminal: false }));
  for (const name of ['CI', 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT'])
    assert.ok(!hasDesktop({ platform: 'darwin', env: { [name]: 'x' }, isTerminal: true }), name);
});
