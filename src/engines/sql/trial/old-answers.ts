import type { Dice } from '../../../host/index.ts';
import type { Around } from '../statements.ts';

/** How often a replica is behind, where it has been asked the same before. */
const behind = 0.5;
const mostKept = 1_000;

/** Answers as a replica that lags gives them: what was true when the same was asked before, or what is true now. */
export function oldAnswers(dice: Dice): Around {
  const kept = new Map<string, unknown>();
  return async <Result>({ sql, parameters }: Parameters<Around>[0], run: () => Promise<Result>) => {
    await dice.delay();
    const asked = JSON.stringify([sql, parameters], (_, value) => (typeof value === 'bigint' ? String(value) : value));
    const old = kept.get(asked) as Result | undefined;
    if (old !== undefined && dice.happens(behind)) return old;
    const result = await run();
    kept.set(asked, result);
    const [first] = kept.keys();
    if (kept.size > mostKept && first !== undefined) kept.delete(first);
    return result;
  };
}
