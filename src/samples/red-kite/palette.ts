import { type Color, color } from '../drawing/color.ts';

/** Where the finishing begins to roll off highlights, and the brightest paper there is. */
const shoulder = 0.7;
const brightest = 0.9;

/** A colour that looks as written once the picture is finished: daylight lies where film would roll it off. */
export function paper(hex: string): Color {
  const { y, u, v } = color(hex);
  if (y <= shoulder) return { y, u, v };
  const rolled = (Math.min(y, brightest) - shoulder) / 0.3;
  return { y: (shoulder - 0.4 * rolled) / (1 - rolled), u, v };
}

export const red = paper('#e8473f');
export const brightRed = paper('#f2695a');
export const darkRed = paper('#b9303a');
export const wine = paper('#8f2334');
export const cream = paper('#fbf0d9');
export const mustard = paper('#efb647');
export const ochre = paper('#d08f33');
export const ink = paper('#1f3540');
export const teal = paper('#2b6f79');
export const skin = paper('#d99a72');
