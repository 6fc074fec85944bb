import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PlayGrant } from '../contracts/index.ts';
import { BijouError } from '../kit/index.ts';
import { type AskForGrant, keepGrant } from './grant-keeper.ts';
import { type Heir, succession } from './succession.ts';
import { handClock } from './testing/hand-clock.ts';

/** Signed addresses live so long; a replaced version stays for this and a little more, as the studio keeps it. */
const lifeMs = 20_000;
const staysMs = 25_000;

function gone(code: string): BijouError {
  return new BijouError({ code, status: 404, retry: 'never', sentence: code, details: {} });
}

interface Moments {
  /** When the versions are replaced, milliseconds. */
  readonly replaced: readonly number[];
  /** How much later that is known to those who sign. */
  readonly lag: number;
  /** How long the first pictures of a version take. */
  readonly threadMs: number;
  /** When the film begins. */
  readonly begun: number;
}

/** A title whose versions are replaced at given moments, and a player of it on a clock that is moved by hand. */
async function play({ replaced, lag, threadMs, begun }: Moments) {
  const clock = handClock();
  const start = clock.now();
  const goesAt = (version: number): number =>
    version <= replaced.length ? start + (replaced[version - 1] ?? 0) + staysMs : Number.POSITIVE_INFINITY;
  const currentAt = (time: number): number => 1 + replaced.filter((at) => time >= start + at).length;
  const changes: string[] = [];
  const opened: (Heir & { stop(): void })[] = [];
  let playing: Heir | undefined;

  const ask: AskForGrant = async ({ version }) => {
    const known = currentAt(clock.now() - lag);
    const asked = version === undefined ? known : Number(version.slice(1));
    if (clock.now() >= goesAt(asked) + lag) throw gone('playback.no-such-version');
    const retires = asked < known ? goesAt(asked) : undefined;
    const expires = Math.min(clock.now() + lifeMs, retires === undefined ? Number.POSITIVE_INFINITY : retires - 1_000);
    if (expires <= clock.now()) throw gone('playback.no-such-version');
    return grantOf(`v${asked}`, { expires, retires });
  };

  function openReel(first: PlayGrant): Heir {
    let retiring = false;
    const keeper = keepGrant(first, {
      ask,
      clock,
      onRetiring: () => {
        retiring = true;
        heirs.notify();
        if (playing === reel) void heirs.look(reel);
      },
    });
    const reel = {
      get grant() {
        return keeper.grant;
      },
      get retiring() {
        return retiring;
      },
      thread: async () => undefined,
      async threaded() {
        await clock.sleep(threadMs);
        // A version that has gone gives nothing, and refuses until it is noticed.
        if (clock.now() < goesAt(Number(first.version.slice(1)))) return;
        await keeper.renew(keeper.generation).catch(() => undefined);
        await new Promise(() => undefined);
      },
      stop: keeper.stop,
      close: keeper.stop,
    };
    opened.push(reel);
    return reel;
  }

  const end = new AbortController();
  const heirs = succession<Heir>({
    ask: () => ask({ title: 'title' }),
    openReel,
    place: () => 0,
    put: async (next, old) => {
      playing = next;
      changes.push(next.grant.version);
      old.close();
    },
    onGone: (error) => assert.fail(String(error)),
    clock,
    signal: end.signal,
  });

  await clock.move(begun);
  playing = openReel(await ask({ title: 'title' }));
  /** True where the version on the screen has files, and addresses that are still good. */
  function isServed(): boolean {
    const { version, expiresAt } = (playing as Heir).grant;
    return clock.now() < goesAt(Number(version.slice(1))) && Date.parse(expiresAt) > clock.now();
  }
  return {
    clock,
    changes,
    isServed,
    stop() {
      end.abort(new Error('Over'));
      for (const reel of opened) reel.stop();
    },
  };
}

function grantOf(version: string, { expires, retires }: { expires: number; retires: number | undefined }): PlayGrant {
  return {
    ...{ title: 'title', name: 'A film', version, durationSeconds: 60, hls: [], dash: [], folders: {}, chapters: [] },
    expiresAt: new Date(expires).toISOString(),
    ...(retires === undefined ? {} : { retiresAt: new Date(retires).toISOString() }),
  };
}

test('whenever a version is replaced, and however often, who watches always has one that is served', async () => {
  const moment = fc.nat(60_000);
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 1, maxLength: 3 }),
      fc.nat(2_000),
      fc.nat(1_500),
      fc.nat(30_000),
      async (replaced, lag, threadMs, begun) => {
        const ordered = [...replaced].sort((a, b) => a - b);
        const film = await play({ replaced: ordered, lag, threadMs, begun });
        for (let looks = 0; looks < 200; looks += 1) {
          await film.clock.move(500);
          assert.ok(film.isServed(), `cut ${looks / 2} s after the film began; it changed to ${film.changes}`);
        }
        film.stop();
      },
    ),
    { seed: 4, numRuns: 40 },
  );
});

test('a film that stands for an hour, while two versions go, is ready to play in the current one', async () => {
  const film = await play({ replaced: [5_000, 40_000], lag: 500, threadMs: 300, begun: 0 });
  await film.clock.move(3_600_000);
  assert.ok(film.isServed());
  assert.equal(film.changes.at(-1), 'v3');
  film.stop();
});
