import { useMemo, useRef, useState } from 'preact/hooks';
import type { StudioTitle } from '../../../../contracts/studio/index.ts';
import { Button } from '../../../components/button.tsx';
import { Arch } from '../../../components/notice.tsx';
import { useQuery } from '../../../data/use-query.ts';
import { count } from '../../../format.ts';
import { locale } from '../../../formats.ts';
import { rewrite, useQueryValue } from '../../../router.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';
import { AddressSheet } from '../sheet.tsx';
import { shelfQuery } from '../shelf/shelf-query.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { BulkBar } from './bulk-bar.tsx';
import { listed, plainView, queryOf, shelfCounts, type View, viewOf } from './list.ts';
import { ManySheet } from './many-sheet.tsx';
import { Pages } from './pages.tsx';
import { TitleTable } from './title-table.tsx';
import { Toolbar } from './toolbar.tsx';

/** All titles, as a table that can be searched, narrowed, sorted and worked on many at a time. */
export function Bench({ titles }: { readonly titles: readonly StudioTitle[] }) {
  const [view, setView] = useState(() => viewOf(location.search));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);
  const language = locale();
  const compare = useMemo(
    () => new Intl.Collator(language, { numeric: true, sensitivity: 'base' }).compare,
    [language],
  );
  const list = useMemo(() => listed(titles, view, compare), [titles, view, compare]);
  const counts = useMemo(() => shelfCounts(titles), [titles]);
  const sheet = useQueryValue('sheet');
  const selected = list.all.filter(({ id }) => chosen.has(id));

  function change(news: Partial<View>): void {
    const next = { ...view, page: 1, ...news };
    setView(next);
    rewrite(`${addressOf.studio}${queryOf(next)}`);
  }

  function choose(ids: readonly string[], is: boolean): void {
    const next = new Set(chosen);
    for (const id of ids) {
      if (is) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  }

  const text = words.studio.library;
  return (
    <>
      <section class="bench" ref={box} aria-labelledby="bench">
        <header class="bench-head">
          <h2 id="bench">{text.title}</h2>
          <p class="quiet" role="status">
            {text.count(list.all.length, count(list.all.length))}
          </p>
          <ShelfLink />
        </header>
        {titles.length === 0 ? (
          <div class="bench-empty">
            <Arch icon="film" small />
            <h3>{text.empty.title}</h3>
            <p>{text.empty.sentence}</p>
          </div>
        ) : (
          <>
            <Toolbar view={view} counts={counts} onChange={change} />
            <BulkBar selected={selected} all={list.all} onChoose={choose} />
            {list.all.length === 0 ? (
              <div class="bench-empty">
                <Arch icon="search" small />
                <h3>{text.none.title}</h3>
                <p>{text.none.sentence}</p>
                <Button kind="quiet" onClick={() => change(plainView)}>
                  {text.none.action}
                </Button>
              </div>
            ) : (
              <TitleTable list={list} view={view} chosen={chosen} onChoose={choose} onView={change} />
            )}
            <Pages list={list} view={view} onView={change} />
          </>
        )}
      </section>
      <AddressSheet open={sheet === 'many' && selected.length > 0} title={words.studio.many.title}>
        <ManySheet titles={selected} />
      </AddressSheet>
    </>
  );
}

/** The way to what was removed, where there is anything. */
function ShelfLink() {
  const { value } = useQuery(shelfQuery);
  const removed = value?.titles.length ?? 0;
  if (removed === 0) return null;
  return (
    <a class="bench-shelf" href={addressOf.shelf}>
      {words.studio.shelf.open(count(removed))}
    </a>
  );
}
