/** Who reads what, as the log says it. */
export interface Standing<Member> {
  readonly partitions: number;
  readonly members: readonly Member[];
  /** Partition → its owner, where that is a member. */
  readonly owners: ReadonlyMap<number, Member>;
}

/**
 * The partitions that a member takes now: what is free, up to a fair share, then what others have beyond theirs. Who is
 * new takes its share at once, of members that may be dead as well: owners are fenced, so nothing is lost where they are
 * not, and nobody waits for the lease of a process that was killed just before.
 */
export function toTake<Member>(
  me: Member,
  { partitions, members, owners }: Standing<Member>,
  isNew: boolean,
): readonly number[] {
  const all = Array.from({ length: partitions }, (_, partition) => partition);
  const held = new Map(members.map((member) => [member, all.filter((partition) => owners.get(partition) === member)]));
  const mine = held.get(me)?.length ?? 0;
  const most = Math.ceil(partitions / members.length);
  const least = isNew ? most : Math.floor(partitions / members.length);
  const taken = all.filter((partition) => !owners.has(partition)).slice(0, Math.max(0, most - mine));
  while (mine + taken.length < least) {
    const others = [...held.entries()].filter(([member]) => member !== me);
    const [, richest] = others.reduce((a, b) => (b[1].length > a[1].length ? b : a), [me, [] as number[]] as const);
    const partition = richest.pop();
    if (partition === undefined) break;
    taken.push(partition);
  }
  return taken;
}
