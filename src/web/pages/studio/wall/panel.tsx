import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import { percent, span } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { leftOf, roughly } from '../film/estimate.ts';
import type { FilmStore } from '../film/film-store.ts';
import { isBusy, isTrouble, shareOf } from '../library/list.ts';
import { Failed } from './failed.tsx';
import { letters } from './model.ts';
import { OtherParts } from './other-parts.tsx';
import { RungTable } from './rung-table.tsx';
import { WallGrid } from './wall.tsx';

/** The wall with everything about it: how far, how long still, what failed, and the same in numbers. */
export function WallPanel(props: {
  readonly store: FilmStore;
  readonly title: StudioTitle;
  readonly onOpen: (row: string, chunk: number) => void;
}) {
  const { store, title, onOpen } = props;
  const { wall } = store;
  // Of what was turned away there is no share to tell: nothing of it was begun, and nothing will be.
  const neverCut = isTrouble(title) && title.rungs.length === 0;
  return (
    <section class="panel wall-panel" aria-labelledby="wall">
      <header class="wall-head">
        <div>
          <h2 id="wall">{words.studio.wall.title}</h2>
          {!neverCut && <p class="panel-lead">{words.studio.wall.lead}</p>}
        </div>
        {!neverCut && <Share store={store} title={title} />}
      </header>
      {wall === undefined ? (
        <div class="wall-blank" aria-busy="true" />
      ) : wall.rungs.length === 0 ? (
        <Uncut title={title} />
      ) : (
        <>
          <WallGrid wall={wall} onWall={store.onWall} onOpen={onOpen} />
          <Legend />
          <Failed wall={wall} onOpen={onOpen} />
          <RungTable wall={wall} />
        </>
      )}
      {wall !== undefined && <OtherParts wall={wall} onOpen={onOpen} />}
    </section>
  );
}

/** How far it is, large; and what remains. Said aloud only when a tenth more is done. */
function Share({ store, title }: { readonly store: FilmStore; readonly title: StudioTitle }) {
  const share = title.state === 'ready' ? 1 : (store.share ?? shareOf(title));
  const left = isBusy(title) && store.guess !== undefined ? leftOf(store.guess, systemClock.monotonic()) : undefined;
  const says = left === undefined ? undefined : words.studio.remaining(span(roughly(left)));
  return (
    <div class="wall-share">
      <p class="wall-percent" aria-hidden="true">
        {percent(Math.floor(share * 100) / 100)}
      </p>
      <p class="wall-left">
        {title.paused === true && isBusy(title) ? words.studio.pausedState : (says ?? words.studio.states[title.state])}
      </p>
      <p class="unseen" role="status">
        {percent(Math.floor(share * 10) / 10)}
      </p>
    </div>
  );
}

/** Promises a wall only where one will come. */
function Uncut({ title }: { readonly title: StudioTitle }) {
  const { empty, never } = words.studio.wall;
  const said = title.state === 'refused' ? never.refused : isTrouble(title) ? never.over : empty;
  return (
    <div class="wall-uncut">
      <h3>{said.title}</h3>
      <p>{said.sentence}</p>
    </div>
  );
}

function Legend() {
  return (
    <ul class="wall-legend" aria-hidden="true">
      {letters.map((letter) => (
        <li key={letter}>
          <span class={`wall-key wall-is-${letter}`} />
          {words.studio.wall.states[letter]}
        </li>
      ))}
    </ul>
  );
}
