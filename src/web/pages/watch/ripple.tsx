import { Icon } from '../../components/icon.tsx';
import { count } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Jump } from './use-jumps.ts';

/** How far one has just jumped, at the side that it was to. */
export function Ripple({ jump }: { readonly jump: Jump }) {
  const back = jump.seconds < 0;
  return (
    <div class="ripple" data-side={back ? 'back' : 'on'} aria-hidden="true">
      <Icon name={back ? 'back' : 'on'} />
      <span>{words.watch.jumped(`${back ? '−' : '+'}${count(Math.abs(jump.seconds))}`)}</span>
    </div>
  );
}
