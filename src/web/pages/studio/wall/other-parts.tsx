import { Icon, type IconName } from '../../../components/icon.tsx';
import { words } from '../../../words/index.ts';
import { type Letter, letterOf, type Wall } from './model.ts';

const icons: Readonly<Record<Letter, IconName>> = {
  w: 'clock',
  l: 'again',
  d: 'check',
  f: 'warning',
  c: 'less',
};

/** Everything that is not cut into chunks: a chip each, which opens like a window of the wall. */
export function OtherParts(props: { readonly wall: Wall; readonly onOpen: (row: string, chunk: number) => void }) {
  const { wall } = props;
  if (wall.others.length === 0) return null;
  return (
    <div class="wall-parts">
      <h3>{words.studio.wall.parts}</h3>
      <ul data-row="parts">
        {wall.others.map((row) => {
          const letter = letterOf(wall.countsOf(row));
          return (
            <li key={row.name}>
              <button type="button" class={`chip chip-${letter}`} onClick={() => props.onOpen(row.name, 0)}>
                <Icon name={icons[letter]} />
                <span>{partName(row.part, row.name)}</span>
                <span class="chip-state">{words.studio.wall.states[letter]}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** `Sound a1-en`: what it is, and which where there are several. */
function partName(part: string, name: string): string {
  const known = Object.hasOwn(words.studio.wall.partNames, part) ? words.studio.wall.partNames[part] : undefined;
  if (known === undefined) return name;
  return name === part ? known : `${known} ${name}`;
}
