import { encode } from 'uqr';

/** What must be empty around it, in modules. */
const border = 4;

/**
 * A QR code for a terminal, two rows of modules a line. In colours it is black on white, whatever the terminal's own;
 * without, it is right where letters are lighter than their ground, as in most terminals.
 */
export function qrCode(text: string, { colours }: { readonly colours: boolean }): string {
  const { data } = encode(text, { ecc: 'L', border });
  const lines: string[] = [];
  for (let row = 0; row < data.length; row += 2) {
    const upper = data[row] ?? [];
    const lower = data[row + 1] ?? [];
    const line = upper.map((dark, column) => block(!dark, !(lower[column] ?? false))).join('');
    lines.push(colours ? `\u001b[97;40m${line}\u001b[0m` : line);
  }
  return lines.join('\n');
}

function block(upperIsLight: boolean, lowerIsLight: boolean): string {
  if (upperIsLight) return lowerIsLight ? '█' : '▀';
  return lowerIsLight ? '▄' : ' ';
}
