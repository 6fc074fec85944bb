/** When something was said, while it is not known yet by how much each line between two jumps is moved. */
export interface Moment {
  /** On the source's own timeline. */
  readonly seconds: number;
  /** Jumps before it. */
  readonly line: number;
}

/** On the film's clock. */
export function momentSeconds({ seconds, line }: Moment, shifts: readonly number[]): number {
  return seconds + (shifts[line] ?? 0);
}
