import { cardStyleOf, motifPath } from './title-card.ts';

/** A film's card while it has no still: a title of the silent days. Says nothing to screen readers. */
export function Art({
  id,
  name,
  size = 'card',
}: {
  readonly id: string;
  readonly name?: string;
  readonly size?: string;
}) {
  const { tone, motif } = cardStyleOf(id);
  return (
    <div class={`art art-${size} tone-${tone}`} aria-hidden="true">
      <svg viewBox="0 0 320 180" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
        <path class="art-motif" d={motifPath(motif)} />
      </svg>
      {name !== undefined && (
        <div class="art-plate">
          <span class={name.length > 28 ? 'art-name art-name-long' : 'art-name'}>{name}</span>
        </div>
      )}
    </div>
  );
}
