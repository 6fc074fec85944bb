import { color } from '../drawing/color.ts';

/** The house's own colours (the same as the app's), and black that is warm. */
export const room = color('#100c0d');
export const velvet = color('#8c1c3a');
export const brass = color('#e6b865');
export const paleBrass = color('#ffe7b0');
export const deepBrass = color('#7d5220');
export const screenWhite = color('#f6efe4');
export const candle = color('#ffb45a');
export const moonlight = color('#cfd6e6');
