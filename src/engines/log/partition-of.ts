/** A key's partition by FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo): the same in every process, version and adapter. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % partitions;
}
