import { count } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { type Counts, type Letter, letterOf, type Row, type Wall } from './model.ts';

/** What is done comes first, as it does on the wall. */
const barOrder: readonly Letter[] = ['d', 'l', 'f', 'c', 'w'];

/** The wall in numbers: a row a size. What the drawing shows, for everybody who does not see it, and for who does. */
export function RungTable({ wall }: { readonly wall: Wall }) {
  return (
    <table class="rung-table" aria-label={words.studio.wall.table}>
      <thead class="unseen">
        <tr>
          <th scope="col">{words.studio.wall.size}</th>
          <th scope="col">{words.studio.film.progress}</th>
          <th scope="col">{words.studio.wall.pieces}</th>
        </tr>
      </thead>
      <tbody>
        {wall.rungs.map((row) => (
          <RungLine key={row.name} row={row} counts={wall.countsOf(row)} />
        ))}
      </tbody>
    </table>
  );
}

function RungLine({ row, counts }: { readonly row: Row; readonly counts: Counts }) {
  const all = row.cells.length;
  return (
    <tr data-letter={letterOf(counts)}>
      <th scope="row">{row.name}</th>
      <td>
        <span class="rung-bar" aria-hidden="true">
          {barOrder.map((letter) => (
            <span key={letter} class={`rung-part wall-is-${letter}`} style={{ flexGrow: counts[letter] }} />
          ))}
        </span>
      </td>
      <td class="rung-words">{wordsOf(counts, all)}</td>
    </tr>
  );
}

/** `412 of 900 pieces are done · Under way 3 · Failed 1`. */
export function wordsOf(counts: Counts, all: number): string {
  const others = (['l', 'f', 'c'] as const)
    .filter((letter) => counts[letter] > 0)
    .map((letter) => `${words.studio.wall.states[letter]} ${count(counts[letter])}`);
  return [words.studio.wall.said(count(counts.d), all, count(all)), ...others].join(' · ');
}
