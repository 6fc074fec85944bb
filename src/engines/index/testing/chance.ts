// Documents and questions by chance, few enough of each that they meet.
import type { Random } from '../../../kit/index.ts';
import type { AlikeWish, Condition, Document, FacetsWish, Operation, Search } from '../index.ts';

const words = ['rock', 'rocky', 'rocket', 'Straße', 'strasse', 'Élan', 'über', 'المومياء', 'war', 'wars', '2', '10'];
const genres = ['Drama', 'drama', 'Krimi', 'Sci-Fi', 'Comédie', 'comedie'];

export interface Chance {
  operation(): Operation;
  search(): Search;
  facets(): FacetsWish;
  alike(): AlikeWish;
}

export function chance(random: Random): Chance {
  const below = (n: number) => Math.floor(random.float() * n);
  const pick = <Item>(list: readonly Item[]): Item => list[below(list.length)] as Item;
  const maybe = <Item>(item: () => Item): Item | undefined => (random.float() < 0.5 ? item() : undefined);
  const some = (list: readonly string[], most: number) => Array.from({ length: below(most + 1) }, () => pick(list));

  function document(): Document {
    const filled = {
      name: some(words, 3).join(' '),
      people: maybe(() => some(words, 3)),
      genre: some(genres, 3),
      series: maybe(() => pick(['a', 'b', 'c'])),
      key: maybe(() => some(words, 2).join(' ')),
      year: maybe(() => 1990 + below(5)),
      addedAt: maybe(() => below(20)),
    };
    return Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined));
  }

  function condition(): Condition {
    const from = 1990 + below(5);
    return pick<Condition>([
      { field: 'genre', in: some(genres, 2) },
      { field: 'series', in: [pick(['a', 'b', 'x'])] },
      { field: 'year', in: [from] },
      { field: 'year', from, until: from + below(3) },
      { field: 'addedAt', from: below(20) },
      { field: 'key', until: 's' },
    ]);
  }

  const conditions = () => Array.from({ length: below(3) }, condition);
  const only = <Key extends string, Value>(key: Key, value: Value | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
  const sorts = ['score', 'year', 'addedAt', 'key'] as const;
  const sort = () =>
    Array.from({ length: 1 + below(2) }, () => ({
      by: pick(sorts),
      order: pick(['ascending', 'descending'] as const),
      ...only(
        'of',
        maybe(() => pick(['least', 'greatest'] as const)),
      ),
    }));
  let version = 0;

  return {
    operation() {
      version += 1;
      return {
        id: `d${below(40)}`,
        // Now and then one that comes too late.
        version: random.float() < 0.2 ? below(version) : version,
        document: random.float() < 0.15 ? undefined : document(),
      };
    },
    search: () => ({
      limit: 1 + below(12),
      where: conditions(),
      ...only(
        'words',
        maybe(() => ({
          text: [pick(words), ...some(words, 1)].join(' ').slice(0, 2 + below(12)),
          beginnings: pick(['every', 'last', 'none'] as const),
        })),
      ),
      ...only('sort', maybe(sort)),
      ...only(
        'group',
        maybe(() => 'series'),
      ),
      ...only(
        'prefer',
        maybe(() => [
          { field: 'key', value: pick(words), score: 100 },
          { field: 'key', value: pick(words), beginning: true, score: 20 },
        ]),
      ),
      ...only(
        'distinct',
        maybe(() => ['series', 'year']),
      ),
    }),
    facets: () => ({
      fields: ['genre', 'series'],
      where: conditions(),
      limit: 1 + below(8),
      ...only(
        'distinct',
        maybe(() => 'series'),
      ),
    }),
    alike: () => ({
      to: [{ field: 'series', in: [pick(['a', 'b'])] }],
      by: [
        { field: 'genre', weight: 1 },
        { field: 'key', weight: 3 },
      ],
      limit: 1 + below(12),
      ...only(
        'group',
        maybe(() => 'series'),
      ),
      ...only(
        'tieBy',
        maybe(() => 'addedAt'),
      ),
    }),
  };
}
