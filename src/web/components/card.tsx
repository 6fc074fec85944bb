import type { TitleCard } from '../../contracts/catalog/index.ts';
import { count, span, year } from '../format.ts';
import type { Place } from '../resume.ts';
import { addressOf } from '../routes.ts';
import { shortPlaceOf, standingName } from '../series.ts';
import { words } from '../words/index.ts';
import { Still } from './still.tsx';

/** How wide a card's picture is, for `sizes`. */
export const cardSizes = '(max-width: 640px) 44vw, 21rem';

/** Tells cards of one list apart: a series' has the id of its first episode, which may stand beside it. */
export function keyOf({ id, whole }: TitleCard): string {
  return whole?.id ?? id;
}

/** The page that a card stands for. */
export function pageOf({ id, whole }: TitleCard): string {
  return whole === undefined ? addressOf.title(id) : addressOf.series(whole.id);
}

/** A film or a series among others: its still, its name under it, and a brass line where one stopped. */
export function Card({ card, place }: { readonly card: TitleCard; readonly place: Place | undefined }) {
  const { whole, series } = card;
  const at = whole === undefined ? place : undefined;
  const name = standingName(card);
  return (
    <a class="card" href={pageOf(card)}>
      <div class="card-still">
        <Still id={card.id} name={name} artwork={card.artwork} sizes={cardSizes} />
        {at !== undefined && (
          <span class="card-place" aria-hidden="true">
            <span style={{ inlineSize: `${(at.at / at.duration) * 100}%` }} />
          </span>
        )}
      </div>
      <span class="card-name">
        <bdi>{name}</bdi>
      </span>
      <span class="marks">
        {series !== undefined && <span>{shortPlaceOf(series)}</span>}
        {series === undefined && card.year !== undefined && <span>{year(card.year)}</span>}
        {whole !== undefined ? (
          <span>
            {whole.seasons > 1
              ? words.title.seasonCount(whole.seasons, count(whole.seasons))
              : words.title.episodeCount(whole.episodes, count(whole.episodes))}
          </span>
        ) : at === undefined ? (
          card.durationSeconds > 0 && <span>{span(card.durationSeconds)}</span>
        ) : (
          <span>{words.home.left(span(at.duration - at.at))}</span>
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
