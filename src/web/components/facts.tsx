import type { TitleCard } from '../../contracts/catalog/index.ts';
import { isPlainEpisodeName } from '../../contracts/files/index.ts';
import { count, span, year } from '../format.ts';
import { shownName } from '../names.ts';
import { placeOf } from '../series.ts';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** Year, length, age, size of the picture and captions, as small quiet marks. What is not known is not said. */
export function Facts({
  card,
  own = false,
}: {
  readonly card: TitleCard;
  /** On its own page, where an episode's name stands large. */
  readonly own?: boolean;
}) {
  const { series, whole } = card;
  return (
    <p class="marks">
      {series !== undefined && <span>{placeOf(series)}</span>}
      {!own && series !== undefined && !isPlainEpisodeName(card.name, series) && (
        <span>
          <bdi>{shownName(card.name)}</bdi>
        </span>
      )}
      {whole !== undefined && (
        <span>
          {whole.seasons > 1
            ? words.title.seasonCount(whole.seasons, count(whole.seasons))
            : words.title.episodeCount(whole.episodes, count(whole.episodes))}
        </span>
      )}
      {card.year !== undefined && <span>{year(card.year)}</span>}
      {whole === undefined && card.durationSeconds > 0 && <span>{span(card.durationSeconds)}</span>}
      {card.maturity !== undefined && (
        <span>
          <span class="mark-box" role="img" aria-label={`${words.title.maturity} ${card.maturity}`}>
            {card.maturity}
          </span>
        </span>
      )}
      {card.height > 0 && <span>{card.height}p</span>}
      {(card.textLanguages ?? []).length > 0 && (
        <span class="mark-icon" role="img" aria-label={words.title.captions}>
          <Icon name="captions" />
        </span>
      )}
    </p>
  );
}
