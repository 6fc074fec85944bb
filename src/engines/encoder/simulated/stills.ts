import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeStill, MediaInput, Scouted, StillsWork, ThumbsWork } from '../index.ts';

/** A key picture of a simulated film: the later, the brighter. */
export function simulatedSighting(at: number): Scouted {
  const even = Array.from({ length: 32 }, () => 1 / 32);
  const brightness = 0.2 + 0.3 * (at / (at + 60));
  return { at, brightness, contrast: 0.2, black: 0, sharpness: 0.1, saturation: 0.2, across: even, down: even };
}

/** Files that name their place instead of showing it. */
export async function simulatedStills(work: StillsWork): Promise<readonly MadeStill[]> {
  await mkdir(work.folder, { recursive: true });
  const made: MadeStill[] = [];
  for (const { name, at = 0, crop, widths } of work.stills) {
    const sizes = widths.map((width) => ({
      file: `${name}-${width}.webp`,
      width,
      height: Math.max(2, Math.round((width * crop.height) / crop.width / 2) * 2),
      type: 'image/webp',
    }));
    for (const { file, width } of sizes) {
      await writeFile(join(work.folder, file), `simulated ${name} of ${at} s, ${width} wide`);
    }
    made.push({ name, thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w', tint: '#203040', sizes });
  }
  return made;
}

export async function simulatedSheets(_rung: MediaInput, work: ThumbsWork): Promise<readonly string[]> {
  await mkdir(work.folder, { recursive: true });
  const names = Array.from(
    { length: Math.ceil(work.count / (work.columns * work.rows)) },
    (_, sheet) => `sheet-${String(sheet + 1).padStart(4, '0')}.jpg`,
  );
  for (const name of names) await writeFile(join(work.folder, name), `simulated ${name}`);
  return names;
}
