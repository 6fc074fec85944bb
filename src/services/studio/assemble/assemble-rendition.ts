import type { AudioRendition, Quality, TextRendition, VideoRendition } from '../../../contracts/index.ts';
import {
  checkAudioFile,
  checkVideoFile,
  durationSeconds,
  gainFor,
  type Heard,
  type Layout,
  layOutAudio,
  layOutVideo,
  mediaPlaylist,
  type Plan,
  type PlannedAudio,
  type PlannedRung,
  type PlannedText,
  readAudioTrack,
  readVideoChunk,
  textPlaylist,
} from '../../../media/index.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import type { Studio, Tx } from '../studio.ts';
import type { OutputRow, RenditionRow } from '../tables.ts';
import { streamOfPieces } from './pieces.ts';
import { stillWanted } from './still-wanted.ts';
import { storedSource } from './stored-source.ts';

/** A rendition of the plan, with the outputs that it is made of, in order. */
export type Unassembled =
  | { readonly kind: 'video'; readonly planned: PlannedRung; readonly outputs: readonly OutputRow[] }
  | { readonly kind: 'audio'; readonly planned: PlannedAudio; readonly outputs: readonly OutputRow[] }
  | { readonly kind: 'text'; readonly planned: PlannedText; readonly outputs: readonly OutputRow[] };

export interface Assembly {
  readonly title: string;
  readonly planHash: string;
  readonly plan: Plan;
  /** What was heard of its tracks before they were evened, by name. */
  readonly heard: ReadonlyMap<string, Heard>;
  /** What was measured of its rungs, by name. */
  readonly quality: ReadonlyMap<string, Quality>;
}

/**
 * Puts one rendition together and stores its file and playlist; the outputs it was made of go. The same outputs give
 * the same bytes. Errors: `media.chunk-mismatch` and other `media.*`, those of objects.
 */
export async function assembleRendition(studio: Studio, assembly: Assembly, parts: Unassembled): Promise<void> {
  if (parts.kind === 'text') return assembleText(studio, assembly, parts);
  const { outputs } = parts;
  const layout = await layOut(studio, assembly.plan, parts);
  const stream = streamOfPieces(studio.objects, { pieces: layout.pieces, keys: outputs.map(({ key }) => key) });
  const stored: StoredFile[] = [];
  try {
    const media = await storeFile(studio, { kind: 'media', title: assembly.title }, stream);
    stored.push(media);
    await checkFile(studio, { media, plan: assembly.plan, layout, parts });
    const playlist = await storePlaylist(studio, assembly.title, mediaPlaylist({ layout, file: 'media.mp4' }));
    stored.push(playlist);
    const longest = Math.max(...layout.segments.map(({ ticks }) => ticks / layout.timescale));
    const described = { ...descriptionOf(layout, assembly, parts), bytes: media.bytes, hash: media.hash };
    await keepRendition(studio, {
      assembly,
      parts,
      row: rowOf(assembly, parts, { media, playlist, longest, described }),
      stored,
      used: outputs.map(({ key }) => key),
    });
  } catch (error) {
    await forget(studio, stored);
    throw error;
  }
}

/** An extracted text is published as it is: its object changes its role, not its place. */
async function assembleText(
  studio: Studio,
  assembly: Assembly,
  parts: Extract<Unassembled, { kind: 'text' }>,
): Promise<void> {
  const [output] = parts.outputs;
  if (output === undefined) return;
  const text = textPlaylist({ durationSeconds: durationSeconds(assembly.plan), file: 'media.vtt' });
  const playlist = await storePlaylist(studio, assembly.title, text);
  const { name, language, label, isDefault, isForced, isForHearingImpaired } = parts.planned;
  const flags = { isDefault, isForced, isForHearingImpaired };
  const described: TextRendition = { name, language, label, ...flags, bytes: output.bytes, hash: output.hash };
  const row = rowOf(assembly, parts, { media: output, playlist, longest: durationSeconds(assembly.plan), described });
  try {
    await keepRendition(studio, { assembly, parts, row, stored: [playlist, output], used: [] });
  } catch (error) {
    await forget(studio, [playlist]);
    throw error;
  }
}

async function layOut(studio: Studio, plan: Plan, parts: Exclude<Unassembled, { kind: 'text' }>): Promise<Layout> {
  const sources = parts.outputs.map((output) => storedSource(studio.objects, output));
  if (parts.kind === 'video') {
    const chunks = [];
    for (const source of sources) chunks.push(await readVideoChunk(source));
    return layOutVideo({ plan, chunks });
  }
  const [source] = sources;
  if (source === undefined) throw new RangeError(`The audio ${parts.planned.name} has no output`);
  return layOutAudio({ plan, audio: parts.planned, track: await readAudioTrack(source) });
}

/** Reads back what has been stored, and holds it against the plan. Errors: `media.*`. */
async function checkFile(
  studio: Studio,
  made: {
    readonly media: StoredFile;
    readonly plan: Plan;
    readonly layout: Layout;
    readonly parts: Exclude<Unassembled, { kind: 'text' }>;
  },
): Promise<void> {
  const { media, plan, layout, parts } = made;
  const source = storedSource(studio.objects, media);
  if (parts.kind === 'video') await checkVideoFile(source, { plan, declared: layout });
  else await checkAudioFile(source, { plan, declared: layout, name: parts.planned.name });
}

function descriptionOf(
  layout: Layout,
  { plan, heard, quality }: Assembly,
  parts: Exclude<Unassembled, { kind: 'text' }>,
): Omit<VideoRendition, 'bytes' | 'hash'> | Omit<AudioRendition, 'bytes' | 'hash'> {
  const { codecs, peakBandwidth, averageBandwidth, init, index } = layout;
  const common = { codecs, peakBandwidth, averageBandwidth, init, index };
  if (parts.kind === 'video') {
    const { name, width, height, families } = parts.planned;
    const { num, den } = plan.frameRate;
    const measured = quality.get(name);
    return {
      ...common,
      name,
      width,
      height,
      frameRate: den === 1 ? String(num) : `${num}/${den}`,
      ...(measured === undefined ? {} : { quality: measured }),
      families: [...families],
    };
  }
  const { name, language, label, channels, sampleRate, isDefault, role } = parts.planned;
  const own = heard.get(name);
  return {
    ...common,
    ...{ name, language, label, channels, sampleRate, isDefault },
    ...(role === undefined ? {} : { role }),
    ...(own === undefined ? {} : { loudness: { ...own, gain: gainFor(own) } }),
  };
}

function storePlaylist(studio: Studio, title: string, text: string): Promise<StoredFile> {
  return storeFile(studio, { kind: 'playlist', title }, new TextEncoder().encode(text));
}

function rowOf(
  { title, planHash }: Assembly,
  { kind, planned }: Unassembled,
  made: {
    readonly media: { readonly key: string };
    readonly playlist: StoredFile;
    readonly longest: number;
    readonly described: VideoRendition | AudioRendition | TextRendition;
  },
): RenditionRow {
  return {
    title,
    plan: planHash,
    name: planned.name,
    kind,
    media_key: made.media.key,
    playlist_key: made.playlist.key,
    longest_segment: made.longest,
    rendition: JSON.stringify(made.described),
  };
}

interface Finished {
  readonly assembly: Assembly;
  readonly parts: Unassembled;
  readonly row: RenditionRow;
  readonly stored: readonly StoredFile[];
  /** Outputs that have been copied. */
  readonly used: readonly string[];
}

async function keepRendition(studio: Studio, { assembly, parts, row, stored, used }: Finished): Promise<void> {
  const { sql } = studio;
  await sql.transaction(async (tx) => {
    if (!(await stillWanted(studio, tx, assembly))) return dropAll(tx, stored, used);
    const made = await sql.insertOnce(tx, 'renditions', { row, keys: ['title', 'plan', 'name'] });
    if (!made) {
      const keys = stored.map(({ key }) => key);
      return doomFiles(tx, parts.kind === 'text' ? keys.slice(0, 1) : keys);
    }
    await keepFiles(tx, stored, assembly.title);
    const keys = parts.outputs.map(({ key }) => key);
    await tx.deleteFrom('outputs').where('key', 'in', keys).execute();
    await doomFiles(tx, used);
  });
}

async function dropAll(tx: Tx, stored: readonly StoredFile[], used: readonly string[]): Promise<void> {
  await doomFiles(tx, [...stored.map(({ key }) => key), ...used]);
}

async function forget(studio: Studio, stored: readonly StoredFile[]): Promise<void> {
  await abandonFiles(
    studio.sql.db,
    stored.map(({ key }) => key),
  );
}
