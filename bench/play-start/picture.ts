/** Milliseconds after the click at which something had happened; undefined where it was not seen. */
export interface Start {
  readonly picture: number;
  readonly script: number | undefined;
  readonly addresses: number | undefined;
  readonly manifest: number | undefined;
  readonly bytes: number | undefined;
}

/** Runs in the page before anything of it: waits for the click, then for the first picture of a video element. */
export function watchForPicture(): void {
  let clicked = 0;
  addEventListener(
    'click',
    (event) => {
      clicked = event.timeStamp;
    },
    { capture: true },
  );
  const seen = new WeakSet<Element>();
  new MutationObserver(() => {
    const video = document.querySelector('video');
    if (video === null || seen.has(video)) return;
    seen.add(video);
    video.requestVideoFrameCallback((_now, { presentationTime }) => {
      const loaded = performance.getEntriesByType('resource');
      const when = (part: RegExp) => {
        const found = loaded.find(({ name }) => part.test(name)) as PerformanceResourceTiming | undefined;
        return found === undefined ? undefined : found.responseEnd - clicked;
      };
      const started = {
        picture: presentationTime - clicked,
        script: when(/shaka-player/),
        addresses: when(/\/play$/),
        manifest: when(/main\.mpd$/),
        bytes: when(/\/\d+p\/media\.mp4$/),
      };
      Object.assign(window, { started });
    });
  }).observe(document, { childList: true, subtree: true });
}
