import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { idleState, type Player, type PlayerState } from '../../../player/index.ts';
import { keepPlace, readPlaces } from '../../resume.ts';
import { placeKeeper } from './place-keeper.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const items = new Map<string, string>();

before(() => {
  const address = { href: `http://house.test/watch/${id}?t=40` };
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    },
    location: address,
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, to: string) => {
        address.href = `http://house.test${to}`;
      },
    },
  });
});

/** A film that is to begin at 40 seconds, and the states that a browser goes through until it does. */
function begun(at: number | undefined) {
  items.clear();
  location.href = `http://house.test/watch/${id}?t=40`;
  keepPlace(localStorage, id, { at: 40, duration: 100, savedAt: 1 });
  const keeper = placeKeeper(id, { state: idleState } as Player);
  keeper.begin(at);
  const state = (part: Partial<PlayerState>): PlayerState => ({ ...idleState, title: id, duration: 100, ...part });
  return { keeper, state, kept: () => readPlaces(localStorage)[id]?.at };
}

test('the kept place stays until the film stands where it is to begin', () => {
  const { keeper, state, kept } = begun(40);
  keeper.note(state({ phase: 'loading', time: 40 }));
  keeper.note(state({ phase: 'paused', time: 0 }));
  keeper.note(state({ phase: 'waiting', time: 0 }));
  keeper.keep(state({ phase: 'waiting', time: 0 }));
  assert.equal(kept(), 40, 'closed before the seek has landed');
  assert.match(location.href, /t=40$/);
  keeper.note(state({ phase: 'playing', time: 40, shown: true }));
  keeper.keep(state({ phase: 'playing', time: 47.5, shown: true }));
  assert.equal(kept(), 47.5);
});

test('a film that fails before its first picture, and one that is begun again there, keep the place', () => {
  const { keeper, state, kept } = begun(40);
  keeper.note(state({ phase: 'playing', time: 60, shown: true }));
  keeper.begin(60);
  keeper.note(state({ phase: 'paused', time: 0 }));
  keeper.keep(state({ phase: 'failed', time: 0 }));
  assert.equal(kept(), 60);
});

test('a film that begins at its beginning is noted once it is seen', () => {
  const { keeper, state, kept } = begun(undefined);
  keeper.keep(state({ phase: 'paused', time: 0 }));
  assert.equal(kept(), 40);
  keeper.note(state({ phase: 'playing', time: 0.1, shown: true }));
  assert.equal(kept(), undefined, 'it was begun anew');
});
