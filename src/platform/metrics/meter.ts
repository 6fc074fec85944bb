/** Told of every attempt to call one engine. */
export interface CallMeter {
  answered(call: string, ms: number): void;
  /** `code` is the error's, or `other`. */
  failed(call: string, ms: number, code: string): void;
}
