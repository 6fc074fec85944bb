import type { StudioTitle } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';
import { showSome } from '../titles.ts';
import { showWork } from '../work/show-work.ts';
import type { Listener } from './listener.ts';
import { type LookBack, startLookBack } from './look-back.ts';
import { type Changes, oldestKnown, readChanges, readLate } from './read-changes.ts';
import { currentPosition, journalAfter, type Position } from './revision.ts';

/** Tells listeners what changes in the studio, whichever of its processes changed it. */
export interface Feed {
  /** Something was committed in this process. */
  nudge(): void;
  /** Tells a listener from a place on; from now on, and to start over, where none is named or it is not known. */
  add(listener: Listener, since: Position | undefined): void;
  drop(listener: Listener): void;
  stop(): Promise<void>;
}

/** What was committed elsewhere is seen after so long at most; at most so often is anything told. */
const lookMs = 1_000;
const pauseMs = 200;
/** Numbers alone change all the time: they are told so often. */
const titlesMs = 1_000;
const workMs = 3_000;
const beatMs = 15_000;
/** Titles are looked up so many at a time: what all listeners miss together has no bound, a statement has. */
const atOnce = 200;

export function startFeed(studioOf: () => Studio): Feed {
  const listeners = new Map<Listener, Position | undefined>();
  const stop = new AbortController();
  let woken = new AbortController();
  let running: Promise<void> | undefined;
  let lookBack: LookBack | undefined;
  /** Titles that appeared behind what was looked at, until all have been told of them. */
  const owed = new Set<string>();

  /** Runs only while somebody listens. */
  function begin(): void {
    running ??= run().finally(() => {
      running = undefined;
      if (listeners.size > 0 && !stop.signal.aborted) begin();
    });
  }

  async function run(): Promise<void> {
    const { clock, logger } = studioOf();
    lookBack = undefined;
    const due = { titles: 0, work: 0, beat: clock.monotonic() + beatMs };
    let lastWork = '';
    while (listeners.size > 0 && !stop.signal.aborted) {
      woken = new AbortController();
      try {
        const position = await takeChanges();
        const now = clock.monotonic();
        const titlesDue = now >= due.titles;
        if (titlesDue) due.titles = now + titlesMs;
        const work = now >= due.work ? await currentWork() : undefined;
        if (work !== undefined) due.work = now + workMs;
        await tell({ position, titlesDue, work: work === lastWork ? undefined : work, newcomers: work ?? lastWork });
        lastWork = work ?? lastWork;
        if (now >= due.beat) {
          due.beat = now + beatMs;
          for (const listener of listeners.keys()) if (listener.hasRoom()) listener.beat();
        }
      } catch (error) {
        if (!stop.signal.aborted) logger.warn('changes could not be told; trying again', { error });
      }
      await clock.sleep(pauseMs, stop.signal).catch(() => undefined);
      const signal = AbortSignal.any([stop.signal, woken.signal]);
      const waits = [...listeners.keys()].some((listener) => listener.pending() && listener.hasRoom());
      if (!waits) await clock.sleep(lookMs - pauseMs, signal).catch(() => undefined);
    }
  }

  /** Undefined where it cannot be told just now: titles are told all the same. */
  async function currentWork(): Promise<string | undefined> {
    try {
      return JSON.stringify(await showWork(studioOf()));
    } catch (error) {
      if (!stop.signal.aborted) studioOf().logger.warn('the work could not be told', { error });
      return undefined;
    }
  }

  /** Brings every listener to where the tables stand. */
  async function takeChanges(): Promise<Position> {
    const { db } = studioOf().sql;
    const position = await currentPosition(db);
    const upTo = position.revision;
    const late = await takeLate(upTo);
    const known = new Map<string, ReturnType<typeof readChanges>>();
    for (const [listener, since] of [...listeners]) {
      if (listener.after === undefined) {
        const isKnown =
          since?.epoch === position.epoch && since.revision <= upTo && since.revision >= (await oldestKnown(db));
        if (!isKnown) {
          listener.startOver(upTo);
          continue;
        }
      }
      const after = listener.after ?? since?.revision ?? upTo;
      if (listener.after !== undefined) {
        if (late === 'resync') listener.startOver(after);
        else takeSome(listener, { ...late, revision: after });
      }
      if (after >= upTo && listener.after !== undefined) continue;
      const { title } = listener;
      const key = `${title ?? ''} ${after}`;
      const reading = known.get(key) ?? readOrResync({ after, upTo, title });
      known.set(key, reading);
      const changes = await reading;
      if (changes === 'resync') listener.startOver(upTo);
      else listener.take(changes);
    }
    owed.clear();
    return position;
  }

  /** What was committed behind what had been looked at before, of all titles. */
  async function takeLate(upTo: number): Promise<Changes | 'resync'> {
    const { clock, sql } = studioOf();
    lookBack ??= startLookBack({ newest: upTo, monotonic: clock.monotonic });
    for (const title of lookBack.look(await journalAfter(sql.db, lookBack.settled()))) owed.add(title);
    return readLate(sql.db, upTo, [...owed]);
  }

  /** What cannot be read for one listener is his matter alone: he asks anew, and is told then what is wrong. */
  async function readOrResync(wish: Parameters<typeof readChanges>[1]): ReturnType<typeof readChanges> {
    try {
      return await readChanges(studioOf().sql.db, wish);
    } catch (error) {
      studioOf().logger.warn('changes could not be read; who waits for them starts over', { ...wish, error });
      return 'resync';
    }
  }

  async function tell(lot: {
    readonly position: Position;
    readonly titlesDue: boolean;
    readonly work: string | undefined;
    readonly newcomers: string;
  }): Promise<void> {
    const ready = [...listeners.keys()].filter((listener) => listener.hasRoom());
    const wanted = new Set(ready.flatMap((listener) => [...listener.wanted()]));
    const titles = new Map((await showAll([...wanted])).map((title) => [title.id, title]));
    const place = `${lot.position.epoch}.${lookBack?.settled() ?? 0}`;
    for (const listener of ready) {
      const isNew = !told.has(listener);
      told.add(listener);
      const work = listener.title !== undefined ? undefined : isNew ? lot.newcomers : lot.work;
      if (isNew || listener.pending() || work !== undefined)
        listener.tell({ place, titles, titlesDue: lot.titlesDue, work });
    }
  }

  /** A title that cannot be shown is left out, and keeps no other from being told. */
  async function showAll(ids: readonly string[]): Promise<readonly StudioTitle[]> {
    const shown: StudioTitle[] = [];
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce);
      const found = await showSome(studioOf(), some).catch(() =>
        Promise.all(some.map(showOne)).then((one) => one.flat()),
      );
      shown.push(...found);
    }
    return shown;
  }

  function showOne(id: string): Promise<readonly StudioTitle[]> {
    return showSome(studioOf(), [id]).catch((error: unknown) => {
      studioOf().logger.warn('a title that changed cannot be shown', { title: id, error });
      return [];
    });
  }

  const told = new WeakSet<Listener>();

  return {
    nudge: () => woken.abort(),
    add(listener, since) {
      listeners.set(listener, since);
      woken.abort();
      begin();
    },
    drop: (listener) => void listeners.delete(listener),
    async stop() {
      stop.abort();
      for (const listener of [...listeners.keys()]) listener.end();
      await running;
    },
  };
}

/** Of what concerns all titles, what a listener wants. */
function takeSome(listener: Listener, { revision, ...changes }: Changes): void {
  const { title } = listener;
  const wants = (id: string) => title === undefined || id === title;
  const titles = changes.titles.filter(wants);
  const removed = changes.removed.filter(wants);
  if (titles.length + removed.length === 0) return;
  listener.take({ revision, titles, removed, walls: new Map([...changes.walls].filter(([id]) => wants(id))) });
}
