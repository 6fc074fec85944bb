import type { Stretch } from '../../../media/index.ts';

/** Printed times have six digits. */
const near = 0.0001;
/** No time. */
const never = '1e15';

/**
 * Leaves out pictures that belong to no stretch and moves the others to the film's clock. Which stretch a picture
 * belongs to follows from those before it, since its time may come several times: a stretch begins with its first
 * picture, once the last one of the stretch before has come.
 */
export function pictureClock(clock: readonly Stretch[] | undefined, stretch = 0): readonly string[] {
  if (clock === undefined) return [];
  const { from, to, next, shift } = registers(clock);
  const begins = `gte(ld(1),${to}-${near})*lt(abs(t-(${next})),${near})`;
  const isIn = `between(t,${from}-${near},${to}+${near})`;
  const select = [
    `if(eq(n,0),st(0,${stretch})+st(1,-1e12))`,
    `st(2,${begins})`,
    'st(0,ld(0)+ld(2))',
    `st(3,${isIn}*gt(ld(2)+gt(t,ld(1)),0))`,
    'if(ld(3),st(1,t))',
    'ld(3)',
  ];
  const follows = `gte(PREV_INT,${to}-${near})*lt(abs(T-(${next})),${near})`;
  const move = [`st(0,if(eq(N,0),${stretch},ld(0)+${follows}))`, `round(PTS+(${shift})/TB)`];
  return [`select='${select.join(';')}'`, `setpts='${move.join(';')}'`];
}

/** Moves one picture that seeking led to, or to the stretch before it. */
export function keyClock(clock: readonly Stretch[] | undefined, stretch: number): readonly string[] {
  if (clock === undefined) return [];
  const shift = clock[stretch]?.shift ?? 0;
  const before = clock[stretch - 1]?.shift ?? shift;
  const from = (clock[stretch]?.from ?? 0).toFixed(6);
  return [`setpts='round(PTS+if(gte(T,${from}-${near}),${shift.toFixed(6)},${before.toFixed(6)})/TB)'`];
}

/** A sound's end is not known as exactly as where it begins: seconds by which a frame may lie off. */
const soundSlack = { before: 0.05, after: 0.5 } as const;
/** A frame lies off by that, seconds, where a stretch begins. */
const soundStep = 0.3;

/** The same for a sound. */
export function soundClock(clock: readonly Stretch[] | undefined): readonly string[] {
  if (clock === undefined) return [];
  const { from, to, next, shift } = registers(clock);
  const jumped = (time: string) =>
    `gt(abs(${time}-ld(4)),${soundStep})*gte(ld(1),${to}-${soundSlack.after})*lt(abs(${time}-(${next})),${near})`;
  const select = [
    'if(eq(n,0),st(0,0)+st(1,-1e12)+st(4,t))',
    `st(0,ld(0)+${jumped('t')})`,
    `st(3,between(t,${from}-${soundSlack.before},${to}+${soundSlack.after}))`,
    'if(ld(3),st(1,t);st(4,t+samples_n/sample_rate))',
    'ld(3)',
  ];
  const move = [
    'if(eq(N,0),st(0,0)+st(1,-1e12)+st(4,T))',
    `st(0,ld(0)+${jumped('T')})`,
    'st(1,T)',
    'st(4,T+S/SR)',
    `round(PTS+(${shift})/TB)`,
  ];
  return [`aselect='${select.join(';')}'`, `asetpts='${move.join(';')}'`];
}

/**
 * The same for a sound whose filters are made anew in the middle and forget what came before. Where its times go back, the
 * part that samples belong to is told by their place in the source, and where two parts mingle by what their time is near.
 */
export function placedSoundClock(clock: readonly Stretch[]): readonly string[] {
  const moves = clock.map(({ shift }, index) => {
    const more = shift - (clock[index - 1]?.shift ?? 0);
    return `${begun(clock, index)}*(${more.toFixed(6)})`;
  });
  // Of several frames in a packet only the first one's place is known.
  return [`asetpts='st(0,if(isnan(POS),ld(0),POS));PTS+round((${moves.join('+')})/TB)'`];
}

/** 1 from where a stretch begins. */
function begun(clock: readonly Stretch[], index: number): string {
  const [before, stretch] = [clock[index - 1], clock[index]];
  if (before === undefined || stretch === undefined) return '1';
  const { from, bytes } = stretch;
  if (bytes?.from !== before.bytes?.from) {
    const isNearer = `lt(abs(T-${from.toFixed(6)}),abs(T-${before.to.toFixed(6)}))`;
    return `gt(gte(ld(0),${before.bytes?.to ?? never})+gte(ld(0),${bytes?.from ?? never})*${isNearer},0)`;
  }
  const first = clock.findIndex((one) => one.bytes?.from === bytes?.from);
  const next = clock.findIndex((one, place) => place > index && one.bytes?.from !== bytes?.from);
  const isLater = next === -1 ? '0' : begun(clock, next);
  return `gt(${begun(clock, first)}*gte(T,${(from - soundSlack.before).toFixed(6)})+${isLater},0)`;
}

/** What the current stretch, whose number register 0 holds, has: as sums, because ffmpeg's parser minds deep nesting. */
function registers(clock: readonly Stretch[]) {
  const pick = (told: (index: number) => string | undefined) =>
    clock.map((_, index) => `eq(ld(0),${index})*(${told(index) ?? never})`).join('+');
  return {
    from: `(${pick((index) => clock[index]?.from.toFixed(6))})`,
    to: `(${pick((index) => clock[index]?.to.toFixed(6))})`,
    next: pick((index) => clock[index + 1]?.from.toFixed(6)),
    shift: pick((index) => clock[index]?.shift.toFixed(6)),
  };
}

/** Moves packets that are copied. Where times go back, the part that one belongs to is told by its place in the source. */
export function packetClock(clock: readonly Stretch[] | undefined): readonly string[] {
  if (clock === undefined) return [];
  const moves = clock.map(({ from, shift, bytes }, index) => {
    const isOfPart = (other: Stretch | undefined) => other !== undefined && other.bytes?.from === bytes?.from;
    const [before, next] = [clock[index - 1], clock[index + 1]];
    const begins = isOfPart(before) ? from.toFixed(6) : `-${never}`;
    const ends = isOfPart(next) ? next?.from.toFixed(6) : never;
    const first = before?.bytes?.to ?? 0;
    const place = bytes === undefined ? '1' : `gte(POS,${first})*lt(POS,${bytes.to ?? never})`;
    return `${place}*gte(PTS*TB,${begins})*lt(PTS*TB,${ends})*${shift.toFixed(6)}`;
  });
  const shift = `round((${moves.join('+')})/TB)`;
  return ['-bsf:s', `setts=pts='PTS+${shift}':dts='DTS+${shift}'`];
}
