import type { AlikeWish, Document, Hit, Sort } from '../index.ts';
import { allOf, counting, fieldOf, isDocument, singleField } from './conditions.ts';
import { byId, groupsOf } from './groups.ts';
import { ask, type Place } from './place.ts';
import { storedValue, valueField } from './stored.ts';
import type { Json } from './wire.ts';

/** Of so many documents it is looked at what they have. */
const mostDocuments = 500;
/** Of so many values it is looked who has them, too: a cluster takes about a thousand parts of a question. */
const mostValues = 900;

export async function alike(place: Place, wish: AlikeWish): Promise<readonly Hit[]> {
  const { mapping } = place;
  const { to, by, group, tieBy, limit } = wish;
  const these = allOf(mapping, to);
  const mine = await ask(place, {
    ...{ size: mostDocuments, track_total_hits: false, sort: [{ id: 'asc' }] },
    query: { bool: { filter: [isDocument, ...these] } },
    _source: by.map(({ field }) => `document.${field}`),
  });
  const documents = mine.hits.hits.map(({ _source }) => (_source?.document ?? {}) as Document);
  const should = by.flatMap(({ field, weight }) => sharing(place, documents, { field, weight })).slice(0, mostValues);
  if (should.length === 0) return [];
  const query = {
    bool: { should, minimum_should_match: 1, filter: [isDocument], must_not: [{ bool: { filter: these } }] },
  };
  const closest: Sort = { by: 'score', order: 'descending' };
  if (tieBy !== undefined) singleField(mapping, tieBy);
  if (group !== undefined) {
    const sort = [closest, { by: tieBy ?? byId, order: 'descending' } as const];
    const asked = {
      wish: { sort, limit, group },
      group,
      cursor: undefined,
      words: should,
      meant: false,
      query,
      aggs: {},
    };
    return (await groupsOf(place, asked)).hits;
  }
  const tie = tieBy === undefined ? [] : [{ [valueField(tieBy)]: { order: 'desc', missing: '_last' } }];
  const found = await ask(place, {
    ...{ query, size: limit, track_total_hits: false, track_scores: true, _source: false },
    sort: [{ _score: 'desc' }, ...tie, { id: 'desc' }],
  });
  return found.hits.hits.map(({ _score, sort }) => ({ id: String(sort.at(-1)), score: _score ?? 0 }));
}

/** A query for each value that documents have of a field. Errors: `index.bad-request`. */
function sharing(
  { mapping }: Place,
  documents: readonly Document[],
  { field: name, weight }: { readonly field: string; readonly weight: number },
): readonly Json[] {
  const field = fieldOf(mapping, name);
  const told = documents.flatMap((document): readonly (string | number)[] => {
    const value = document[name];
    return typeof value === 'object' ? value : value === undefined ? [] : [value];
  });
  const values = new Set(told.map((value) => storedValue(field, value)));
  return [...values].map((value) => counting({ term: { [valueField(name)]: value } }, weight));
}
