/** What is put into a cue's text must not be taken for a tag. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * A text with SubRip's tags as WebVTT has it: bold, italic and underline stay where they are closed in order, all
 * other tags go, what looks like a tag and is none is shown as it stands.
 */
export function webVttText(text: string): string {
  const open: string[] = [];
  const parts = text.split(/(<\/?[a-z][^<>]*>)/i).map((part) => {
    const tag = /^<(\/?)([a-z]+)[^<>]*>$/i.exec(part);
    if (tag === null) return escapeEntities(part);
    const name = (tag[2] ?? '').toLowerCase();
    if (!['b', 'i', 'u'].includes(name)) return '';
    if (tag[1] === '') {
      open.push(name);
      return `<${name}>`;
    }
    if (open.at(-1) !== name) return '';
    open.pop();
    return `</${name}>`;
  });
  return (
    parts.join('') +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  );
}

/** Entities that a text already has stay what they are. */
function escapeEntities(text: string): string {
  return text
    .replace(/&(?!(amp|lt|gt|nbsp|lrm|rlm|#\d{1,7});)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** WebVTT's settings for a place on the screen as ASS counts them: 7 to 9 are the top, 4 to 6 the middle. */
export function placeSettings(place: number | undefined): string {
  if (place === undefined || place < 4) return '';
  return place >= 7 ? 'line:0' : 'line:50%';
}
