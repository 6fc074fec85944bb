import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import type { PlayerState } from '../../../player/index.ts';
import { Icon } from '../../components/icon.tsx';
import { count, fileSize, megabits } from '../../format.ts';
import { words } from '../../words/index.ts';
import { Spark } from './spark.tsx';

/** What is measured is kept for the lines: a minute at twice a second. */
const kept = 120;

interface Sample {
  readonly at: number;
  readonly ahead: number;
  readonly rate: number;
}

/** What goes on behind the picture, live, for whoever wants to know; and a copy of it for support. */
export function Curious({ state, onClose }: { readonly state: PlayerState; readonly onClose: () => void }) {
  const samples = useSamples(state);
  const [copied, setCopied] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  const text = words.watch.curious;
  const { tally } = state;
  const rung = state.qualities.find(({ id }) => id === state.rung);
  const chosen = state.quality === undefined ? text.automatic : text.chosen;
  const ahead = samples.at(-1)?.ahead ?? 0;

  function copy(): void {
    const { artwork: _, thumbnails: __, buffered, ...rest } = state;
    const facts = JSON.stringify({ ...rest, ahead, buffered, at: new Date(systemClock.now()).toISOString() }, null, 2);
    navigator.clipboard.writeText(facts).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  return (
    <aside class="aside curious" aria-label={text.name}>
      <div class="curious-head">
        <h2>{text.name}</h2>
        <button ref={close} type="button" class="button-icon" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <dl>
        <Fact name={text.picture}>
          {rung === undefined
            ? text.unknown
            : `${rung.width} × ${rung.height} · ${words.watch.rate(megabits(rung.bandwidth))} · ${chosen}`}
        </Fact>
        <Fact name={text.rate}>
          {tally.throughput === undefined ? text.unknown : words.watch.rate(megabits(tally.throughput))}
          <Spark values={samples.map(({ rate }) => rate)} />
        </Fact>
        <Fact name={text.ahead}>
          {text.aheadOf(seconds(ahead), seconds(tally.goal ?? 0))}
          <Spark values={samples.map((sample) => sample.ahead)} />
        </Fact>
        <Fact name={text.pictures}>{text.picturesOf(count(tally.droppedPictures), count(tally.decodedPictures))}</Fact>
        <Fact name={text.start}>
          {tally.startMs === undefined ? text.unknown : words.watch.milliseconds(count(Math.round(tally.startMs)))}
        </Fact>
        <Fact name={text.stalls}>{text.stallsOf(count(tally.stalls), seconds(tally.stalledMs / 1000))}</Fact>
        <Fact name={text.bytes}>{fileSize(tally.bytes)}</Fact>
        {tally.sources.map(({ host, bytes }) => (
          <Fact key={host} name={text.from}>
            <bdi>{host}</bdi> · {fileSize(bytes)}
          </Fact>
        ))}
        <Fact name={text.renewals}>{count(tally.renewals)}</Fact>
        <Fact name={text.failovers}>{count(tally.failovers)}</Fact>
        <Fact name={text.version}>
          <bdi>{state.version ?? text.unknown}</bdi>
        </Fact>
      </dl>
      <button type="button" class="button button-quiet" onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} />
        <span role="status">{copied ? text.copied : text.copy}</span>
      </button>
    </aside>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div class="curious-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function useSamples(state: PlayerState): readonly Sample[] {
  const samples = useRef<Sample[]>([]);
  const now = systemClock.monotonic();
  const last = samples.current.at(-1);
  if (last === undefined || now - last.at >= 450) {
    const span = state.buffered.find(({ start, end }) => start <= state.time + 0.1 && end > state.time);
    const ahead = span === undefined ? 0 : span.end - state.time;
    samples.current = [...samples.current.slice(1 - kept), { at: now, ahead, rate: state.tally.throughput ?? 0 }];
  }
  return samples.current;
}

function seconds(value: number): string {
  return words.watch.seconds(count(Math.round(value * 10) / 10));
}
