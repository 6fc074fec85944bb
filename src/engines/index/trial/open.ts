import type { Dice } from '../../../host/index.ts';
import { indexErrors } from '../errors.ts';
import type { Index, Operation, Outcome } from '../index.ts';

/** Shares of what goes wrong. */
const [lost, busy, late, stale] = [0.02, 0.05, 0.1, 0.1] as const;
/** An answer may be so old that what was written meanwhile is not in it. */
const staleAnswers = 50;
const lateOperations = 100;

/**
 * Any adapter of the port with all the freedoms that it leaves: parts of a bulk that are throttled, operations that come
 * late, twice and out of order, answers that are lost after the effect, searches that do not see yet what was written.
 */
export function trialIndex(index: Index, dice: Dice): Index {
  /** What a search answered before, until a refresh. */
  const answers = new Map<string, unknown>();
  /** Operations that arrive once more. */
  const underway = new Map<string, Operation[]>();

  async function before(): Promise<void> {
    await dice.delay();
    if (dice.happens(lost)) throw indexErrors.error('index.unreachable');
  }

  async function after<Answer>(answer: Answer): Promise<Answer> {
    if (dice.happens(lost)) throw indexErrors.error('index.unreachable');
    return answer;
  }

  async function reading<Answer>(asked: readonly unknown[], read: () => Promise<Answer>): Promise<Answer> {
    await before();
    const key = JSON.stringify(asked);
    if (answers.has(key) && dice.happens(stale)) return answers.get(key) as Answer;
    const answer = await read();
    answers.set(key, answer);
    const [oldest] = answers.keys();
    if (answers.size > staleAnswers && oldest !== undefined) answers.delete(oldest);
    return answer;
  }

  async function bulk(name: string, operations: readonly Operation[]): Promise<readonly Outcome[]> {
    await before();
    const outcomes: (Outcome | undefined)[] = operations.map(({ id }) =>
      dice.happens(busy) ? { id, outcome: 'busy', why: 'Too much is being written.' } : undefined,
    );
    const admitted = shuffled([...operations.keys()].filter((place) => outcomes[place] === undefined));
    await repeatLate(name);
    const told = await index.bulk(
      name,
      admitted.flatMap((place) => operations[place] ?? []),
    );
    for (const [nth, place] of admitted.entries()) outcomes[place] = told[nth];
    keepSome(
      name,
      operations.filter((_, place) => outcomes[place]?.outcome === 'done'),
    );
    return after(outcomes.filter((outcome) => outcome !== undefined));
  }

  function keepSome(name: string, operations: readonly Operation[]): void {
    const some = operations.filter(() => dice.happens(late));
    underway.set(name, [...(underway.get(name) ?? []), ...some].slice(-lateOperations));
  }

  async function repeatLate(name: string): Promise<void> {
    const some = underway.get(name) ?? [];
    if (some.length === 0 || !dice.happens(0.5)) return;
    underway.delete(name);
    await index.bulk(name, some);
  }

  function shuffled(places: number[]): number[] {
    const list = [...places];
    for (let last = list.length - 1; last > 0; last -= 1) {
      const other = dice.pick(last + 1);
      [list[last], list[other]] = [list[other] as number, list[last] as number];
    }
    return list;
  }

  return {
    async create(name, mapping) {
      await before();
      await after(await index.create(name, mapping));
    },
    async alias(alias, name) {
      await before();
      answers.clear();
      await after(await index.alias(alias, name));
    },
    async drop(name) {
      await before();
      underway.delete(name);
      answers.clear();
      await after(await index.drop(name));
    },
    describe: (name) => before().then(() => index.describe(name)),
    list: () => before().then(() => index.list()),
    bulk,
    async refresh(name) {
      await before();
      await index.refresh(name);
      answers.clear();
    },
    search: (name, wish) => reading(['search', name, wish], () => index.search(name, wish)),
    facets: (name, wish) => reading(['facets', name, wish], () => index.facets(name, wish)),
    suggest: (name, wish) => reading(['suggest', name, wish], () => index.suggest(name, wish)),
    alike: (name, wish) => reading(['alike', name, wish], () => index.alike(name, wish)),
    close: () => index.close(),
  };
}
