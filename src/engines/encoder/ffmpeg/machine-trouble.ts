/**
 * What ffmpeg says where it could not get at a source, or not work at all. None of it can come of a film's own bytes:
 * memory that is not there is left out, since damaged films ask for too much of it.
 */
const troubles =
  /connection (refused|reset by peer|timed out)|network is unreachable|no route to host|failed to resolve hostname|too many open files|error while loading shared libraries|(server returned|http error) 5\d\d|server returned 5xx/i;

/** The line that tells of this machine's trouble, where a program ended for it; undefined where it did not. */
export function machineTrouble(log: string): string | undefined {
  return log
    .split('\n')
    .find((line) => troubles.test(line))
    ?.trim();
}
