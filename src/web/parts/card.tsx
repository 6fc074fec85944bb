import type { TitleCard } from '../../contracts/index.ts';
import { span, year } from '../format.ts';
import { shownName } from '../names.ts';
import type { Place } from '../resume.ts';
import { addressOf } from '../routes.ts';
import { words } from '../words/index.ts';
import { Still } from './still.tsx';

/** How wide a card's picture is, for `sizes`. */
export const cardSizes = '(max-width: 640px) 44vw, 21rem';

/** A film among others: its still, its name under it, and a brass line where one stopped. */
export function Card({ card, place }: { readonly card: TitleCard; readonly place: Place | undefined }) {
  return (
    <a class="card" href={addressOf.title(card.id)}>
      <div class="card-still">
        <Still id={card.id} name={card.name} artwork={card.artwork} sizes={cardSizes} />
        {place !== undefined && (
          <span class="card-place" aria-hidden="true">
            <span style={{ inlineSize: `${(place.at / place.duration) * 100}%` }} />
          </span>
        )}
      </div>
      <span class="card-name">
        <bdi>{shownName(card.name)}</bdi>
      </span>
      <span class="marks">
        {card.series !== undefined && (
          <span>{words.title.episode(String(card.series.season), String(card.series.episode))}</span>
        )}
        {card.series === undefined && card.year !== undefined && <span>{year(card.year)}</span>}
        {place === undefined ? (
          card.durationSeconds > 0 && <span>{span(card.durationSeconds)}</span>
        ) : (
          <span>{words.home.left(span(place.duration - place.at))}</span>
        )}
      </span>
    </a>
  );
}

/** A card that is not known yet. */
export function BlankCard() {
  return (
    <div class="card" aria-hidden="true">
      <div class="still">
        <div class="art art-blank" />
      </div>
      <span class="card-name">&nbsp;</span>
      <span class="marks">&nbsp;</span>
    </div>
  );
}
