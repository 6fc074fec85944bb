import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../../player/index.ts';
import { clockTime } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import type { Screening } from './use-player.ts';

/** What comes after the film: its end, or why it stopped. */
export function VerdictOn({ screening }: { readonly screening: Screening }) {
  const { state, player, retry } = screening;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);

  function again(): void {
    player?.seek(0);
    void player?.play();
  }

  return (
    <div class="verdict">
      <section class="verdict-card" role={state.failure === undefined ? undefined : 'alert'}>
        {state.failure === undefined ? <End name={state.name} /> : <Trouble failure={state.failure} />}
        <div class="verdict-do">
          {state.failure?.retry === 'never' ? null : (
            <button ref={first} type="button" class="button" onClick={state.failure === undefined ? again : retry}>
              {state.failure === undefined ? words.watch.end.again : words.watch.retry}
            </button>
          )}
          <a class="button button-quiet" href={addressOf.home}>
            {words.watch.end.back}
          </a>
        </div>
        {state.failure !== undefined && (
          <p class="code">
            {words.watch.code} <code>{state.failure.code}</code>
          </p>
        )}
      </section>
    </div>
  );
}

function End({ name }: { readonly name: string | undefined }) {
  return (
    <>
      <h2>{words.watch.end.title}</h2>
      <p>{name}</p>
    </>
  );
}

function Trouble({ failure }: { readonly failure: Failure }) {
  return (
    <>
      <Icon name="warning" />
      <h2>{words.wrong.title}</h2>
      <p>
        {failure.sentence} {failure.retry === 'later' && failure.at > 0 && words.watch.keptAt(clockTime(failure.at))}
      </p>
    </>
  );
}
