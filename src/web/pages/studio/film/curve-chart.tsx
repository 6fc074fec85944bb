import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TitleVersion } from '../../../../contracts/studio/index.ts';
import { count, megabits } from '../../../format.ts';
import { numbers } from '../../../formats.ts';
import { words } from '../../../words/index.ts';
import { type Curve, curveOf, type Point, type Rung } from './curve.ts';

/** Room around the drawing for its words, in rem. */
const frame = { left: 3.75, right: 1.25, top: 2, bottom: 3.5 };

/** The ladder as a curve: what each rung costs against what it gives, the version before it dashed. */
export function LadderPanel({ versions }: { readonly versions: readonly TitleVersion[] | undefined }) {
  const measured = (versions ?? []).map(rungsOf).filter((rungs) => rungs.length > 0);
  const [now, before] = measured;
  const curve = now === undefined ? undefined : curveOf([...now, ...(before ?? [])]);
  return (
    <section class="panel" aria-labelledby="ladder">
      <h2 id="ladder">{words.studio.curve.title}</h2>
      <p class="panel-lead">{words.studio.curve.lead}</p>
      {curve === undefined || now === undefined ? (
        <p class="panel-empty">{words.studio.curve.empty}</p>
      ) : (
        <>
          <Chart curve={curve} now={new Set(now)} />
          <p class="panel-note">
            {curve.measure === 'ssim' && `${words.studio.curve.low} `}
            {before !== undefined && `${words.studio.curve.before} `}
            {words.studio.curve.sample(picturesOf(versions), count(picturesOf(versions)))}
          </p>
          <ul class="unseen">
            {curve.points
              .filter(({ rung }) => now.includes(rung))
              .map((point) => (
                <li key={point.name}>{said(point, curve)}</li>
              ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Chart({ curve, now }: { readonly curve: Curve; readonly now: ReadonlySet<Rung> }) {
  const box = useRef<SVGSVGElement>(null);
  const [{ width, rem }, setRoom] = useState({ width: 480, rem: 16 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      const next = { width: element.clientWidth, rem: Number.parseFloat(getComputedStyle(element).fontSize) };
      setRoom((before) => (before.width === next.width && before.rem === next.rem ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const height = Math.round(Math.min(24 * rem, Math.max(15 * rem, width * 0.56)));
  const [left, right] = [frame.left * rem, width - frame.right * rem];
  const [top, bottom] = [frame.top * rem, height - frame.bottom * rem];
  const x = (at: number) => left + at * (right - left);
  const y = (at: number) => bottom - at * (bottom - top);
  const current = curve.points.filter(({ rung }) => now.has(rung));
  const earlier = curve.points.filter(({ rung }) => !now.has(rung));
  const line = (points: readonly Point[]) => points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ');
  return (
    // A drawing of numbers reads from left to right in every language.
    <svg
      ref={box}
      class="curve"
      style={{ blockSize: `${height}px` }}
      role="img"
      aria-label={words.studio.curve.chart}
      dir="ltr"
    >
      {curve.marks.map(({ at, value }) => (
        <g key={value}>
          <line class="curve-grid" x1={left} x2={right} y1={y(at)} y2={y(at)} />
          <text class="curve-tick" x={left - 0.6 * rem} y={y(at) + 0.3 * rem} text-anchor="end">
            {qualityShown(value, curve.measure)}
          </text>
        </g>
      ))}
      {curve.rates.map(({ at, value }) => (
        <g key={value}>
          <line class="curve-grid" x1={x(at)} x2={x(at)} y1={top} y2={bottom} />
          <text class="curve-tick" x={x(at)} y={bottom + 1.4 * rem} text-anchor="middle">
            {megabits(value)}
          </text>
        </g>
      ))}
      <text class="curve-axis" x={0} y={rem}>
        {words.studio.curve.measures[curve.measure]}
      </text>
      <text class="curve-axis" x={right} y={height - 0.6 * rem} text-anchor="end">
        {words.studio.curve.rate}
      </text>
      {earlier.length > 0 && <polyline class="curve-before" points={line(earlier)} />}
      {earlier.map((point) => (
        <circle key={point.name} class="curve-dot-before" cx={x(point.x)} cy={y(point.y)} r={3.5} />
      ))}
      {current.map(
        (point) =>
          point.lowY !== undefined && (
            <line
              key={point.name}
              class="curve-low"
              x1={x(point.x)}
              x2={x(point.x)}
              y1={y(point.y)}
              y2={y(point.lowY)}
            />
          ),
      )}
      <polyline class="curve-line" points={line(current)} />
      {current.map((point, index) => {
        // Names stand below the line where it leaves, and above where it rises to them; the first away from the axis.
        const under = index % 2 === 0;
        return (
          <g key={point.name}>
            <circle class="curve-dot" cx={x(point.x)} cy={y(point.y)} r={5.5}>
              <title>{said(point, curve)}</title>
            </circle>
            <text
              class="curve-name"
              x={x(point.x) + (under ? 0.6 : -0.6) * rem}
              y={y(point.y) + (under ? 1.25 : -0.6) * rem}
              text-anchor={under ? 'start' : 'end'}
            >
              {point.name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function rungsOf({ rungs }: TitleVersion): readonly Rung[] {
  return rungs.flatMap(({ name, averageBandwidth, quality }) =>
    quality === undefined
      ? []
      : [{ name, rate: averageBandwidth, ssim: quality.ssim, lowest: quality.lowest, vmaf: quality.vmaf }],
  );
}

function picturesOf(versions: readonly TitleVersion[] | undefined): number {
  const rungs = versions?.find((version) => version.rungs.some(({ quality }) => quality !== undefined))?.rungs ?? [];
  return rungs.reduce((sum, { quality }) => sum + (quality?.pictures ?? 0), 0);
}

function said({ name, rung }: Point, { measure }: Curve): string {
  const quality = measure === 'vmaf' ? (rung.vmaf ?? 0) : rung.ssim;
  return words.studio.curve.point(
    name,
    megabits(rung.rate),
    words.studio.curve.measures[measure],
    qualityShown(quality, measure),
  );
}

function qualityShown(value: number, measure: Curve['measure']): string {
  const digits = measure === 'vmaf' ? 0 : 3;
  return numbers({ maximumFractionDigits: digits }).format(value);
}
