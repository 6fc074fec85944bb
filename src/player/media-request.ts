export interface MediaRequest {
  /** Where the file may be had just now, ranked. Asked anew for each round, so that signatures are fresh. */
  readonly addresses: () => readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds and bytes since the last report, and bytes still to come. */
  readonly onProgress?: (ms: number, bytes: number, remaining: number) => void;
}

export interface MediaAnswer {
  /** The address that answered. */
  readonly address: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: ArrayBuffer;
  /** Milliseconds of the attempt that succeeded. */
  readonly ms: number;
}
