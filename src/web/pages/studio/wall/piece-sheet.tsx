import { useEffect, useState } from 'preact/hooks';
import type { Piece, StudioTitle } from '../../../../contracts/studio/index.ts';
import type { ErrorData } from '../../../../kit/index.ts';
import { studio } from '../../../api/studio.ts';
import { Button, ButtonLink } from '../../../components/button.tsx';
import { tell } from '../../../components/toast.tsx';
import { dataOf, toldOf } from '../../../data/error.ts';
import { clockTime, count, listOf, percent, span } from '../../../format.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';

/** One piece of the work, with the log of its last failure; asked for anew when its letter changes. */
export function PieceDetails(props: {
  readonly title: StudioTitle;
  readonly row: string;
  readonly chunk: number;
  readonly letter: string | undefined;
}) {
  const { title, row, chunk, letter } = props;
  const [piece, setPiece] = useState<Piece>();
  const [error, setError] = useState<ErrorData>();
  useEffect(() => {
    const end = new AbortController();
    studio.calls.piece({ id: title.id, row, chunk }, { signal: end.signal }).then(
      (found) => {
        setPiece(found);
        setError(undefined);
      },
      (thrown) => {
        if (!end.signal.aborted) setError(dataOf(thrown));
      },
    );
    return () => end.abort();
  }, [title.id, row, chunk, letter]);

  if (error !== undefined) {
    return (
      <p class="sheet-wrong" role="alert">
        {toldOf(error)} <code>{error.code}</code>
      </p>
    );
  }
  if (piece === undefined) return <p aria-busy="true">{words.studio.piece.loading}</p>;
  return (
    <div class="piece">
      <Facts piece={piece} />
      {title.watchable && piece.from !== undefined && (
        <ButtonLink kind="quiet" icon="play" href={addressOf.watch(title.id, piece.from)}>
          {words.studio.piece.watch}
        </ButtonLink>
      )}
      {piece.failure === undefined ? (
        <p class="quiet">{words.studio.piece.noLog}</p>
      ) : (
        <Failure failure={piece.failure} />
      )}
    </div>
  );
}

function Facts({ piece }: { readonly piece: Piece }) {
  const facts: readonly (readonly [string, string | undefined])[] = [
    [words.studio.piece.state, words.studio.wall.states[piece.state]],
    [
      words.studio.piece.place,
      piece.from === undefined || piece.until === undefined
        ? undefined
        : words.studio.wall.place(clockTime(piece.from), clockTime(piece.until)),
    ],
    [words.studio.piece.makes, piece.makes.length === 0 ? undefined : listOf(piece.makes)],
    [words.studio.piece.encoder, piece.encoder],
    [words.studio.piece.progress, piece.state === 'l' ? percent(piece.progress) : undefined],
    [words.studio.piece.failures, piece.failures === 0 ? undefined : count(piece.failures)],
    [words.studio.piece.cpu, piece.cpuSeconds === undefined ? undefined : span(piece.cpuSeconds)],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Failure({ failure }: { readonly failure: NonNullable<Piece['failure']> }) {
  return (
    <section class="piece-failure">
      <p class="sheet-wrong">
        {failure.sentence} <code>{failure.code}</code>
      </p>
      <h3 id="piece-log">{words.studio.piece.log}</h3>
      <section class="log-box" aria-labelledby="piece-log">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre class="log" dir="ltr" tabIndex={0}>
          {failure.log}
        </pre>
      </section>
      <Button
        kind="quiet"
        icon="copy"
        onClick={() => {
          navigator.clipboard.writeText(failure.log).then(
            () => tell({ text: words.studio.piece.copied }),
            () => undefined,
          );
        }}
      >
        {words.studio.piece.copy}
      </Button>
    </section>
  );
}
