import type { SideData } from './side-data.ts';

/** The parts of ffprobe's JSON that are read. */
export interface Probe {
  readonly streams?: readonly ProbedStream[];
  readonly programs?: readonly {
    readonly program_num?: number;
    readonly tags?: Tags;
    readonly streams?: readonly { readonly index: number }[];
  }[];
  readonly chapters?: readonly {
    readonly start_time?: string;
    readonly end_time?: string;
    readonly tags?: Tags;
  }[];
  readonly packets?: readonly ProbedPacket[];
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly start_time?: string };
}

export type Tags = Readonly<Record<string, string>>;

/** Of the first packets of the file, whichever stream they belong to. */
export interface ProbedPacket {
  readonly stream_index?: number;
  readonly flags?: string;
  readonly side_data_list?: readonly SideData[];
}

export interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly codec_tag_string?: string;
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly sample_aspect_ratio?: string;
  readonly avg_frame_rate?: string;
  readonly r_frame_rate?: string;
  readonly time_base?: string;
  readonly field_order?: string;
  readonly color_primaries?: string;
  readonly color_transfer?: string;
  readonly color_space?: string;
  readonly color_range?: string;
  readonly start_pts?: number;
  readonly start_time?: string;
  readonly duration?: string;
  readonly duration_ts?: number;
  readonly nb_frames?: string;
  readonly channels?: number;
  readonly channel_layout?: string;
  readonly sample_rate?: string;
  readonly disposition?: Readonly<Record<string, number>>;
  readonly tags?: Tags;
  readonly side_data_list?: readonly SideData[];
}
