import type { Inspection } from '../../../media/index.ts';
import type { Probe } from './probed.ts';

/** One of several programmes that a transport stream carries side by side. */
export interface Programme {
  readonly name: string;
  readonly streams: readonly number[];
}

/** None where there are not several. */
export function programmesOf({ programs = [] }: Probe): readonly Programme[] {
  const programmes = programs
    .map(({ program_num, tags = {}, streams = [] }) => ({
      name: tags.service_name?.trim() || `programme ${program_num ?? '?'}`,
      streams: streams.map(({ index }) => index),
    }))
    .filter(({ streams }) => streams.length > 0);
  return programmes.length > 1 ? programmes : [];
}

type Streams = Pick<Inspection, 'video' | 'audio' | 'text' | 'others' | 'programmes'>;

/** What belongs to the programme of a stream, or to none; the names of the other programmes are kept. */
export function programmeOf<Whole extends Streams>(
  whole: Whole,
  { stream, programmes }: { readonly stream: number; readonly programmes: readonly Programme[] },
): Whole {
  const own = programmes.filter(({ streams }) => streams.includes(stream));
  if (own.length === 0) return whole;
  const kept = new Set(own.flatMap(({ streams }) => streams));
  const left = programmes.filter(({ streams }) => streams.some((index) => !kept.has(index)));
  const elsewhere = new Set(left.flatMap(({ streams }) => streams).filter((index) => !kept.has(index)));
  const here = <Stream extends { readonly index: number }>(streams: readonly Stream[]) =>
    streams.filter(({ index }) => !elsewhere.has(index));
  return {
    ...whole,
    video: here(whole.video),
    audio: here(whole.audio),
    text: here(whole.text),
    others: here(whole.others ?? []),
    programmes: { taken: own[0]?.name ?? '', left: left.map(({ name }) => name) },
  };
}
