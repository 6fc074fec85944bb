import type { StudioTitle } from '../../../contracts/studio/index.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { words } from '../../words/index.ts';
import { isBusy } from './library/list.ts';

const icons: Readonly<Record<StudioTitle['state'], IconName>> = {
  inspecting: 'search',
  planning: 'layers',
  encoding: 'again',
  ready: 'check',
  refused: 'wrong',
  failed: 'warning',
  cancelled: 'less',
};

/** What a title is at: a shape, a colour and a word. */
export function StateMark({ title }: { readonly title: StudioTitle }) {
  const paused = title.paused === true && isBusy(title);
  return (
    <span class="state" data-state={paused ? 'paused' : title.state}>
      <Icon name={paused ? 'pause' : icons[title.state]} />
      {paused ? words.studio.pausedState : words.studio.states[title.state]}
    </span>
  );
}
