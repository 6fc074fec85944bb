// What our cutting costs: a film's whole way through Bijou beside one ffmpeg process that makes the same ladder with
// cascaded scaling. `node bench/encode/run.ts [--json] [FILM…]`; without films, those beside the checkout, else made ones.
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { filmsToEncode } from './films.ts';
import { encodeByBijou, type OurRun } from './our-way.ts';
import { encodeByFfmpeg, type RivalRun } from './rival.ts';
import { meanSsim } from './ssim.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const { films, folder } = await filmsToEncode(positionals);
const figures: Record<string, Readonly<Record<string, number>>> = {};
try {
  for (const film of films) {
    const ours = await encodeByBijou(film);
    try {
      const rival = await encodeByFfmpeg(film, ours.plan);
      await print(film, ours, rival);
      await rival.forget();
    } finally {
      await ours.forget();
    }
  }
  if (values.json) console.log(JSON.stringify(figures));
} finally {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

async function print(film: string, ours: OurRun, rival: RivalRun): Promise<void> {
  const row = (...cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
  const times = (cpu: number) => (cpu / rival.cpuSeconds).toFixed(2);
  const encode = sum(ours.cpu, ['first-look', 'ladder', 'audio', 'text']) + ours.serverCpu;
  console.log(
    `\n${basename(film)}, ${ours.seconds.toFixed(0)} s, rungs ${ours.plan.rungs.map(({ name }) => name).join(' ')}\n`,
  );
  row('what', 'CPU seconds', 'x one ffmpeg', 'aim');
  row('---', '---', '---', '---');
  row('one ffmpeg, cascaded scaling', rival.cpuSeconds.toFixed(1), '1.00', '');
  row('Bijou: cut, encode, package (children and server)', encode.toFixed(1), times(encode), '<= 1.10');
  for (const [part, cpu] of ours.cpu) row(`… ${part}`, cpu.toFixed(1), times(cpu), '');
  row('… server', ours.serverCpu.toFixed(1), times(ours.serverCpu), '');
  row('Bijou: the whole way', ours.wholeCpu.toFixed(1), times(ours.wholeCpu), '<= 1.50');
  row(
    'first look ready after, share of the whole time',
    `${((100 * ours.watchableMs) / ours.readyMs).toFixed(0)}%`,
    '',
    '',
  );
  row('memory at most, PSS of all processes', `${(ours.peakPss / 2 ** 20).toFixed(0)} MiB`, '', '');
  row('memory at most, one ffmpeg', `${(rival.peakRss / 2 ** 20).toFixed(0)} MiB`, '', '');
  figures[basename(film)] = {
    encode: encode / rival.cpuSeconds,
    whole: ours.wholeCpu / rival.cpuSeconds,
    firstLook: ours.watchableMs / ours.readyMs,
    firstLookMs: ours.watchableMs,
    peakMib: ours.peakPss / 2 ** 20,
  };
  console.log('');
  row('rung', 'kbit/s ours', 'kbit/s one ffmpeg', 'bits', 'SSIM ours', 'SSIM one ffmpeg', 'difference');
  row('---', '---', '---', '---', '---', '---', '---');
  for (const { name, width, height } of ours.plan.rungs) {
    const [a, b] = [ours.files.get(name) ?? '', rival.files.get(name) ?? ''];
    const [mine, theirs] = await Promise.all([bitRate(ours, a), bitRate(ours, b)]);
    const size = { width, height };
    const [one, other] = [await meanSsim(film, a, size), await meanSsim(film, b, size)];
    const difference = (100 * (one - other)) / other;
    row(
      name,
      mine.toFixed(0),
      theirs.toFixed(0),
      `${percent(100 * (mine / theirs - 1))}`,
      one.toFixed(4),
      other.toFixed(4),
      percent(difference),
    );
  }
}

function sum(cpu: ReadonlyMap<string, number>, parts: readonly string[]): number {
  return parts.reduce((total, part) => total + (cpu.get(part) ?? 0), 0);
}

async function bitRate({ seconds }: OurRun, file: string): Promise<number> {
  const { stat } = await import('node:fs/promises');
  return ((await stat(file)).size * 8) / seconds / 1000;
}

function percent(value: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(1)}%`;
}
