import { SearchField, Select } from '../../../components/field.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Segmented } from '../../../components/segmented.tsx';
import { count } from '../../../format.ts';
import { words } from '../../../words/index.ts';
import { type Shelf, shelves, sorts, startsDown, type View } from './list.ts';

/** What of the library is shown, and in which order. */
export function Toolbar(props: {
  readonly view: View;
  readonly counts: Readonly<Record<Shelf, number>>;
  readonly onChange: (news: Partial<View>) => void;
}) {
  const { view, counts, onChange } = props;
  const text = words.studio.library;
  // A shelf that is empty says nothing; the one that is shown stays.
  const there = shelves.filter((shelf) => shelf === 'all' || counts[shelf] > 0 || shelf === view.shelf);
  return (
    <div class="toolbar">
      <SearchField label={text.search} value={view.q} onValue={(q) => onChange({ q })} />
      <Segmented
        label={text.show}
        value={view.shelf}
        choices={there.map((shelf) => [shelf, `${text.shelves[shelf]} ${count(counts[shelf])}`] as const)}
        onValue={(shelf) => onChange({ shelf })}
      />
      <div class="toolbar-sort">
        <Select
          label={text.sort}
          value={view.sort}
          choices={sorts.map((sort) => [sort, text.sorts[sort]] as const)}
          onValue={(sort) => onChange({ sort, down: startsDown(sort) })}
        />
        <button
          type="button"
          class="button-icon"
          aria-label={view.down ? text.order.down : text.order.up}
          title={view.down ? text.order.down : text.order.up}
          data-turned={!view.down}
          onClick={() => onChange({ down: !view.down })}
        >
          <Icon name="down" />
        </button>
      </div>
    </div>
  );
}
