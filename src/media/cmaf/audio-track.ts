/** One AAC packet. */
export interface AudioPacket {
  readonly offset: number;
  readonly size: number;
  /** When it is presented, in samples from the film's start; negative for priming. */
  readonly start: number;
  /** Samples. */
  readonly ticks: number;
}

/** What one encoder output of audio holds, without its packets' bytes. */
export interface AudioTrack {
  /** RFC 6381, e.g. `mp4a.40.2`. */
  readonly codecs: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** The AudioSpecificConfig (ISO 14496-3, 1.6.2.1). */
  readonly configuration: Uint8Array;
  readonly packets: readonly AudioPacket[];
}
