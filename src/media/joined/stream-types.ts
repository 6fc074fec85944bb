import type { ByteSource } from '../cmaf/byte-source.ts';

const packet = 188;
const sync = 0x47;
/** Bytes that are read at once, and how often where a table is looked for. */
const window = packet * 512;
const mostWindows = 8;
/** Places at which a source is looked at before it is narrowed down where it changes. */
const places = 12;

/** What a table of a transport stream says that its streams are: types of ISO 13818-1 by PID. */
type Types = ReadonlyMap<number, number>;

interface Table {
  /** Of the packet that it begins in. */
  readonly at: number;
  readonly types: Types;
}

/** Moving pictures, by the types that broadcasters and recorders use. */
const pictureTypes: readonly number[] = [0x01, 0x02, 0x10, 0x1b, 0x20, 0x24, 0x27, 0x33, 0xd1, 0xea];

export function isPictureType(type: number): boolean {
  return pictureTypes.includes(type);
}

export interface TypeChange {
  /** Where the new table is. */
  readonly at: number;
  readonly pid: number;
  readonly from: number;
  readonly to: number;
  /** It is the only stream of pictures, or the only one of another kind, that there was. */
  readonly isAlone: boolean;
}

/**
 * Where streams of a transport stream become something else under their own PID, as where recordings of two codecs are
 * joined. The source is looked at in a few places, and narrowed down between two that differ.
 */
export async function typeChanges(source: ByteSource): Promise<readonly TypeChange[]> {
  const first = await tableFrom(source, 0, source.size);
  if (first === undefined) return [];
  const changes: TypeChange[] = [];
  let before = first;
  for (let place = 1; place <= places; place += 1) {
    const from = place === places ? Math.max(0, source.size - window * 2) : Math.floor((source.size / places) * place);
    if (from <= before.at) continue;
    const table = await tableFrom(source, from, source.size);
    if (table === undefined) continue;
    const changed = changeOf(before.types, table.types);
    if (changed !== undefined) {
      const at = (await narrowed(source, { before, after: table })).at;
      changes.push({ at, ...changed });
    }
    before = table;
  }
  return changes;
}

function changeOf(before: Types, after: Types): Omit<TypeChange, 'at'> | undefined {
  const changed = [...before].filter(([pid, type]) => usual(after.get(pid) ?? type) !== usual(type));
  // Pictures matter most.
  const [found] = changed.sort(([, a], [, b]) => Number(isPictureType(b)) - Number(isPictureType(a)));
  if (found === undefined) return undefined;
  const [pid, from] = found;
  const isAlone = [...before.values()].filter((type) => isPictureType(type) === isPictureType(from)).length === 1;
  return { pid, from, to: after.get(pid) ?? from, isAlone };
}

/** MPEG-1 and MPEG-2 have types of their own, and the same decoders. */
function usual(type: number): number {
  return type === 0x01 ? 0x02 : type === 0x03 ? 0x04 : type;
}

/** The first table that is not as the one before. */
async function narrowed(
  source: ByteSource,
  { before, after }: { readonly before: Table; readonly after: Table },
): Promise<Table> {
  let low = before.at + packet;
  let high = after.at;
  let found = after;
  while (high > low) {
    const middle = Math.floor((low + high) / 2);
    const table = (await tableFrom(source, middle, after.at + packet)) ?? after;
    if (changeOf(before.types, table.types) === undefined) low = Math.max(middle, table.at) + 1;
    else {
      high = middle;
      found = table;
    }
  }
  return found;
}

/** The first whole table of streams that begins within a range. */
async function tableFrom(source: ByteSource, from: number, until: number): Promise<Table | undefined> {
  const tables = new Set<number>();
  for (let reads = 0; reads < mostWindows; reads += 1) {
    const at = from + reads * window;
    if (at >= until) return undefined;
    // A packet that goes over the window's end is read in both.
    const bytes = await source.read(at, Math.min(source.size, at + window + packet) - 1);
    const found = tableIn(bytes, tables);
    if (found !== undefined) return { ...found, at: at + found.at };
  }
  return undefined;
}

function tableIn(bytes: Uint8Array, tables: Set<number>): Table | undefined {
  for (let at = firstPacket(bytes); at + packet <= bytes.length; at += packet) {
    if (bytes[at] !== sync) {
      const next = firstPacket(bytes.subarray(at));
      at += next;
      if (at + packet > bytes.length) return undefined;
    }
    const [, high = 0, low = 0, flags = 0, extra = 0] = bytes.subarray(at, at + 5);
    const pid = ((high & 0x1f) << 8) | low;
    if ((high & 0x40) === 0 || (pid !== 0 && !tables.has(pid)) || (flags & 0x10) === 0) continue;
    const payload = bytes.subarray(at + 4 + ((flags & 0x20) === 0 ? 0 : 1 + extra), at + packet);
    const section = payload.subarray(1 + (payload[0] ?? 0));
    if (pid === 0) for (const one of programmeTables(section)) tables.add(one);
    else {
      const types = typesOf(section);
      if (types !== undefined) return { at, types };
    }
  }
  return undefined;
}

/** Where packets begin: what looks like one is followed by another. */
function firstPacket(bytes: Uint8Array): number {
  for (let at = 0; at + packet < bytes.length; at += 1) {
    if (bytes[at] === sync && bytes[at + packet] === sync) return at;
  }
  return bytes.length;
}

/** The PIDs that a programme association section names. */
function programmeTables(section: Uint8Array): number[] {
  if (section[0] !== 0x00) return [];
  const end = sectionEnd(section);
  const pids: number[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    const programme = two(section, at);
    if (programme !== 0) pids.push(two(section, at + 2) & 0x1fff);
  }
  return pids;
}

/** The types that a programme map section names; undefined where it goes on in another packet. */
function typesOf(section: Uint8Array): Types | undefined {
  const end = sectionEnd(section);
  if (section[0] !== 0x02 || end > section.length) return undefined;
  const types = new Map<number, number>();
  for (let at = 12 + (two(section, 10) & 0xfff); at + 5 <= end; at += 5 + (two(section, at + 3) & 0xfff)) {
    types.set(two(section, at + 1) & 0x1fff, section[at] ?? 0);
  }
  return types;
}

/** Before its checksum. */
function sectionEnd(section: Uint8Array): number {
  return 3 + (two(section, 1) & 0xfff) - 4;
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
