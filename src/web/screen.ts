/** What is known of the screen that the app is seen on. */
export interface Screen {
  readonly agent: string;
  /** True where it is as wide as a television, and of its shape. */
  readonly wide: boolean;
  /** True where a pointer can hover, as a mouse does. */
  readonly hovers: boolean;
  readonly touches: boolean;
  /** What the address asks for: `?screen=tv`. */
  readonly wanted: string | null;
}

const televisions =
  /\b(TV|SmartTV|SMART-TV|GoogleTV|Tizen|Web0S|webOS|BRAVIA|AFT[A-Z]|CrKey|AppleTV|HbbTV|NetCast|Roku)\b/i;

/**
 * True on a television: its browser says so, or the screen is a large one with neither mouse nor touch. Where a mouse
 * hovers it is a desk's, in full screen too.
 */
export function isTelevision({ agent, wide, hovers, touches, wanted }: Screen): boolean {
  if (wanted !== null) return wanted === 'tv';
  if (televisions.test(agent)) return true;
  return wide && !hovers && !touches;
}

const is = (query: string): boolean => matchMedia(query).matches;

/** Marks the page for the screen it is on, and again whenever the window changes. */
export function markScreen(): void {
  const mark = () => {
    const television = isTelevision({
      agent: navigator.userAgent,
      // Asking the window for its size would lay the page out before its style is there.
      wide: is('(min-width: 1280px) and (min-aspect-ratio: 703/400) and (max-aspect-ratio: 719/400)'),
      hovers: is('(any-hover: hover)'),
      touches: is('(any-pointer: coarse)'),
      wanted: new URLSearchParams(location.search).get('screen') ?? sessionStorage.getItem('bijou.screen'),
    });
    document.documentElement.dataset.screen = television ? 'tv' : 'desk';
  };
  const wanted = new URLSearchParams(location.search).get('screen');
  if (wanted !== null) sessionStorage.setItem('bijou.screen', wanted);
  mark();
  addEventListener('resize', mark);
}
