import { clockTime, count } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import type { Place } from './cursor.ts';
import type { Wall } from './model.ts';

/** As many are named as one can take in; the others are on the wall. */
const most = 12;
const failedLetter = 3;

/** Pieces that failed, by name: large enough for a finger however small their windows are. */
export function Failed(props: { readonly wall: Wall; readonly onOpen: (row: string, chunk: number) => void }) {
  const { wall } = props;
  const { places, all } = failedOf(wall);
  if (all === 0) return null;
  return (
    <div class="wall-failed">
      <p>{words.studio.wall.failed(all, count(all))}</p>
      <ul data-row="failed">
        {places.map(({ rung, chunk }) => {
          const name = wall.rungs[rung]?.name ?? '';
          const from = wall.chunks[chunk];
          return (
            <li key={`${name}.${chunk}`}>
              <button type="button" class="chip chip-f" onClick={() => props.onOpen(name, chunk)}>
                <span>{name}</span>
                <span class="chip-state">{from === undefined ? count(chunk + 1) : clockTime(from)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {all > places.length && <p class="wall-more">{words.studio.wall.more(count(all - places.length))}</p>}
    </div>
  );
}

/** The first failed pieces in the film's order, and how many there are. */
export function failedOf(wall: Wall): { readonly places: readonly Place[]; readonly all: number } {
  const all = wall.rungs.reduce((sum, row) => sum + wall.countsOf(row).f, 0);
  if (all === 0) return { places: [], all };
  const places: Place[] = [];
  const chunks = Math.max(...wall.rungs.map(({ cells }) => cells.length));
  for (let chunk = 0; chunk < chunks && places.length < Math.min(most, all); chunk += 1) {
    for (const [rung, { cells }] of wall.rungs.entries()) {
      if (cells[chunk] === failedLetter && places.length < most) places.push({ rung, chunk });
    }
  }
  return { places, all };
}
