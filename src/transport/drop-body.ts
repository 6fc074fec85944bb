/** Lets go of an answer that nobody reads: what makes its body, such as an open file, is told. */
export function dropBody({ body }: Response): void {
  body?.cancel().catch(() => undefined);
}
