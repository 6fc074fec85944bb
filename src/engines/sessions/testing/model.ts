import fc from 'fast-check';

const key = fc.constantFrom('a', 'b', 'b#1', 'b#2', 'ß');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
/** How many versions ago; 0 is the newest that there was. */
const version = fc.integer({ min: 0, max: 3 });

/** What callers do, one after the other. Time passes in seconds, far more than the suite itself takes. */
export const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant('put' as const),
        key,
        value: fc.constantFrom('x', 1, null),
        absent: fc.boolean(),
        version: optional(version),
        seconds: optional(fc.constantFrom(100, 200)),
        /** How many epochs ago; 0 is the present one. */
        epoch: optional(fc.integer({ min: 0, max: 1 })),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('get' as const), key }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('take' as const), key }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('delete' as const), key, version: optional(version) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('raise' as const), key }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('pass' as const), key, seconds: fc.constantFrom(110, 210) }) },
  ),
  { maxLength: 25 },
);
