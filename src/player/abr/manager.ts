import type { AbrManager, Variant } from '../shaka/library.ts';
import type { AbrSurroundings, RungManager } from './abr.ts';
import { chooseRung, fittingRungs, type Rung } from './choose.ts';
import { depthFor } from './depth.ts';
import { pictureWatch } from './pictures.ts';

type Switch = Parameters<AbrManager['init']>[0];

interface Choice extends Rung {
  readonly variant: Variant;
}

/** Before anything was measured, on this visit or an earlier one. */
const unknownRate = 2_000_000;
const lookEveryMs = 500;

/**
 * Puts our choice under Shaka's switch. What Shaka says of the network is not listened to: while it fetches ahead it
 * keeps its reports, and hands them over all at once.
 *
 * Nothing that has arrived is thrown away for a better rung: that is taken up between two segments, and what lies ahead
 * is shown as it is. For a worse one Shaka breaks off what is on its way, where that would come too late.
 */
export function houseManager({ clock, setGoal, rate: known, left, standing }: AbrSurroundings): RungManager {
  const pictures = pictureWatch();
  let variants: readonly Variant[] = [];
  let switchTo: Switch | undefined;
  let enabled = false;
  let byHand = false;
  let speed = 1;
  let video: HTMLVideoElement | undefined;
  let now: (Rung & { readonly variant?: Variant }) | undefined;
  let goal: number | undefined;
  let looking = new AbortController();

  const rate = () => known() ?? unknownRate;

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

  function consider({ isBetween }: { isBetween: boolean }): void {
    if (!enabled || switchTo === undefined || variants.length === 0) return;
    const next = choose();
    if (next === undefined || next.variant === now?.variant) return;
    const isBetter = now !== undefined && next.bandwidth > now.bandwidth;
    if (!isBetween && (isBetter || comesInTime())) return;
    take(next);
  }

  /** What is on its way is there before what lies ahead has been shown: then it is not thrown away. */
  function comesInTime(): boolean {
    return (left() * 8 * speed) / rate() < aheadOf(video);
  }

  function take(next: Choice): void {
    now = next;
    standing.rung = next;
    switchTo?.(next.variant, false, 0);
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
      consider({ isBetween: false });
    }
  }

  function stop(): void {
    looking.abort(new Error('Stopped'));
    switchTo = undefined;
    enabled = false;
    byHand = false;
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
      if (!byHand) return;
      // What was chosen by hand meanwhile is not what was chosen here.
      byHand = false;
      const next = variants.length > 0 ? choose() : undefined;
      if (next !== undefined) take(next);
    },
    disable() {
      enabled = false;
      byHand = true;
    },
    chooseVariant(isFirst) {
      now ??= standing.rung;
      const begun = choices().find(({ variant }) => variant === standing.variant);
      const next = isFirst && begun !== undefined ? begun : choose();
      now = next ?? now;
      standing.rung = now;
      standing.variant = next?.variant;
      return next?.variant as Variant;
    },
    segmentDownloaded: () => consider({ isBetween: false }),
    trySuggestStreams: () => consider({ isBetween: false }),
    betweenSegments: () => consider({ isBetween: true }),
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
