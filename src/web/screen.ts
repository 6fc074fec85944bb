/** What is known of the screen that the app is seen on. */
export interface Screen {
  readonly agent: string;
  readonly width: number;
  readonly height: number;
  /** True where a pointer can hover, as a mouse does. */
  readonly hovers: boolean;
  readonly touches: boolean;
  /** What the address asks for: `?screen=tv`. */
  readonly wanted: string | null;
}

const televisions =
  /\b(TV|SmartTV|SMART-TV|GoogleTV|Tizen|Web0S|webOS|BRAVIA|AFT[A-Z]|CrKey|AppleTV|HbbTV|NetCast|Roku)\b/i;

/**
 * True on a television: its browser says so, or the screen is a large one with neither mouse nor touch, or exactly a
 * television's, which a desk's browser shows only in full screen.
 */
export function isTelevision({ agent, width, height, hovers, touches, wanted }: Screen): boolean {
  if (wanted !== null) return wanted === 'tv';
  if (televisions.test(agent)) return true;
  const wide = width >= 1280 && Math.abs(width / height - 16 / 9) < 0.02;
  return wide && ((!hovers && !touches) || (width === 1920 && height === 1080));
}

/** Marks the page for the screen it is on, and again whenever the window changes. */
export function markScreen(): void {
  const mark = () => {
    const television = isTelevision({
      agent: navigator.userAgent,
      width: innerWidth,
      height: innerHeight,
      hovers: matchMedia('(any-hover: hover)').matches,
      touches: matchMedia('(any-pointer: coarse)').matches,
      wanted: new URLSearchParams(location.search).get('screen') ?? sessionStorage.getItem('bijou.screen'),
    });
    document.documentElement.dataset.screen = television ? 'tv' : 'desk';
  };
  const wanted = new URLSearchParams(location.search).get('screen');
  if (wanted !== null) sessionStorage.setItem('bijou.screen', wanted);
  mark();
  addEventListener('resize', mark);
}
