/**
 * How many rows to ask for at once. The driver's pages are of rows, and ours of bytes: it asks for about as many as
 * the rows before make likely, so that a page of large ones is not loaded many times over.
 */
export interface Pace {
  rows(page: PageSoFar): number;
  /** Rows that were seen, here or in another page. */
  saw(rows: number, bytes: number): void;
}

export interface PageSoFar {
  readonly rowsLeft: number;
  readonly bytesLeft: number;
  readonly rowsSeen: number;
  readonly bytesSeen: number;
}

/** Where nothing is known of a table: at most 16 MiB, even if each row is as large as may be. */
const unknown = 16;
/** For the first time in a page, whatever the table's usual rows are. */
const atFirst = 250;
/** A replica stops at 100,000 deletions in one answer, and each column that is null may be one. */
const cells = 50_000;
const newest = 0.2;

export function paceOf(columns: number): Pace {
  let usual: number | undefined;
  const mostRows = Math.max(1, Math.floor(cells / (columns + 1)));
  return {
    rows({ rowsLeft, bytesLeft, rowsSeen, bytesSeen }) {
      const likely = rowsSeen > 0 ? bytesSeen / rowsSeen : usual;
      const fit = likely === undefined ? unknown : Math.ceil(bytesLeft / Math.max(1, likely));
      const most = rowsSeen === 0 ? atFirst : rowsSeen * 8;
      return Math.max(1, Math.min(rowsLeft, fit, most, mostRows));
    },
    saw(rows, bytes) {
      if (rows === 0) return;
      const mean = bytes / rows;
      usual = usual === undefined ? mean : usual + (mean - usual) * newest;
    },
  };
}
