/** Where bytes came from. */
export interface Source {
  /** Host and port. */
  readonly host: string;
  readonly bytes: number;
}

/** Adds up what each server gave, the one that gave most first. */
export function sourceTally() {
  const byHost = new Map<string, number>();
  return {
    add(address: string, bytes: number): void {
      const { host } = new URL(address);
      byHost.set(host, (byHost.get(host) ?? 0) + bytes);
    },
    list: (): readonly Source[] =>
      [...byHost].map(([host, bytes]) => ({ host, bytes })).sort((a, b) => b.bytes - a.bytes),
  };
}
