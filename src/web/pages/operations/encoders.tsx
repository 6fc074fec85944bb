import { Table } from '../../components/table.tsx';
import { ago, count } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Work } from './health.ts';

/** Who encodes, and how much at a time. */
export function EncodersPanel({ work, now }: { readonly work: Work | undefined; readonly now: number }) {
  const text = words.operations.encoders;
  const encoders = work?.encoders ?? [];
  return (
    <section class="panel" aria-labelledby="encoders">
      <h2 id="encoders">{text.title}</h2>
      {encoders.length === 0 ? (
        <p class="panel-empty" aria-busy={work === undefined}>
          {text.none}
        </p>
      ) : (
        <Table
          label={text.label}
          rows={encoders}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', head: text.name, names: true, cell: ({ name }) => <span dir="ltr">{name}</span> },
            { key: 'leased', head: text.leased, numeric: true, cell: ({ leased }) => count(leased) },
            { key: 'seen', head: text.seen, cell: ({ seenAt }) => ago(seenAt, now) },
          ]}
        />
      )}
    </section>
  );
}
