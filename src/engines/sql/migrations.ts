import type { Migration } from './index.ts';

/** Refuses names that do not follow each other. The ledger's own all bear 0000; a service's rise. */
export function checkNames(migrations: readonly Migration[]): void {
  let before = '';
  for (const { name } of migrations) {
    if (!/^\d{4}-[a-z0-9-]+$/.test(name)) throw new TypeError(`A migration is named like 0001-titles, not ${name}`);
    if (name.slice(0, 4) <= before && !name.startsWith('0000-ledger'))
      throw new TypeError(`Migration ${name} does not come after ${before}`);
    before = name.slice(0, 4);
  }
}
