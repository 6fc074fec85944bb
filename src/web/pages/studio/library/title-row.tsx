import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import { Icon } from '../../../components/icon.tsx';
import { Menu, type MenuItem } from '../../../components/menu.tsx';
import { Meter } from '../../../components/meter.tsx';
import { Still } from '../../../components/still.tsx';
import { ago, count, percent, span, year } from '../../../format.ts';
import { go } from '../../../router.ts';
import { addressOf } from '../../../routes.ts';
import { shortPlaceOf } from '../../../series.ts';
import { words } from '../../../words/index.ts';
import {
  canCancel,
  cancel,
  canPause,
  canReencode,
  canReplace,
  canResume,
  canRetry,
  pause,
  remove,
  resume,
  retry,
} from '../actions.ts';
import { roughly } from '../film/estimate.ts';
import { StateMark } from '../state-mark.tsx';
import { isBusy, isTrouble, shareOf, tallest } from './list.ts';

/** One title on the bench. */
export function TitleRow(props: {
  readonly title: StudioTitle;
  readonly number: number;
  readonly chosen: boolean;
  readonly onChoose: (ids: readonly string[], is: boolean) => void;
}) {
  const { title, chosen } = props;
  const text = words.studio.library;
  return (
    <tr class="title-row" aria-rowindex={props.number} data-chosen={chosen} data-title={title.id}>
      <td class="cell-choose">
        <label class="choose">
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => props.onChoose([title.id], event.currentTarget.checked)}
          />
          <span class="unseen">{text.select(title.name)}</span>
        </label>
      </td>
      <th scope="row" class="cell-name">
        <a href={addressOf.film(title.id)} class="title-link">
          <Still id={title.id} artwork={title.artwork} sizes="8rem" class="title-still" />
          <span class="title-words">
            <span class="title-name" dir="auto">
              {title.name}
            </span>
            <Under title={title} />
          </span>
        </a>
      </th>
      <td class="cell-state">
        <StateMark title={title} />
      </td>
      <td class="cell-progress">
        <Progress title={title} />
      </td>
      <td class="cell-length">{title.durationSeconds === undefined ? '' : span(title.durationSeconds)}</td>
      <td class="cell-rungs">
        {title.rungs.length > 0 && (
          <>
            <span>{tallest(title)}p</span>{' '}
            <span class="quiet">{text.rungs(title.rungs.length, count(title.rungs.length))}</span>
          </>
        )}
      </td>
      <td class="cell-added">{ago(title.addedAt, systemClock.now())}</td>
      <td class="cell-do">
        <Actions title={title} />
      </td>
    </tr>
  );
}

function Under({ title }: { readonly title: StudioTitle }) {
  const { metadata, findings } = title;
  const parts = [
    metadata?.year === undefined ? undefined : year(metadata.year),
    metadata?.series === undefined ? undefined : `${metadata.series.name} · ${shortPlaceOf(metadata.series)}`,
    findings.length > 0 ? words.studio.findings.count(findings.length, count(findings.length)) : undefined,
  ].filter((part) => part !== undefined);
  if (title.why !== undefined && isTrouble(title)) return <span class="title-under title-why">{title.why}</span>;
  return parts.length === 0 ? null : <span class="title-under">{parts.join(' · ')}</span>;
}

function Progress({ title }: { readonly title: StudioTitle }) {
  if (!isBusy(title)) return null;
  const share = shareOf(title);
  const left = title.progress?.remainingSeconds;
  const shown =
    left === undefined || title.paused === true
      ? percent(share)
      : `${percent(share)} · ${words.studio.remaining(span(roughly(left)))}`;
  return (
    <>
      <Meter label={words.studio.film.progress} share={share} shown={shown} />
      <span class="title-under" aria-hidden="true">
        {shown}
      </span>
    </>
  );
}

function Actions({ title }: { readonly title: StudioTitle }) {
  const text = words.studio.do;
  const page = addressOf.film(title.id);
  const items: readonly (MenuItem | false)[] = [
    { key: 'open', name: text.open, icon: 'film', onChoose: () => go(page) },
    title.watchable && { key: 'watch', name: text.watch, icon: 'play', onChoose: () => go(addressOf.watch(title.id)) },
    { key: 'edit', name: text.edit, icon: 'edit', onChoose: () => go(`${page}?sheet=edit`) },
    canReencode(title) && {
      key: 'again',
      name: text.reencode,
      icon: 'again',
      onChoose: () => go(`${page}?sheet=again`),
    },
    canReplace(title) && {
      key: 'replace',
      name: words.studio.replace.title,
      icon: 'upload',
      onChoose: () => go(`${page}?sheet=replace`),
    },
    canPause(title) && { key: 'pause', name: text.pause, icon: 'pause', onChoose: () => void pause(title) },
    canResume(title) && { key: 'resume', name: text.resume, icon: 'play', onChoose: () => void resume(title) },
    canRetry(title) && { key: 'retry', name: text.retry, icon: 'again', onChoose: () => void retry(title) },
    canCancel(title) && { key: 'cancel', name: text.cancel, icon: 'stop', onChoose: () => void cancel(title) },
    { key: 'remove', name: text.remove, icon: 'remove', danger: true, onChoose: () => void remove([title]) },
  ];
  return (
    <div class="title-do">
      {title.watchable && (
        <a class="button-icon" href={addressOf.watch(title.id)} aria-label={`${text.watch}: ${title.name}`}>
          <Icon name="play" solid />
        </a>
      )}
      <Menu label={text.more(title.name)} items={items.filter((item) => item !== false)} />
    </div>
  );
}
