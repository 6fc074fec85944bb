/**
 * Starts `"$@"` in the supervisor's own process group and stays beside it. Standard input is a pipe whose other end
 * the owner holds: when that closes, even because the owner was killed, everything in the group is killed. When the
 * program ends, its CPU times (`times`, POSIX) and exit code go to descriptor 3, and what it left behind in the
 * group is killed too. The program itself sees neither pipe.
 */
export const supervisorScript = `exec 4<&0 </dev/null
"$@" 3>&- 4<&- &
program=$!
{ read -r _ <&4; kill -9 0; } 3>&- &
wait "$program"
code=$?
times >&3
echo "code $code" >&3
kill -9 0`;

export interface SupervisorReport {
  readonly code: number;
  /** User and system, of the program and all descendants that were waited for. */
  readonly cpuSeconds: number;
}

/**
 * Reads descriptor 3: two lines of `times` (the shell's own, its children's), each `0m0.12s 0m0.03s`, then the code.
 * Undefined when the report is not whole: the supervisor itself was killed.
 */
export function parseReport(text: string): SupervisorReport | undefined {
  const match = /^.*\n(.*)\ncode (\d+)\n/.exec(text);
  if (match === null) return undefined;
  const times = [...(match[1] ?? '').matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g)];
  const seconds = times.map(([, minutes, rest = '0']) => Number(minutes) * 60 + Number(rest.replace(',', '.')));
  return { code: Number(match[2]), cpuSeconds: seconds.reduce((sum, value) => sum + value, 0) };
}
