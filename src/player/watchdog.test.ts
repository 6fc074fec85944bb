import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BijouError } from '../kit/index.ts';
import { playerErrors } from './errors.ts';
import type { Outage } from './media-fetch.ts';
import { handClock } from './testing/hand-clock.ts';
import { watchdog } from './watchdog.ts';

/** A film whose state a test holds in its hands, and what the watchdog made of it. */
function watchedFilm() {
  const clock = handClock();
  const end = new AbortController();
  const film = { empty: true, running: true, outage: undefined as Outage | undefined, bytes: 0 };
  const seen: { looks: number; quiet: number; ended: unknown } = { looks: 0, quiet: 0, ended: undefined };
  const watched = {
    empty: () => film.empty,
    running: () => film.running,
    outage: () => film.outage,
    bytes: () => film.bytes,
  };
  watchdog(watched, {
    clock,
    signal: end.signal,
    onLook: () => {
      seen.looks += 1;
    },
    onQuiet: async () => {
      seen.quiet += 1;
    },
  }).catch((error: unknown) => {
    seen.ended = error;
  });
  return { clock, end, film, seen };
}

const down: Outage = { error: new Error('down'), final: false };

test('a film that has run dry fails after 75 seconds without a byte, and not before', async () => {
  const { clock, film, seen } = watchedFilm();
  film.outage = down;
  await clock.move(74_000);
  assert.ok(seen.ended === undefined);
  await clock.move(1_500);
  const ended: unknown = seen.ended;
  assert.ok(ended instanceof BijouError);
  assert.equal(ended.code, 'player.unreachable');
  assert.equal(ended.details.seconds, 75);
});

test('while there is something to show, no outage is a failure', async () => {
  const { clock, film, seen } = watchedFilm();
  film.outage = down;
  film.empty = false;
  await clock.move(600_000);
  assert.equal(seen.ended, undefined);
});

test('the patience begins anew when something has arrived', async () => {
  const { clock, film, seen } = watchedFilm();
  film.outage = down;
  await clock.move(70_000);
  film.outage = undefined;
  await clock.move(1_000);
  film.outage = down;
  await clock.move(70_000);
  assert.equal(seen.ended, undefined);
});

test('what waiting cannot help fails as soon as nothing is left to show, with its own error', async () => {
  const { clock, film, seen } = watchedFilm();
  const gone = playerErrors.error('player.protected');
  film.outage = { error: gone, final: true };
  film.empty = false;
  await clock.move(5_000);
  assert.equal(seen.ended, undefined);
  film.empty = true;
  await clock.move(1_000);
  assert.equal(seen.ended, gone);
});

test('a core that asks for nothing though nothing is wrong is woken, once every twelve seconds', async () => {
  const { clock, seen } = watchedFilm();
  await clock.move(11_000);
  assert.equal(seen.quiet, 0);
  await clock.move(2_000);
  assert.equal(seen.quiet, 1);
  await clock.move(12_000);
  assert.equal(seen.quiet, 2);
});

test('a film that is paused, or whose bytes arrive, is left alone', async () => {
  const paused = watchedFilm();
  paused.film.running = false;
  await paused.clock.move(60_000);
  assert.equal(paused.seen.quiet, 0);
  const slow = watchedFilm();
  for (let second = 0; second < 60; second += 1) {
    slow.film.bytes += 100;
    await slow.clock.move(1_000);
  }
  assert.equal(slow.seen.quiet, 0);
});

test('it ends with its signal', async () => {
  const { clock, end, seen } = watchedFilm();
  await clock.move(1_000);
  end.abort(new Error('Closed'));
  await clock.move(1_000);
  assert.equal((seen.ended as Error).message, 'Closed');
  assert.equal(seen.looks, 2);
});
