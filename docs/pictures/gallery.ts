import type { Chapter, Shot } from './shots.ts';

/** The gallery as Markdown: the desk's picture large, phone and television beside each other under it. */
export function galleryOf(chapters: readonly Chapter[]): string {
  const parts = chapters.map(({ title, shots }) => `## ${title}\n\n${shots.map(entry).join('\n')}`);
  return `# Pictures

Every page in every state that looks different, on a desk, a phone and a television. \`npm run pictures\` takes them
anew, in a real Chromium: most in a Bijou with the three films that it draws for a new library, the odd states with
answers that a test makes up. The same states are what the pages' tests walk through.

${parts.join('\n')}`;
}

function entry({ file, title, says }: Shot): string {
  const image = (size: string, width: string) =>
    `<img src="pictures/${file}-${size}.jpg" alt="${title}, ${size}" width="${width}" align="top">`;
  return `### ${title}

${says}

${image('desktop', '100%')}

${image('phone', '24%')} ${image('tv', '74%')}
`;
}
