import type { StudioTitle } from '../../../contracts/index.ts';
import type { Progress } from '../progress/estimate.ts';
import type { Changes, WallChange } from './read-changes.ts';

/** Someone who follows the studio's changes over one connection. What he has not taken yet is kept small. */
export interface Listener {
  /** Only this title. */
  readonly title: string | undefined;
  /** Where he stands; undefined while he has not been told where that is. */
  after: number | undefined;
  take(changes: Changes): void;
  /** He knows too little of what went before, or missed too much of it. */
  startOver(revision: number): void;
  /** Titles that he is to be told of in the next lot. */
  wanted(): Iterable<string>;
  /** True where something waits to be told. */
  pending(): boolean;
  /** True where the connection takes more. */
  readonly hasRoom: () => boolean;
  /** Tells all that waits, in one piece. */
  tell(news: News): void;
  /** Keeps the line open. */
  beat(): void;
  end(): void;
}

/** What is told, as it is now. */
export interface News {
  /** Where he would go on who is cut off after this. */
  readonly place: string;
  readonly titles: ReadonlyMap<string, StudioTitle>;
  /** False where numbers were told a moment ago: titles then wait for the next lot. */
  readonly titlesDue: boolean;
  /** The studio's work, where it is due. */
  readonly work: string | undefined;
}

/** A listener who does not keep up with more titles, or more pieces of one, asks anew instead. */
const mostTitles = 500;
const mostPieces = 2_000;
/** Bytes that lie ready for a connection before it is left alone. */
const heldBytes = 64 * 1024;

const encoder = new TextEncoder();

/** A listener and the body of its answer. `left` is called once, when the connection is over. */
export function openListener(
  title: string | undefined,
  left: (listener: Listener) => void,
): { readonly listener: Listener; readonly body: ReadableStream<Uint8Array> } {
  let stale = false;
  let titles = new Set<string>();
  let removed = new Set<string>();
  let walls = new Map<string, Map<string, WallChange> | 'stale'>();
  let over = false;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      cancel() {
        over = true;
        left(listener);
      },
    },
    { highWaterMark: heldBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  );

  function forget(): void {
    titles = new Set();
    removed = new Set();
    walls = new Map();
  }

  function takeWall(id: string, changes: readonly WallChange[] | 'stale'): void {
    const before = walls.get(id);
    if (changes === 'stale' || before === 'stale') return void walls.set(id, 'stale');
    const pieces = before ?? new Map<string, WallChange>();
    for (const change of changes) pieces.set(`${change[0]}/${change[1]}`, change);
    walls.set(id, pieces.size > mostPieces ? 'stale' : pieces);
  }

  const listener: Listener = {
    title,
    after: undefined,
    take(changes) {
      listener.after = changes.revision;
      if (stale) return;
      for (const id of changes.titles) titles.add(id);
      for (const id of changes.removed) {
        titles.delete(id);
        walls.delete(id);
        removed.add(id);
      }
      for (const [id, wall] of changes.walls) takeWall(id, wall);
      if (titles.size + removed.size + walls.size > mostTitles) listener.startOver(changes.revision);
    },
    startOver(at) {
      listener.after = at;
      stale = true;
      forget();
    },
    wanted: () => new Set([...titles, ...walls.keys()]),
    pending: () => stale || titles.size + removed.size + walls.size > 0,
    hasRoom: () => (controller.desiredSize ?? 0) > 0,
    tell({ place, titles: shown, titlesDue, work }) {
      const events: [name: string, data: unknown][] = [];
      if (stale) events.push(['stale', {}]);
      for (const id of removed) events.push(['removed', { id }]);
      for (const id of titlesDue ? titles : []) {
        const found = shown.get(id);
        if (found !== undefined) events.push(['title', found]);
      }
      for (const [id, wall] of walls) events.push(['wall', wallEvent(id, wall, shown.get(id)?.progress)]);
      const lines = events.map(([name, data]) => `event: ${name}\ndata: ${JSON.stringify(data)}\n`);
      if (work !== undefined) lines.push(`event: work\ndata: ${work}\n`);
      const allTold = titlesDue || titles.size === 0;
      const later = allTold ? [] : titles;
      stale = false;
      forget();
      titles = new Set(later);
      // The place stands with the last event alone: who was cut off in the middle of a lot gets all of it again.
      const last = lines.pop();
      if (last !== undefined) lines.push(allTold ? `id: ${place}\n${last}` : last);
      send(lines.join('\n'));
    },
    beat: () => send(':\n'),
    end() {
      if (over) return;
      over = true;
      controller.close();
      left(listener);
    },
  };

  function send(text: string): void {
    if (!over && text !== '') controller.enqueue(encoder.encode(`${text}\n`));
  }

  return { listener, body };
}

function wallEvent(title: string, wall: ReadonlyMap<string, WallChange> | 'stale', progress: Progress | undefined) {
  const told = progress === undefined ? {} : { progress };
  return wall === 'stale' ? { title, stale: true, ...told } : { title, changes: [...wall.values()], ...told };
}
