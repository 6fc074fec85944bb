import type { Probe, ProbedStream } from './probed.ts';

/** True where ffprobe gave up all streams because of one that it cannot open. */
export function hasGivenUp(log: string): boolean {
  return /^Could not open codec for input stream \d+/m.test(log);
}

type Part = Partial<Record<keyof ProbedStream, unknown>>;

/**
 * What ffmpeg says of a file for people, as far as it goes: it says it of every stream before it opens any, and so of
 * files that ffprobe gives up in the middle.
 */
export function readDump(lines: readonly string[]): Probe {
  const streams: Part[] = [];
  let format: Probe['format'] = {};
  for (const line of lines) {
    const input = /^Input #0, (.*), from '/.exec(line);
    if (input?.[1] !== undefined) format = { ...format, format_name: input[1] };
    const [, length, start] = /^\s*Duration: ([\d:.]+|N\/A)(?:, start: (-?[\d.]+))?/.exec(line) ?? [];
    if (length !== undefined) format = { ...format, ...durationOf(length), ...(start && { start_time: start }) };
    const stream = /^\s*Stream #0:(\d+)(?:\[\w+\])?(?:\((\S+?)\))?: (Video|Audio|Subtitle|Data|Attachment): (.*)$/.exec(
      line,
    );
    if (stream !== null) streams.push(streamOf(stream));
    const last = streams.at(-1);
    if (last === undefined) continue;
    const [, name, said] = /^\s+(title|DURATION)\s*: (.*)$/.exec(line) ?? [];
    if (name !== undefined) last.tags = { ...(last.tags as object), [name]: said };
    const [, turned] = /^\s+displaymatrix: rotation of (-?[\d.]+) degrees/.exec(line) ?? [];
    if (turned !== undefined) last.side_data_list = [{ rotation: Number(turned) }];
  }
  return { streams: streams as unknown as ProbedStream[], format };
}

function durationOf(text: string): { readonly duration?: string } {
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? { duration: String(seconds) } : {};
}

function streamOf([, index, language, type = '', text = '']: RegExpExecArray): Part {
  const codec = /^[\w-]+/.exec(text)?.[0];
  const tag = /\((\S+) \/ 0x[0-9A-Fa-f]+\)/.exec(text)?.[1];
  const marks = [...text.matchAll(/\(([a-z ]+)\)/g)].map(([, mark = '']) =>
    mark.replace('attached pic', 'attached_pic'),
  );
  return {
    index: Number(index),
    codec_type: type.toLowerCase(),
    ...(codec === undefined || codec === 'none' ? {} : { codec_name: codec }),
    ...(tag === undefined ? {} : { codec_tag_string: tag }),
    disposition: Object.fromEntries(marks.map((mark) => [mark, 1])),
    tags: language === undefined ? {} : { language },
    ...(type === 'Video' ? pictureOf(text) : {}),
    ...(type === 'Audio' ? soundOf(text) : {}),
  };
}

const ticks: Readonly<Record<string, number>> = { '': 1, k: 1000 };

function pictureOf(text: string): Part {
  const [, format, told = ''] = /, (\w+)(?:\(([^)]*)\))?(?:, |$)/.exec(text) ?? [];
  const [, width, height] = /, (\d+)x(\d+)/.exec(text) ?? [];
  const [, rate] = /, ([\d.]+) fps/.exec(text) ?? /, ([\d.]+) tbr/.exec(text) ?? [];
  const [, base, unit = ''] = /, ([\d.]+)(k?) tbn/.exec(text) ?? [];
  const aspect = /SAR (\d+:\d+)/.exec(text)?.[1];
  const words = told.split(', ');
  const [matrix, primaries = matrix, transfer = matrix] =
    words.find((word) => /^(bt|smpte)/.test(word))?.split('/') ?? [];
  return {
    width: Number(width ?? 0),
    height: Number(height ?? 0),
    ...(format === undefined ? {} : { pix_fmt: format }),
    ...(rate === undefined ? {} : { avg_frame_rate: exactRate(Number(rate)) }),
    ...(base === undefined ? {} : { time_base: `1/${Math.round(Number(base) * (ticks[unit] ?? 1))}` }),
    ...(aspect === undefined ? {} : { sample_aspect_ratio: aspect }),
    ...(words.includes('progressive') ? { field_order: 'progressive' } : {}),
    ...(words.includes('top first') ? { field_order: 'tt' } : {}),
    ...(words.includes('bottom first') ? { field_order: 'bb' } : {}),
    color_range: words.find((word) => word === 'tv' || word === 'pc'),
    color_space: matrix,
    color_primaries: primaries,
    color_transfer: transfer,
  };
}

/** It is written with two decimals: 29.97 is 30000/1001. */
function exactRate(rate: number): string {
  const whole = Math.round((rate * 1001) / 1000);
  const isFilm = !Number.isInteger(rate) && Math.abs((whole * 1000) / 1001 - rate) < 0.006;
  return isFilm ? `${whole * 1000}/1001` : `${Math.round(rate * 1000)}/1000`;
}

function soundOf(text: string): Part {
  const [, rate, layout = ''] = /, (\d+) Hz, ([^,]+)/.exec(text) ?? [];
  return { sample_rate: rate ?? '0', channels: channelsOf(layout), channel_layout: layout };
}

/** `mono`, `stereo`, `5.1(side)`, `6 channels`. */
function channelsOf(layout: string): number {
  if (layout === 'mono') return 1;
  const counted = /^(\d+) channels/.exec(layout)?.[1];
  if (counted !== undefined) return Number(counted);
  const [, wide, low = '0'] = /^(\d)\.(\d)/.exec(layout) ?? [];
  return wide === undefined ? 2 : Number(wide) + Number(low);
}
