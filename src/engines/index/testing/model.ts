// The port in its simplest form: every document is looked at for every question.
import { fold, joinedWordsOf, wordsOf } from '../../../kit/index.ts';
import type { AlikeWish, Condition, Document, Facet, FacetsWish, Mapping, Operation, Search } from '../index.ts';

export interface Model {
  apply(operations: readonly Operation[]): void;
  /** All pages as one: ids, or what groups share. */
  search(search: Search): { readonly hits: readonly ModelHit[]; readonly total: number };
  distinct(search: Search, field: string): number;
  facets(wish: FacetsWish, field: string): readonly Facet[];
  alike(wish: AlikeWish): readonly { readonly id: string; readonly score: number }[];
}

export interface ModelHit {
  /** Or what the group shares. */
  readonly id: string;
  readonly score: number;
  readonly found: number;
}

type Entry = readonly [id: string, document: Document];
type Value = string | number | undefined;

export function openModel({ fields }: Mapping): Model {
  const stored = new Map<string, Operation>();
  const all = (): Entry[] =>
    [...stored.values()].flatMap(({ id, document }) => (document === undefined ? [] : [[id, document] as const]));

  function compared(field: string, value: string | number): string | number {
    const known = fields[field];
    return known?.type === 'keyword' && known.folded === true ? fold(String(value)).trim() : value;
  }

  function valuesOf(document: Document, field: string): (string | number)[] {
    const value = document[field];
    if (value === undefined) return [];
    return typeof value === 'object' ? [...value] : [value];
  }

  function holds(document: Document, condition: Condition): boolean {
    const values = valuesOf(document, condition.field).map((value) => compared(condition.field, value));
    if ('in' in condition) {
      return condition.in.some((value) => values.includes(compared(condition.field, value)));
    }
    const { from, until } = condition;
    return values.some((value) => (from === undefined || value >= from) && (until === undefined || value <= until));
  }

  function scoreOf(document: Document, { words }: Search): number | undefined {
    if (words === undefined) return 0;
    const { text, beginnings = 'last' } = words;
    const asked = wordsOf(text);
    if (asked.length === 0) return undefined;
    let sum = 0;
    for (const [place, word] of asked.entries()) {
      const mayBegin = beginnings === 'every' || (beginnings === 'last' && place === asked.length - 1);
      let best = 0;
      for (const [name, field] of Object.entries(fields)) {
        if (field.type !== 'text') continue;
        for (const known of valuesOf(document, name).flatMap((value) => [
          ...wordsOf(String(value)),
          ...joinedWordsOf(String(value)),
        ])) {
          const weight = field.weight ?? 1;
          if (known === word) best = Math.max(best, weight * 2);
          else if (mayBegin && known.startsWith(word)) best = Math.max(best, weight);
        }
      }
      if (best === 0) return undefined;
      sum += best;
    }
    return sum;
  }

  function preferred(document: Document, { prefer = [] }: Search): number {
    const fitting = prefer.filter(({ field, value, beginning }) => {
      const mine = document[field];
      return typeof mine === 'string' && (beginning === true ? mine.startsWith(value) : mine === value);
    });
    return Math.max(0, ...fitting.map(({ score }) => score));
  }

  function matching(search: Search): { id: string; document: Document; score: number }[] {
    return all().flatMap(([id, document]) => {
      const score = scoreOf(document, search);
      if (score === undefined || !(search.where ?? []).every((condition) => holds(document, condition))) return [];
      return [{ id, document, score: search.words === undefined ? 0 : score + preferred(document, search) }];
    });
  }

  return {
    apply(operations) {
      for (const operation of operations) {
        if (operation.version > (stored.get(operation.id)?.version ?? -1)) stored.set(operation.id, operation);
      }
    },
    search(search) {
      const found = matching(search);
      const { group, sort = [{ by: 'score', order: 'descending' }] } = search;
      const groups = Map.groupBy(
        found.filter(({ document }) => group === undefined || document[group] !== undefined),
        ({ id, document }) => (group === undefined ? id : String(document[group])),
      );
      const rows = [...groups].map(([id, members]) => ({
        hit: { id, score: Math.max(...members.map(({ score }) => score)), found: members.length },
        keys: sort.map(({ by, order, of }): Value => {
          const values = members.map(({ document, score }) => (by === 'score' ? score : document[by]) as Value);
          return wholeOf(
            values.filter((value) => value !== undefined),
            of ?? (order === 'ascending' ? 'least' : 'greatest'),
          );
        }),
      }));
      const orders = [...sort.map(({ order }) => order), sort.at(-1)?.order ?? 'descending'];
      rows.sort((a, b) => compareAll([...a.keys, a.hit.id], [...b.keys, b.hit.id], orders));
      return { hits: rows.map(({ hit }) => hit), total: found.length };
    },
    distinct(search, field) {
      return new Set(matching(search).flatMap(({ document }) => valuesOf(document, field))).size;
    },
    facets({ where = [], distinct, limit }, field) {
      const had = new Map<string, { value: string; counted: Set<unknown> }>();
      for (const [id, document] of all()) {
        if (!where.every((condition) => holds(document, condition))) continue;
        for (const value of valuesOf(document, field)) {
          const key = String(compared(field, value));
          const facet = had.get(key) ?? { value: '', counted: new Set() };
          const one = distinct === undefined ? id : document[distinct];
          if (one !== undefined) facet.counted.add(one);
          had.set(key, { ...facet, value: String(value) > facet.value ? String(value) : facet.value });
        }
      }
      return [...had]
        .map(([key, { value, counted }]) => ({ key, value, count: counted.size }))
        .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))
        .slice(0, limit)
        .map(({ value, count }) => ({ value, count }));
    },
    alike({ to, by, group, tieBy, limit }) {
      const isOne = (document: Document) => to.every((condition) => holds(document, condition));
      const mine = by.map(
        ({ field }) =>
          new Set(
            all()
              .filter(([, document]) => isOne(document))
              .flatMap(([, document]) => valuesOf(document, field).map((value) => compared(field, value))),
          ),
      );
      const close = all().flatMap(([id, document]) => {
        if (isOne(document)) return [];
        const score = by.reduce((sum, { field, weight }, place) => {
          const theirs = new Set(valuesOf(document, field).map((value) => compared(field, value)));
          return sum + weight * [...theirs].filter((value) => mine[place]?.has(value)).length;
        }, 0);
        const shared = group === undefined ? id : document[group];
        if (score === 0 || shared === undefined) return [];
        return [{ id: String(shared), score, tie: tieBy === undefined ? id : (document[tieBy] as Value) }];
      });
      const groups = [...Map.groupBy(close, ({ id }) => id)].map(([id, members]) => ({
        id,
        score: Math.max(...members.map(({ score }) => score)),
        tie: wholeOf(
          members.map((member) => member.tie).filter((value) => value !== undefined),
          'greatest',
        ),
      }));
      const orders = ['descending', 'descending', 'descending'] as const;
      groups.sort((a, b) => compareAll([a.score, a.tie, a.id], [b.score, b.tie, b.id], orders));
      return groups.slice(0, limit).map(({ id, score }) => ({ id, score }));
    },
  };
}

function wholeOf(values: readonly (string | number)[], of: 'least' | 'greatest' | 'mean'): Value {
  if (values.length === 0) return undefined;
  if (of === 'mean') return values.reduce<number>((sum, value) => sum + Number(value), 0) / values.length;
  return values.reduce((best, value) => ((of === 'least' ? value < best : value > best) ? value : best));
}

function compareAll(a: readonly Value[], b: readonly Value[], orders: readonly ('ascending' | 'descending')[]): number {
  for (const [place, order] of orders.entries()) {
    const [mine, theirs] = [a[place], b[place]];
    if (mine === theirs) continue;
    if (mine === undefined) return 1;
    if (theirs === undefined) return -1;
    const less = mine < theirs ? -1 : 1;
    return order === 'ascending' ? less : -less;
  }
  return 0;
}
