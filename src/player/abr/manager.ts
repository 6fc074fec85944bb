import type { AbrManager } from '../shaka/library.ts';
import { chooseRung, fittingRungs, type Rung } from './choose.ts';
import { depthFor } from './depth.ts';
import type { AbrSurroundings } from './index.ts';
import { rateMeter } from './meter.ts';
import { pictureWatch } from './pictures.ts';

type Variant = ReturnType<AbrManager['chooseVariant']>;
type Switch = Parameters<AbrManager['init']>[0];

interface Choice extends Rung {
  readonly variant: Variant;
}

/** Shaka's number for a request of pictures or sound. */
const mediaSegment = 1;
const leastUnnamed = 16_000;
/** Before anything was measured, on this visit or an earlier one. */
const unknownRate = 2_000_000;
const lookEveryMs = 500;
/** When it gets better while much that is worse lies ahead, this much of it is still shown and the rest fetched anew. */
const keepSeconds = 6;
const worthReplacing = 10;

/** Puts the parts of our choice under Shaka: what it measures goes to the meter, what is chosen goes to its switch. */
export function houseManager({ clock, setGoal, remembered }: AbrSurroundings): AbrManager {
  const meter = rateMeter(remembered);
  const pictures = pictureWatch();
  let variants: readonly Variant[] = [];
  let switchTo: Switch | undefined;
  let enabled = false;
  let speed = 1;
  let video: HTMLVideoElement | undefined;
  let now: Choice | undefined;
  let goal: number | undefined;
  let looking = new AbortController();

  const rate = () => meter.rate ?? unknownRate;

  function choices(): readonly Choice[] {
    const all = variants.map((variant) => ({
      variant,
      bandwidth: variant.bandwidth,
      width: variant.video?.width ?? 0,
      height: variant.video?.height ?? 0,
    }));
    const limit = pictures.tooTall(clock.monotonic());
    const shown = all.filter(({ height }) => height < limit);
    return shown.length > 0 ? shown : all;
  }

  function choose(): Choice | undefined {
    const all = choices();
    const screen = screenOf(video);
    const best = Math.max(...fittingRungs(all, screen).map(({ bandwidth }) => bandwidth));
    setDepth(depthFor({ rate: rate(), best: best * speed }));
    const standing = all.find(({ bandwidth }) => bandwidth === now?.bandwidth);
    return chooseRung(all, { rate: rate(), speed, ahead: aheadOf(video), screen, now: standing ?? now });
  }

  function setDepth(seconds: number): void {
    if (seconds === goal) return;
    goal = seconds;
    setGoal(seconds);
  }

  function suggest(): void {
    if (!enabled || switchTo === undefined || variants.length === 0) return;
    const before = now;
    const next = choose();
    if (next === undefined || next.variant === before?.variant) return;
    now = next;
    const better = before !== undefined && next.bandwidth > before.bandwidth;
    if (better && aheadOf(video) > worthReplacing) switchTo(next.variant, true, keepSeconds);
    else switchTo(next.variant, false, 0);
  }

  async function look(signal: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(lookEveryMs, signal);
      if (video === undefined) continue;
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      const still = video.paused || video.seeking || document.hidden || video.readyState < 3;
      pictures.note({
        now: clock.monotonic(),
        decoded: totalVideoFrames,
        dropped: droppedVideoFrames,
        height: video.videoHeight,
        steady: !still && video.playbackRate <= 1,
      });
      suggest();
    }
  }

  function stop(): void {
    looking.abort(new Error('Stopped'));
    switchTo = undefined;
    enabled = false;
    variants = [];
    video = undefined;
    now = undefined;
  }

  return {
    init(onSwitch) {
      switchTo = onSwitch;
    },
    stop,
    release: stop,
    enable() {
      enabled = true;
      // What was chosen by hand meanwhile is not what was chosen here.
      const next = variants.length > 0 ? choose() : undefined;
      now = next ?? now;
      if (next !== undefined) switchTo?.(next.variant, false, 0);
    },
    disable() {
      enabled = false;
    },
    chooseVariant() {
      const next = choose();
      if (next !== undefined) now = next;
      return next?.variant as Variant;
    },
    segmentDownloaded(ms, bytes, _allowSwitch, _request, context) {
      // Of an index or an init section, of a few hundred bytes, nearly all the time is the way there and back. What is
      // fetched ahead of the screen comes without a word of what it is.
      const isMedia = context === undefined ? bytes >= leastUnnamed : context.type === mediaSegment && context.segment;
      if (!isMedia) return;
      meter.add({ now: clock.monotonic(), ms, bytes });
      suggest();
    },
    trySuggestStreams: suggest,
    getBandwidthEstimate: rate,
    setVariants(next) {
      const same = next.length === variants.length && next.every((variant) => variants.includes(variant));
      variants = [...next];
      return !same;
    },
    playbackRateChanged(next) {
      speed = Number.isFinite(next) && next !== 0 ? Math.abs(next) : 1;
    },
    setMediaElement(element) {
      video = element instanceof HTMLVideoElement ? element : undefined;
      looking.abort(new Error('Another element'));
      looking = new AbortController();
      look(looking.signal).catch(() => undefined);
    },
    setCmsdManager() {},
    configure() {},
  };
}

function aheadOf(video: HTMLVideoElement | undefined): number {
  if (video === undefined) return 0;
  const { buffered, currentTime } = video;
  for (let span = 0; span < buffered.length; span += 1) {
    if (buffered.start(span) <= currentTime + 0.1 && buffered.end(span) > currentTime) {
      return buffered.end(span) - currentTime;
    }
  }
  return 0;
}

/** A television or a telephone held upright cannot show more than it has; before the picture has a place, the window. */
function screenOf(video: HTMLVideoElement | undefined): { width: number; height: number } {
  const width = video?.clientWidth || innerWidth;
  const height = video?.clientHeight || innerHeight;
  return { width: Math.round(width * devicePixelRatio), height: Math.round(height * devicePixelRatio) };
}
