/** Words that tell how a file was made. None of them is a word that films are named by. */
const noise =
  /^(\d{3,4}[ip]\d{0,3}|[48]k|uhd|bluray|blu-ray|bdrip|brrip|bdremux|remux|web-?dl|web-?rip|hdtv|pdtv|sdtv|dvdrip|dvd[59r]|dvdscr|hdrip|hdcam|telesync|[xh]-?26[45].*|hevc|avc|av1|xvid|divx|hdr10?\+?|dovi|10bit|8bit|aac.*|e?ac-?3|dts(-.+)?|truehd|atmos|ddp?\d.*|flac|mp3|[257]\.1|proper|repack|internal|multi|dubbed|subbed|nf|amzn|dsnp)$/i;

export function isNoise(word: string): boolean {
  return noise.test(word.replace(/^[[(]+|[\])]+$/g, ''));
}

/** A name's words. Underscores stand for spaces; so do dots where there is no space at all. */
export function wordsOf(text: string): string[] {
  const separators = /\s/.test(text.trim()) ? /[\s_]+/ : /[\s_.]+/;
  return text.split(separators).filter((word) => word !== '');
}

/** Without what is left at the ends when other parts were taken away. */
export function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–—.,_]+/, '')
    .replace(/[\s\-–—,_([{]+$/, '')
    .trim();
}
