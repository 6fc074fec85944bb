import './wall.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { clockTime, count } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { moveBy, type Place } from './cursor.ts';
import { boxOf, type Layout, layOut, squareMeant } from './layout.ts';
import { letters, type Wall as WallModel } from './model.ts';
import { openPainter, type Painter, tilesOf } from './painter.ts';
import { inkOf } from './sprites.ts';

/** A finger covers this much, CSS pixels to each side. */
const fingerReach = 18;
/** Letters that one is looking for: leased and failed. */
const worthALook = new Set(['l', 'f']);

export interface WallProps {
  readonly wall: WallModel;
  /** Hears of each change. */
  readonly onWall: (listener: () => void) => () => void;
  readonly onOpen: (row: string, chunk: number) => void;
}

/** The ladder's pieces as windows of a house: one tab stop, arrows walk, Enter opens. */
export function WallGrid({ wall, onWall, onOpen }: WallProps) {
  const box = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter | undefined>(undefined);
  const layout = useLayout(box, wall);
  const [cursor, setCursor] = useState<Place>({ rung: 0, chunk: 0 });
  const [hover, setHover] = useState<Place>();
  const mirrored = document.documentElement.dir === 'rtl';
  const worth = ({ rung, chunk }: Place) => worthALook.has(letters[wall.rungs[rung]?.cells[chunk] ?? 0] ?? 'w');

  useTiles({ box, painter, wall, layout, mirrored });
  useEffect(() => onWall(() => painter.current?.wake()), [onWall]);

  const pointOf = (event: MouseEvent) => {
    const rectangle = box.current?.getBoundingClientRect();
    if (rectangle === undefined || layout === undefined) return undefined;
    const y = event.clientY - rectangle.top;
    return { x: mirrored ? rectangle.right - event.clientX : event.clientX - rectangle.left, y };
  };

  function onPointer(event: PointerEvent): void {
    const point = pointOf(event);
    if (layout === undefined || point === undefined || event.pointerType !== 'mouse') return;
    setHover(squareMeant(layout, point, { reach: 0, worth: () => false }));
  }

  function onClick(event: MouseEvent): void {
    const point = pointOf(event);
    if (layout === undefined || point === undefined) return;
    const failed = (rung: number, chunk: number) => letters[wall.rungs[rung]?.cells[chunk] ?? 0] === 'f';
    const meant = squareMeant(layout, point, { reach: fingerReach, worth: failed });
    if (meant === undefined) return;
    setCursor(meant);
    open(meant);
  }

  function open({ rung, chunk }: Place): void {
    const row = wall.rungs[rung];
    if (row !== undefined) onOpen(row.name, chunk);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (layout === undefined || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(at);
      return;
    }
    const ground = { rungs: layout.rungs, chunks: layout.chunks, perBand: layout.perBand, mirrored, worth };
    const to = moveBy(event.key, { ctrl: event.ctrlKey, from: at, ground });
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setHover(undefined);
    setCursor(to);
    const { y } = boxOf(layout, to);
    scrollTo(box.current, y, layout.bandPitch);
  }

  const rungs = Math.max(1, wall.rungs.length);
  const chunks = Math.max(1, ...wall.rungs.map(({ cells }) => cells.length));
  const at = { rung: Math.min(cursor.rung, rungs - 1), chunk: Math.min(cursor.chunk, chunks - 1) };
  const shown = hover ?? at;
  const cellId = `wall-${at.rung}-${at.chunk}`;

  return (
    <div class="wall-stage">
      <Names wall={wall} layout={layout} />
      <div
        ref={box}
        class="wall-box"
        style={{ blockSize: layout === undefined ? undefined : `${layout.height}px` }}
        onPointerMove={onPointer}
        onPointerLeave={() => setHover(undefined)}
      >
        {layout !== undefined &&
          tilesOf(layout).map((tile) => (
            <canvas
              key={tile.firstBand}
              class="wall-tile"
              data-tile={tile.number}
              style={{
                insetBlockStart: `${tile.top}px`,
                inlineSize: `${layout.width}px`,
                blockSize: `${tile.height}px`,
              }}
            />
          ))}
        {/* biome-ignore-start lint/a11y/useSemanticElements: a table of ten thousand cells is what this stands for */}
        <div
          class="wall-grid"
          role="grid"
          tabIndex={0}
          aria-label={`${words.studio.wall.title}. ${words.studio.wall.grid(count(chunks), count(rungs))}. ${words.studio.wall.keys}`}
          aria-rowcount={rungs}
          aria-colcount={chunks}
          aria-activedescendant={cellId}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {/* The one square that those who listen stand on; its place among the others is said by its numbers. */}
          <div role="row" class="unseen" tabIndex={-1} aria-rowindex={at.rung + 1}>
            <div
              role="gridcell"
              tabIndex={-1}
              id={cellId}
              key={cellId}
              aria-colindex={at.chunk + 1}
              aria-selected="true"
            >
              {describe(wall, at)}
            </div>
          </div>
        </div>
        {/* biome-ignore-end lint/a11y/useSemanticElements: see above */}
        {layout !== undefined && <Mark layout={layout} place={at} kind="cursor" />}
        {layout !== undefined && hover !== undefined && <Mark layout={layout} place={hover} kind="hover" />}
      </div>
      <p class="wall-says" aria-hidden="true">
        {describe(wall, shown)}
      </p>
    </div>
  );
}

/** `720p, piece 12 of 340: Done · 0:48 to 0:52`. */
export function describe(wall: WallModel, { rung, chunk }: Place): string {
  const row = wall.rungs[rung];
  if (row === undefined) return '';
  const letter = letters[row.cells[chunk] ?? 0] ?? 'w';
  const text = words.studio.wall.square(
    row.name,
    count(chunk + 1),
    count(row.cells.length),
    words.studio.wall.states[letter],
  );
  const [from, until] = [wall.chunks[chunk], wall.chunks[chunk + 1]];
  if (from === undefined || until === undefined) return text;
  return `${text} · ${words.studio.wall.place(clockTime(from), clockTime(until))}`;
}

/**
 * What stands beside the bands: the sizes, where the rows are high enough to carry their names; else the place in the
 * film where each band begins, where that is.
 */
function Names({ wall, layout }: { readonly wall: WallModel; readonly layout: Layout | undefined }) {
  if (layout === undefined) return <div class="wall-names" />;
  const named = layout.down >= 0.875 * layout.rem;
  const timed = !named && layout.bandPitch >= 1.25 * layout.rem;
  const bands = Array.from({ length: layout.bands }, (_, band) => band);
  return (
    <ul class="wall-names" aria-hidden="true" style={{ blockSize: `${layout.height}px` }}>
      {named &&
        bands.flatMap((band) =>
          wall.rungs.map(({ name }, rung) => (
            <li
              key={`${band}.${name}`}
              style={{
                insetBlockStart: `${band * layout.bandPitch + rung * layout.down}px`,
                blockSize: `${layout.down - layout.gap}px`,
              }}
            >
              {name}
            </li>
          )),
        )}
      {timed &&
        bands.map((band) => (
          <li key={band} style={{ insetBlockStart: `${band * layout.bandPitch}px`, blockSize: '1rem' }}>
            {clockTime(wall.chunks[band * layout.perBand] ?? 0)}
          </li>
        ))}
    </ul>
  );
}

function Mark(props: { readonly layout: Layout; readonly place: Place; readonly kind: 'cursor' | 'hover' }) {
  const { x, y, width, height } = boxOf(props.layout, props.place);
  const style = {
    insetInlineStart: `${x}px`,
    insetBlockStart: `${y}px`,
    inlineSize: `${width}px`,
    blockSize: `${height}px`,
  };
  return <span class={`wall-mark wall-${props.kind}`} aria-hidden="true" style={style} />;
}

/** The layout for the room that there is; anew when that changes. */
function useLayout(box: { readonly current: HTMLDivElement | null }, wall: WallModel): Layout | undefined {
  const [room, setRoom] = useState<{ width: number; height: number; rem: number }>();
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const next = { width: element.clientWidth, height: Math.max(240, innerHeight * 0.55), rem };
      setRoom((before) =>
        before !== undefined && before.width === next.width && before.rem === next.rem ? before : next,
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const chunks = Math.max(1, ...wall.rungs.map(({ cells }) => cells.length));
  const rungs = wall.rungs.length;
  return useMemo(
    () => (room === undefined || room.width === 0 ? undefined : layOut({ chunks, rungs, ...room })),
    [room, chunks, rungs],
  );
}

interface TileTask {
  readonly box: { readonly current: HTMLDivElement | null };
  readonly painter: { current: Painter | undefined };
  readonly wall: WallModel;
  readonly layout: Layout | undefined;
  readonly mirrored: boolean;
}

/** Paints the tiles that are near the screen, and no others. */
function useTiles({ box, painter, wall, layout, mirrored }: TileTask): void {
  useEffect(() => {
    const element = box.current;
    if (element === null || layout === undefined) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const scale = Math.min(3, devicePixelRatio);
    const open = openPainter({ wall, layout, ink: inkOf(element), scale, still, mirrored });
    painter.current = open;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!(target instanceof HTMLCanvasElement)) continue;
          const tile = Number(target.dataset.tile);
          if (isIntersecting) open.hang(tile, target);
          else open.take(tile);
        }
      },
      { rootMargin: '300px' },
    );
    for (const canvas of element.querySelectorAll('canvas')) observer.observe(canvas);
    return () => {
      observer.disconnect();
      open.stop();
      painter.current = undefined;
    };
  }, [wall, layout, mirrored]);
}

/** Keeps the square that one walked to in sight. */
function scrollTo(box: HTMLElement | null, y: number, band: number): void {
  const top = (box?.getBoundingClientRect().top ?? 0) + y;
  const room = 120;
  if (top < room) scrollBy(0, top - room - band);
  else if (top > innerHeight - room) scrollBy(0, top - innerHeight + room + band);
}
