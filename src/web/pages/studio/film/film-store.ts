import type { StudioTitle, TitleVersion, WallNews } from '../../../../contracts/studio/index.ts';
import { type ErrorData, systemClock } from '../../../../kit/index.ts';
import { studio } from '../../../api/studio.ts';
import { dataOf } from '../../../data/error.ts';
import { followStudio } from '../follow.ts';
import { titlesStore } from '../titles-store.ts';
import { type Change, openWall, type Wall } from '../wall/model.ts';
import { type Guess, nextGuess } from './estimate.ts';

/** Words and numbers beside the wall are written anew this often at most; its squares with each picture. */
const writeMs = 250;
/** While there is no way for events, it is asked this often. */
const pollMs = 3_000;

/** All that the page of one film knows. */
export interface FilmStore {
  readonly wall: Wall | undefined;
  readonly share: number | undefined;
  readonly guess: Guess | undefined;
  /** Newest first; undefined until they are known. */
  readonly versions: readonly TitleVersion[] | undefined;
  readonly error: ErrorData | undefined;
  /** True while events come. */
  readonly open: boolean;
  /** Asks for everything anew. */
  refresh(): void;
  subscribe(listener: () => void): () => void;
  /** Hears of each change of the wall, before it is written about. */
  onWall(listener: () => void): () => void;
  close(): void;
}

export function openFilmStore(id: string): FilmStore {
  const end = new AbortController();
  const { signal } = end;
  const listeners = new Set<() => void>();
  const wallListeners = new Set<() => void>();
  let wall: Wall | undefined;
  let share: number | undefined;
  let guess: Guess | undefined;
  let versions: readonly TitleVersion[] | undefined;
  let error: ErrorData | undefined;
  let open = false;
  let asked: Promise<void> | undefined;
  let askedAgain = false;
  /** Changes that came while the wall was being asked for: its answer may be older than they are. */
  let meanwhile: Change[] = [];
  let writing = false;
  let asking = false;
  let seenVersion: string | undefined;

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function changedSoon(): void {
    if (writing) return;
    writing = true;
    systemClock.sleep(writeMs, signal).then(
      () => {
        writing = false;
        changed();
      },
      () => undefined,
    );
  }

  function takeProgress(progress: { share: number; remainingSeconds?: number | undefined } | undefined): void {
    if (progress === undefined) return;
    share = progress.share;
    guess = nextGuess(guess, progress.remainingSeconds, systemClock.monotonic());
  }

  function takeTitle(title: StudioTitle): void {
    titlesStore.merge([title]);
    takeProgress(title.progress);
    const version = `${title.version} ${title.state}`;
    if (version !== seenVersion) {
      seenVersion = version;
      void askVersions().catch(() => undefined);
      // A new plan has other rows.
      if (wall !== undefined && planOf(title) !== planShown(wall)) void askWall().catch(() => undefined);
    }
    changed();
  }

  async function askTitle(): Promise<void> {
    takeTitle(await studio.calls.title({ id }, { signal }));
  }

  /** Asks for the wall; while that is under way, once more at its end is enough however often it is wanted. */
  async function askWall(): Promise<void> {
    if (asked !== undefined) {
      askedAgain = true;
      return asked;
    }
    asked = fetchWall().finally(() => {
      asked = undefined;
    });
    await asked;
    if (!askedAgain) return;
    askedAgain = false;
    await askWall();
  }

  async function fetchWall(): Promise<void> {
    meanwhile = [];
    const answer = await studio.calls.wall({ id }, { signal });
    wall = openWall(answer);
    wall.apply(meanwhile);
    takeProgress(answer.progress);
    for (const listener of wallListeners) listener();
    changed();
  }

  /** The wall has rows that were not there: it is asked for again, though not with each word of them. */
  function askWallSoon(): void {
    if (asking) return;
    asking = true;
    systemClock
      .sleep(pollMs, signal)
      .then(askWall)
      .catch(() => undefined)
      .finally(() => {
        asking = false;
      });
  }

  async function askVersions(): Promise<void> {
    versions = (await studio.calls.versions({ id }, { signal })).versions;
    changed();
  }

  async function askAll(): Promise<void> {
    try {
      await Promise.all([askTitle(), askWall()]);
      error = undefined;
    } catch (thrown) {
      if (signal.aborted) return;
      error = dataOf(thrown);
    }
    changed();
  }

  function takeWall(news: WallNews): void {
    if (news.title !== id) return;
    if ('stale' in news) {
      askWall().catch(() => undefined);
      return;
    }
    if (asked !== undefined) meanwhile.push(...news.changes);
    if (wall !== undefined && news.changes.some(([row]) => wall?.at(row, 0) === undefined)) askWallSoon();
    takeProgress(news.progress);
    if (wall?.apply(news.changes)) for (const listener of wallListeners) listener();
    changedSoon();
  }

  async function poll(): Promise<void> {
    for (;;) {
      await systemClock.sleep(pollMs, signal);
      if (!open && !document.hidden && navigator.onLine) await askAll();
    }
  }

  void askAll();
  poll().catch(() => undefined);
  const stopFollowing = followStudio(
    {
      title: (title) => {
        if (title.id === id) takeTitle(title);
      },
      removed: (gone) => {
        titlesStore.gone(gone);
        changed();
      },
      wall: takeWall,
      stale: () => void askAll(),
      way: (now) => {
        open = now;
        if (now) void askAll();
        changed();
      },
    },
    { title: id },
  );

  return {
    get wall() {
      return wall;
    },
    get share() {
      return share;
    },
    get guess() {
      return guess;
    },
    get versions() {
      return versions;
    },
    get error() {
      return error;
    },
    get open() {
      return open;
    },
    refresh: () => void askAll(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onWall(listener) {
      wallListeners.add(listener);
      return () => wallListeners.delete(listener);
    },
    close() {
      stopFollowing();
      end.abort(new Error('Page left'));
    },
  };
}

/** Names of the rungs, to see whether the plan became another. */
function planOf({ rungs }: StudioTitle): string {
  return rungs
    .map(({ name, chunks }) => `${name}:${chunks}`)
    .sort()
    .join();
}

function planShown({ rungs }: Wall): string {
  return rungs
    .map(({ name, cells }) => `${name}:${cells.length}`)
    .sort()
    .join();
}
