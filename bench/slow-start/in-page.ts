/** What the page saw of a start. */
export interface Seen {
  /** Milliseconds from the opening of the page to the first picture. */
  readonly picture: number | undefined;
  /** Bytes that were put where the screen finds them, of pictures. */
  readonly appended: number;
  /** Seconds ahead of the screen that were taken away again. */
  readonly dropped: number;
  readonly waits: number;
  readonly time: number;
}

/** Runs in the page before anything of it: notes the first picture, and what becomes of the bytes of pictures. */
export function watchTheStart(): void {
  const seen = { picture: undefined as number | undefined, appended: 0, dropped: 0, waits: 0 };
  const pictures = new WeakSet<SourceBuffer>();
  const { addSourceBuffer } = MediaSource.prototype;
  MediaSource.prototype.addSourceBuffer = function add(type: string) {
    const buffer = addSourceBuffer.call(this, type);
    if (type.startsWith('video/')) pictures.add(buffer);
    return buffer;
  };
  const { appendBuffer, remove } = SourceBuffer.prototype;
  SourceBuffer.prototype.appendBuffer = function append(bytes: BufferSource) {
    if (pictures.has(this)) seen.appended += bytes.byteLength;
    return appendBuffer.call(this, bytes);
  };
  SourceBuffer.prototype.remove = function drop(from: number, to: number) {
    const now = document.querySelector('video')?.currentTime ?? 0;
    for (let span = 0; pictures.has(this) && span < this.buffered.length; span += 1) {
      const begin = Math.max(from, now, this.buffered.start(span));
      seen.dropped += Math.max(0, Math.min(to, this.buffered.end(span)) - begin);
    }
    return remove.call(this, from, to);
  };
  new MutationObserver((_, observer) => {
    const video = document.querySelector('video');
    if (video === null) return;
    observer.disconnect();
    video.addEventListener('waiting', () => {
      if (seen.picture !== undefined && !video.seeking) seen.waits += 1;
    });
    video.requestVideoFrameCallback((_now, { presentationTime }) => {
      seen.picture = presentationTime;
    });
  }).observe(document, { childList: true, subtree: true });
  Object.assign(window, { seen });
}

export function readSeen(): Seen {
  const { seen } = window as unknown as { seen: Omit<Seen, 'time'> };
  return { ...seen, time: document.querySelector('video')?.currentTime ?? 0 };
}
