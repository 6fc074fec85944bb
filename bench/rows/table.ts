/** One thing that was measured. CPU is that of this process, and of its threads, a row. */
export interface Figure {
  readonly what: string;
  readonly rowsPerSecond: number;
  readonly cpuMicroseconds: number;
  readonly p99Ms: number | undefined;
}

export interface Figures {
  readonly adapter: string;
  readonly figures: readonly Figure[];
}

export interface Printed {
  readonly json: boolean;
  readonly rows: number;
  readonly partitions: number;
  readonly one: number;
}

/** The first adapter's figures, and each other's beside them. */
export function print(all: readonly Figures[], { json, ...sizes }: Printed): void {
  const [first] = all;
  if (first === undefined) return;
  console.log(
    `${sizes.rows} rows over ${sizes.partitions} partitions, and one partition of ${sizes.one}; 16 calls at a time.\n`,
  );
  const heads = all.flatMap(({ adapter }, n) => [
    `${adapter}: rows/s`,
    'CPU µs a row',
    'p99 ms',
    ...(n === 0 ? [] : [`rows/s × ${first.adapter}`]),
  ]);
  console.log(`| what | ${heads.join(' | ')} |`);
  console.log(`|---|${heads.map(() => '---').join('|')}|`);
  for (const [n, { what, rowsPerSecond }] of first.figures.entries()) {
    const cells = all.flatMap(({ figures }, column) => {
      const figure = figures[n];
      if (figure === undefined) return [];
      const ratio = figure.rowsPerSecond / rowsPerSecond;
      return [
        Math.round(figure.rowsPerSecond).toLocaleString('en'),
        figure.cpuMicroseconds.toFixed(1),
        figure.p99Ms?.toFixed(1) ?? '',
        ...(column === 0 ? [] : [ratio.toFixed(2)]),
      ];
    });
    console.log(`| ${what} | ${cells.join(' | ')} |`);
  }
  if (json)
    console.log(
      JSON.stringify({
        ...sizes,
        ...Object.fromEntries(
          all.map(({ adapter, figures }) => [
            adapter,
            Object.fromEntries(figures.map(({ what, ...rest }) => [what, rest])),
          ]),
        ),
      }),
    );
}
