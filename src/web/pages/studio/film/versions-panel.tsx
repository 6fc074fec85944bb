import type { TitleVersion } from '../../../../contracts/studio/index.ts';
import { type Column, Table } from '../../../components/table.tsx';
import { count, dateTime, fileSize } from '../../../format.ts';
import { words } from '../../../words/index.ts';

/** Every version whose files are still there. */
export function VersionsPanel({ versions }: { readonly versions: readonly TitleVersion[] | undefined }) {
  return (
    <section class="panel" aria-labelledby="versions">
      <h2 id="versions">{words.studio.versions.title}</h2>
      {versions === undefined || versions.length === 0 ? (
        <p class="panel-empty" aria-busy={versions === undefined}>
          {words.studio.versions.empty}
        </p>
      ) : (
        <Table
          label={words.studio.versions.label}
          columns={columns()}
          rows={versions}
          keyOf={({ version }) => version}
        />
      )}
    </section>
  );
}

function columns(): readonly Column<TitleVersion>[] {
  const text = words.studio.versions;
  return [
    { key: 'version', head: text.version, names: true, cell: ({ version }) => version },
    { key: 'state', head: words.studio.library.sorts.state, cell: (version) => <State version={version} /> },
    { key: 'published', head: text.published, cell: ({ publishedAt }) => dateTime(publishedAt) },
    {
      key: 'sizes',
      head: text.sizes,
      cell: ({ rungs }) => (
        <span class="sizes">
          {rungs.map(({ name }) => (
            <span key={name}>{name}</span>
          ))}
        </span>
      ),
    },
    {
      key: 'settings',
      head: text.settings,
      cell: ({ settings }) => (settings === undefined ? '' : text.settled(settings.preset, count(settings.crf))),
    },
    { key: 'size', head: text.size, numeric: true, cell: ({ bytes }) => fileSize(bytes) },
  ];
}

function State({ version }: { readonly version: TitleVersion }) {
  const text = words.studio.versions;
  const marks = [
    version.current && text.current,
    !version.complete && text.first,
    version.retiresAt !== undefined && text.retires(dateTime(version.retiresAt)),
  ].filter((mark) => mark !== false);
  return <span class={version.current ? 'version-current' : 'quiet'}>{marks.join(' · ')}</span>;
}
