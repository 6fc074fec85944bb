import { useEffect, useRef } from 'preact/hooks';
import type { Failure } from '../../../player/index.ts';
import { Icon } from '../../components/icon.tsx';
import { clockTime } from '../../format.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import type { Screening } from './use-screening.ts';

/** What comes after the film: its end, or why it stopped. */
export function VerdictOn({ screening }: { readonly screening: Screening }) {
  const { state, player, retry } = screening;
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => room.current?.querySelector<HTMLElement>('button, a')?.focus(), [state.failure]);

  function again(): void {
    player?.seek(0);
    void player?.play();
  }

  return (
    <div class="verdict" ref={room}>
      <section class="verdict-card" role={state.failure === undefined ? undefined : 'alert'}>
        {state.failure === undefined ? <End name={state.name} /> : <Trouble failure={state.failure} />}
        <div class="verdict-do">
          {state.failure?.retry === 'never' ? null : (
            <button type="button" class="button" onClick={state.failure === undefined ? again : retry}>
              {state.failure === undefined ? words.watch.end.again : words.watch.retry}
            </button>
          )}
          <a class="button button-quiet" href={addressOf.home}>
            {words.watch.end.back}
          </a>
        </div>
        {state.failure !== undefined && (
          <p class="code">
            {words.watch.code} <code>{supportCode(state.failure)}</code>
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
  const sentence = (words.errors as Readonly<Record<string, string | undefined>>)[failure.code];
  return (
    <>
      <Icon name="warning" />
      <h2>{words.wrong.title}</h2>
      <p>
        {sentence === undefined || sentence.includes('{') ? failure.sentence : sentence}{' '}
        {failure.retry !== 'never' && failure.at > 0 && words.watch.keptAt(clockTime(failure.at))}
      </p>
      {failure.retry !== 'never' && (
        <details class="verdict-try">
          <summary>{words.watch.trouble.try}</summary>
          <ol>
            {words.watch.trouble.tries.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

/** The code, and the number that the player's core gave where it did: `player.core 3016`. */
function supportCode({ code, details }: Failure): string {
  const { number } = details as { readonly number?: unknown };
  return typeof number === 'number' && number > 0 ? `${code} ${number}` : code;
}
