import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ClusteringType, TableShape } from '../index.ts';
import { encodeKey } from '../key.ts';
import { clusteringOf, rangeOf } from '../plan.ts';
import { isDescending, type Stretch, stretchesOf } from './slices.ts';

const direction = fc.constantFrom<ClusteringType>('integer', 'integer descending', 'text', 'text descending');
const names = ['a', 'b', 'c'] as const;
const digit = fc.integer({ min: 0, max: 2 });
const place = fc.array(digit, { minLength: 1, maxLength: 3 });
const all = names
  .reduce<number[][]>((keys) => keys.flatMap((key) => [0, 1, 2].map((value) => [...key, value])), [[]])
  .map((key) => key);

test('stretches name the rows of a range, each once and in order, whatever the directions of its columns', () => {
  fc.assert(
    fc.property(
      fc.tuple(direction, direction, direction),
      fc.array(digit, { maxLength: 2 }),
      fc.option(place, { nil: undefined }),
      fc.option(place, { nil: undefined }),
      fc.option(fc.record({ nth: fc.nat(26), reverse: fc.boolean() }), { nil: undefined }),
      (types, within, from, to, after) => {
        const shape: TableShape = {
          ...{ name: 't', partition: { p: 'text' }, columns: {} },
          clustering: Object.fromEntries(names.map((name, n) => [name, types[n] ?? 'integer'])),
        };
        const fields = (values: readonly number[], begin = 0) =>
          Object.fromEntries(values.map((value, n) => [names[begin + n], keyValue(types[begin + n], value)]));
        const bounds = {
          within: fields(within),
          ...(from && { from: fields(from.slice(0, 3 - within.length), within.length) }),
          ...(to && { to: fields(to.slice(0, 3 - within.length), within.length) }),
        };
        const key = (values: readonly number[]) => encodeKey(clusteringOf(shape), fields(values));
        const { low, high } = rangeOf(shape, bounds);
        const inRange = all
          .filter((row) => Buffer.compare(key(row), low) >= 0 && (!high || Buffer.compare(key(row), high) < 0))
          .sort((one, other) => Buffer.compare(key(one), key(other)));
        const reached = after && inRange[after.nth % Math.max(1, inRange.length)];
        const rest = inRange.filter((row) => {
          if (!after || !reached) return true;
          const order = Buffer.compare(key(row), key(reached));
          return after.reverse ? order < 0 : order > 0;
        });
        const begun = after && reached && { after: key(reached), reverse: after.reverse };
        const named = stretchesOf(shape, bounds, begun).flatMap((stretch) =>
          all.filter((row) => holds(types, stretch, row)).sort((one, other) => Buffer.compare(key(one), key(other))),
        );
        assert.deepEqual(named, rest);
      },
    ),
    { numRuns: 2000 },
  );
});

function keyValue(type: ClusteringType | undefined, value: number): number | string {
  return type?.startsWith('text') ? String(value) : value;
}

/** As Cassandra understands a stretch: columns compared one by one in their natural order. */
function holds(types: readonly ClusteringType[], { equal, low, high }: Stretch, row: readonly number[]): boolean {
  const values = row.map((value, n) => keyValue(types[n], value));
  if (!equal.every((value, n) => values[n] === value)) return false;
  const turned = isDescending(types[equal.length] ?? '') ? -1 : 1;
  const order = (edge: readonly (string | number)[]) => {
    const differing = edge.findIndex((value, n) => value !== values[equal.length + n]);
    if (differing < 0) return 0;
    return (values[equal.length + differing] ?? 0) < (edge[differing] ?? 0) ? -turned : turned;
  };
  if (low && !(order(low.values) > 0 || (low.inclusive && order(low.values) === 0))) return false;
  return !high || order(high.values) < 0 || (high.inclusive && order(high.values) === 0);
}
