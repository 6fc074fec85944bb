import { ago, dateTime } from '../../format.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import type { Work } from './health.ts';

/** What went wrong of late, newest first, with codes that can be looked up. */
export function TroublesPanel({ work, now }: { readonly work: Work | undefined; readonly now: number }) {
  const text = words.operations.troubles;
  const troubles = work?.troubles ?? [];
  return (
    <section class="panel" aria-labelledby="troubles">
      <h2 id="troubles">{text.title}</h2>
      {troubles.length === 0 ? (
        <p class="panel-empty" aria-busy={work === undefined}>
          {text.none}
        </p>
      ) : (
        <ol class="troubles" aria-label={text.label}>
          {troubles.map((trouble, index) => (
            // The same may go wrong twice in a millisecond.
            <li key={`${trouble.at}.${index}`}>
              <p class="trouble-mark">
                <code>{trouble.code}</code>
                <time dateTime={trouble.at} title={dateTime(trouble.at)}>
                  {ago(trouble.at, now)}
                </time>
              </p>
              <p>{trouble.sentence}</p>
              {trouble.title !== undefined && (
                <p>
                  <a class="trouble-title" href={addressOf.film(trouble.title)} dir="auto">
                    {trouble.name ?? trouble.title}
                  </a>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
