/** What a printed plan says. */
export interface PlanJson {
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly durations: readonly (readonly [ticks: number, count: number])[];
  readonly segments: readonly number[];
}

export function pictureCountOf(text: string): number {
  const plan: PlanJson = JSON.parse(text);
  return plan.durations.reduce((sum, [, count]) => sum + count, 0);
}
