import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import type { Finding } from '../../../../contracts/title/index.ts';
import { Icon, type IconName } from '../../../components/icon.tsx';
import { Arch } from '../../../components/notice.tsx';
import { clockTime, count } from '../../../format.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';

const icons: Readonly<Record<Finding['severity'], IconName>> = {
  refused: 'wrong',
  repaired: 'check',
  warned: 'warning',
};

/** What inspection and verification noticed, each with a frame from the place where it was. */
export function FindingsPanel({ title }: { readonly title: StudioTitle }) {
  const { findings } = title;
  return (
    <section class="panel" aria-labelledby="findings">
      <h2 id="findings">{words.studio.findings.title}</h2>
      {findings.length === 0 ? (
        <div class="findings-none">
          <Arch icon="check" small />
          <p>{words.studio.findings.none}</p>
        </div>
      ) : (
        <p class="panel-lead">{words.studio.findings.count(findings.length, count(findings.length))}</p>
      )}
      <ul class="findings-list">
        {findings.map((finding, index) => (
          // Two findings may be alike in all but their place in the list.
          <li key={`${finding.code}.${finding.at ?? ''}.${index}`} class={`finding finding-${finding.severity}`}>
            <Frame finding={finding} title={title} />
            <div>
              <p class="finding-mark">
                <Icon name={icons[finding.severity]} />
                {words.studio.findings.severities[finding.severity]}
                <code>{finding.code}</code>
              </p>
              <p>{finding.sentence}</p>
              <Where finding={finding} title={title} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Frame({ finding, title }: { readonly finding: Finding; readonly title: StudioTitle }) {
  if (finding.still === undefined) return null;
  const place = clockTime(finding.at ?? 0);
  const image = (
    <img
      class="finding-still"
      src={finding.still}
      alt={words.studio.findings.still(place)}
      loading="lazy"
      width={160}
      height={90}
    />
  );
  if (!title.watchable || finding.at === undefined) return image;
  return (
    <a href={addressOf.watch(title.id, Math.max(0, finding.at - 1))} aria-label={words.studio.findings.watch(place)}>
      {image}
    </a>
  );
}

function Where({ finding, title }: { readonly finding: Finding; readonly title: StudioTitle }) {
  const { at, until } = finding;
  if (at === undefined) return null;
  const place =
    until === undefined
      ? words.studio.findings.at(clockTime(at))
      : words.studio.findings.stretch(clockTime(at), clockTime(until));
  const share = title.durationSeconds === undefined ? undefined : Math.min(1, at / title.durationSeconds);
  const length =
    title.durationSeconds === undefined || until === undefined ? 0 : Math.min(1, (until - at) / title.durationSeconds);
  return (
    <p class="finding-place">
      <span>{place}</span>
      {share !== undefined && (
        <span class="finding-line" aria-hidden="true">
          <span style={{ insetInlineStart: `${share * 100}%`, inlineSize: `max(3px, ${length * 100}%)` }} />
        </span>
      )}
    </p>
  );
}
