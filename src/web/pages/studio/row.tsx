import { useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../contracts/index.ts';
import type { ErrorData } from '../../../kit/index.ts';
import { studio } from '../../api.ts';
import { clockTime, span } from '../../format.ts';
import { dataOf } from '../../news.ts';
import { Art } from '../../parts/art.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';

const icons: Readonly<Record<StudioTitle['state'], IconName>> = {
  inspecting: 'dots',
  planning: 'dots',
  encoding: 'dots',
  ready: 'check',
  refused: 'warning',
  failed: 'warning',
  cancelled: 'close',
};

/** One title on the bench. */
export function Row({ title, onChange }: { readonly title: StudioTitle; readonly onChange: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <li class="row" data-state={title.state}>
      <Art id={title.id} size="small" />
      <div class="row-text">
        <h2>{title.name}</h2>
        <p class="row-state">
          <span class="state">
            <Icon name={icons[title.state]} />
            {words.studio.states[title.state]}
          </span>
          {title.watchable && title.state !== 'ready' && <span>{words.studio.watchable}</span>}
          {title.durationSeconds !== undefined && <span>{span(title.durationSeconds)}</span>}
        </p>
        {title.why !== undefined && <p class="row-why">{title.why}</p>}
        {title.state === 'encoding' && <Ladder title={title} />}
        {title.findings.length > 0 && <Findings title={title} />}
      </div>
      <div class="row-do">
        {title.watchable && (
          <a class="button" href={addressOf.watch(title.id)} aria-label={`${words.studio.watch}: ${title.name}`}>
            <Icon name="play" solid />
            {words.studio.watch}
          </a>
        )}
        <button
          type="button"
          class="button button-quiet"
          aria-label={`${words.studio.remove}: ${title.name}`}
          onClick={() => dialog.current?.showModal()}
        >
          {words.studio.remove}
        </button>
      </div>
      <RemoveSheet dialog={dialog} title={title} onChange={onChange} />
    </li>
  );
}

/** How far each rung is. */
function Ladder({ title }: { readonly title: StudioTitle }) {
  const done = title.rungs.reduce((sum, rung) => sum + rung.done, 0);
  const all = title.rungs.reduce((sum, rung) => sum + rung.chunks, 0);
  if (all === 0) return null;
  return (
    <div class="ladder">
      <p>{words.studio.progress(done, all)}</p>
      <ul>
        {title.rungs.map((rung) => (
          <li key={rung.name}>
            <span>{rung.name}</span>
            <progress class="meter" max={rung.chunks} value={rung.done} aria-label={rung.name} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Findings({ title }: { readonly title: StudioTitle }) {
  return (
    <details class="findings">
      <summary>{words.studio.findings(title.findings.length)}</summary>
      <ul>
        {title.findings.map((finding) => (
          <li key={`${finding.code}${finding.at ?? ''}`}>
            <strong>{words.studio.severities[finding.severity]}</strong> {finding.sentence}
            {finding.at !== undefined && <span> {clockTime(finding.at)}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function RemoveSheet(props: {
  readonly dialog: { readonly current: HTMLDialogElement | null };
  readonly title: StudioTitle;
  readonly onChange: () => void;
}) {
  const [error, setError] = useState<ErrorData>();
  async function remove(): Promise<void> {
    try {
      await studio.calls.remove({ id: props.title.id });
      props.dialog.current?.close();
      props.onChange();
    } catch (thrown) {
      setError(dataOf(thrown));
    }
  }
  return (
    <dialog ref={props.dialog} class="sheet ask" aria-label={words.studio.removeAsk(props.title.name)}>
      <h2>{words.studio.removeAsk(props.title.name)}</h2>
      <p>{words.studio.removeWhy}</p>
      {error !== undefined && (
        <p class="upload-wrong" role="alert">
          {error.sentence} <code>{error.code}</code>
        </p>
      )}
      <div class="ask-do">
        <button type="button" class="button button-quiet" onClick={() => props.dialog.current?.close()}>
          {words.studio.removeNo}
        </button>
        <button type="button" class="button" onClick={remove}>
          {words.studio.remove}
        </button>
      </div>
    </dialog>
  );
}
