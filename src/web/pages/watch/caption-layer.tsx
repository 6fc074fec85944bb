import { useEffect, useState } from 'preact/hooks';
import type { Caption, CaptionRun, Player } from '../../../player/index.ts';
import type { CaptionStyle } from './caption-style.ts';

interface LayerProps {
  readonly player: Player | undefined;
  readonly video: HTMLVideoElement | null;
  readonly style: CaptionStyle;
  readonly language: string | undefined;
  /** Seconds that captions are shown later than the film has them. */
  readonly later: number;
  /** Pictures are as wide and as high as this; the layer lies on the picture, not on the bars beside it. */
  readonly on: boolean;
}

/** Captions in the viewer's own style, where the film wants them. Looked at with each picture that is shown. */
export function CaptionLayer({ player, video, style, language, later, on }: LayerProps) {
  const [captions, setCaptions] = useState<readonly Caption[]>([]);
  useEffect(() => {
    setCaptions([]);
    if (!on || player === undefined || video === null) return;
    let frame = 0;
    let shown = '';
    const look = () => {
      const next = player.captionsAt(video.currentTime - later);
      const key = next.map(({ start, end }) => `${start}-${end}`).join(' ');
      if (key !== shown) setCaptions(next);
      shown = key;
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [on, player, video, later]);
  if (captions.length === 0) return null;
  return (
    <div class="captions" data-caption-place={style.place} lang={language} aria-hidden="true">
      {captions.map((caption) => (
        <CaptionText key={`${caption.start} ${caption.end}`} caption={caption} style={style} />
      ))}
    </div>
  );
}

/** One caption. The film's own place is kept, unless the viewer wants all of them above. */
export function CaptionText({ caption, style }: { readonly caption: Caption; readonly style: CaptionStyle }) {
  const placed = caption.top !== undefined && style.place === 'bottom' ? caption : undefined;
  return (
    <p
      class={placed === undefined ? 'caption' : 'caption caption-placed'}
      data-size={style.size}
      data-color={style.color}
      data-background={style.background}
      data-edge={style.edge}
      data-font={style.font}
      style={{
        textAlign: caption.align,
        ...(placed?.top === undefined ? {} : { insetBlockStart: `${Math.max(4, Math.min(88, placed.top))}%` }),
        ...(caption.middle === undefined ? {} : { insetInlineStart: `${caption.middle - 50}%` }),
        ...(caption.size < 100 ? { maxInlineSize: `${caption.size}%` } : {}),
      }}
    >
      {caption.lines.map((runs, line) => (
        <span key={line} class="caption-line" dir="auto">
          {runs.map(runOf)}
        </span>
      ))}
    </p>
  );
}

function runOf(run: CaptionRun, at: number) {
  const style = {
    ...(run.italic ? { fontStyle: 'italic' } : {}),
    ...(run.bold ? { fontWeight: 700 } : {}),
    ...(run.underline ? { textDecoration: 'underline' } : {}),
    ...(run.color === '' ? {} : { color: run.color }),
  };
  return (
    <span key={at} style={style}>
      {run.text}
    </span>
  );
}
