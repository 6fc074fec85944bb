import type { TitleCard } from '../../contracts/index.ts';
import { count, span, year } from '../format.ts';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** Year, length, age, size of the picture and captions, as small quiet marks. What is not known is not said. */
export function Facts({ card }: { readonly card: TitleCard }) {
  const { series } = card;
  return (
    <p class="marks">
      {series !== undefined && (
        <span dir="auto">
          {series.name} · {words.title.episode(count(series.season), count(series.episode))}
        </span>
      )}
      {card.year !== undefined && <span>{year(card.year)}</span>}
      {card.durationSeconds > 0 && <span>{span(card.durationSeconds)}</span>}
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
