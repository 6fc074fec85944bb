/** How a film without a still is drawn: the same film always alike. */
export interface CardStyle {
  /** Index into the house's tones. */
  readonly tone: number;
  readonly motif: Motif;
}

export const toneCount = 5;
export const motifs = ['rays', 'arches', 'fans', 'tower'] as const;
export type Motif = (typeof motifs)[number];

export function cardStyleOf(id: string): CardStyle {
  const number = hashOf(id);
  return { tone: number % toneCount, motif: motifs[(number >>> 8) % motifs.length] ?? 'rays' };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** The lines of a motif in a box of 320 by 180, as SVG path data. */
export function motifPath(motif: Motif): string {
  switch (motif) {
    case 'rays':
      return Array.from({ length: 25 }, (_, ray) => {
        const angle = (Math.PI * (ray + 0.5)) / 25;
        return `M${point(160, 186, { angle, radius: 34 })}L${point(160, 186, { angle, radius: 330 })}`;
      }).join('');
    case 'arches':
      return Array.from({ length: 9 }, (_, ring) => {
        const radius = 26 + ring * 20;
        return `M${160 - radius} 180V${150 - ring * 2}A${radius} ${radius} 0 0 1 ${160 + radius} ${150 - ring * 2}V180`;
      }).join('');
    case 'fans':
      return Array.from({ length: 5 }, (_, row) =>
        Array.from({ length: 6 }, (_, column) =>
          [34, 24, 14]
            .map((radius) => {
              const x = column * 64 + (row % 2 === 0 ? 0 : 32);
              const y = 40 + row * 36;
              return `M${x - radius} ${y}A${radius} ${radius} 0 0 1 ${x + radius} ${y}`;
            })
            .join(''),
        ).join(''),
      ).join('');
    case 'tower':
      return Array.from({ length: 10 }, (_, step) => {
        const x = 10 + step * 15;
        const top = 168 - step * 17;
        return `M${x} 180V${top}H${320 - x}V180`;
      }).join('');
  }
}

function point(x: number, y: number, { angle, radius }: { readonly angle: number; readonly radius: number }): string {
  return `${(x - Math.cos(angle) * radius).toFixed(1)} ${(y - Math.sin(angle) * radius).toFixed(1)}`;
}
