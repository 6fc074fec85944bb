import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LookBack, startLookBack } from './look-back.ts';

/** What the database does: numbers are given at once, rows appear at the commit, in any order. */
function database() {
  let given = 0;
  const journal = new Map<number, string>();
  const states = new Map<string, number>();
  return {
    journal,
    states,
    begin: (title: string) => ({ number: ++given, title }),
    commit({ number, title }: { number: number; title: string }) {
      journal.set(number, title);
      states.set(title, (states.get(title) ?? 0) + 1);
    },
    newest: () => Math.max(0, ...journal.keys()),
    after: (from: number) =>
      [...journal].filter(([number]) => number > from).map(([number, title]) => ({ number, title })),
  };
}

type Database = ReturnType<typeof database>;

/** A studio's process that tells, as feed.ts does: what is new since its last look, and what appeared behind that. */
function process(db: Database, monotonic: () => number) {
  let at = db.newest();
  const back: LookBack = startLookBack({ newest: at, monotonic });
  back.look(db.after(back.settled()));
  return {
    place: () => back.settled(),
    poll(): ReadonlySet<string> {
      const rows = db.after(back.settled());
      const late = back.look(rows);
      const fresh = rows.filter(({ number }) => number > at).map(({ title }) => title);
      at = Math.max(at, db.newest());
      return new Set([...late, ...fresh]);
    },
    since: (place: number): ReadonlySet<string> => new Set(db.after(place).map(({ title }) => title)),
  };
}

const titles = ['a', 'b', 'c'];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const), title: fc.constantFrom(...titles) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('commit' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('poll' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(14_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const) }) },
);

test('a listener of two studios, whose writers commit in any order, comes to know every title as it is', () => {
  let lateOnes = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 60, maxLength: 160 }), (steps) => {
      let now = 0;
      const db = database();
      const studios = [process(db, () => now), process(db, () => now)] as const;
      /** What the listener knows; whom it hears; where it would go on. */
      const known = new Map<string, number>();
      let hears = 0;
      let place = studios[0].place();
      const hear = (told: ReadonlySet<string>) => {
        for (const title of told) known.set(title, db.states.get(title) ?? 0);
      };
      const poll = () => {
        for (const [index, studio] of studios.entries()) {
          const told = studio.poll();
          if (index === hears) hear(told);
        }
        place = studios[hears]?.place() ?? 0;
      };
      const open: { number: number; title: string; at: number }[] = [];
      const commit = (which: number) => {
        const [done] = open.splice(which % Math.max(1, open.length), 1);
        if (done === undefined) return;
        if (done.number < db.newest()) lateOnes += 1;
        db.commit(done);
      };
      for (const each of steps) {
        if (each.do === 'begin') open.push({ ...db.begin(each.title), at: now });
        if (each.do === 'commit') commit(each.which);
        if (each.do === 'undo') open.splice(each.which % Math.max(1, open.length), 1);
        if (each.do === 'poll') poll();
        if (each.do === 'move') {
          hears = 1 - hears;
          const other = studios[hears];
          if (other !== undefined) hear(other.since(place));
        }
        if (each.do === 'wait') {
          now += each.ms;
          // Nobody keeps a transaction open for longer than 30 s.
          while (open[0] !== undefined && open[0].at < now - 16_000) commit(0);
        }
      }
      while (open.length > 0) commit(0);
      poll();
      assert.deepEqual(known, db.states);
    }),
    { numRuns: 500 },
  );
  assert.ok(lateOnes > 100, 'changes were committed out of order');
});

test('what is settled follows what was looked at, so that little is looked through again', () => {
  let now = 0;
  const back = startLookBack({ newest: 20_000, monotonic: () => now });
  assert.equal(back.settled(), 18_000);
  back.look([{ number: 20_001, title: 'a' }]);
  now = 46_000;
  back.look([{ number: 20_002, title: 'a' }]);
  assert.equal(back.settled(), 20_001);
});
