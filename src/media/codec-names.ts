import type { StreamBasics } from './inspection.ts';

/** What people call codecs, by ffmpeg's names and by what containers call those that ffmpeg does not know. */
const names: Readonly<Record<string, string>> = {
  // Pictures.
  h264: 'H.264',
  hevc: 'H.265 (HEVC)',
  vvc: 'H.266 (VVC)',
  ...named('H.266 (VVC)', 'vvc1', 'vvi1', 'vvcN', 'H266', 'VVC1', 'V_MPEGI/ISO/VVC'),
  ...named('H.265 (HEVC)', 'hvc1', 'hev1', 'dvh1', 'dvhe', 'HEVC', 'H265'),
  ...named('MPEG-5 EVC', 'evc', 'evc1', 'V_MPEGI/ISO/EVC'),
  ...named('MPEG-5 LCEVC', 'lcevc', 'lvc1'),
  ...named('MV-HEVC', 'mhv1', 'mhe1'),
  ...named('AV1', 'av1', 'av01', 'V_AV1'),
  ...named('AV2', 'av2', 'av02', 'V_AV2'),
  ...named('AVS2', 'avs2', 'V_AVS2'),
  ...named('AVS3', 'avs3', 'V_AVS3'),
  ...named('Advanced Professional Video (APV)', 'apv', 'apv1'),
  ...named('ProRes RAW', 'prores_raw', 'aprn', 'aprh'),
  ...named('Blackmagic RAW', 'brst', 'braw', 'brxq'),
  ...named('REDCODE', 'redcode', 'R3D1'),
  ...named('Cinepak', 'cinepak', 'cvid'),
  ...named('JPEG XS', 'jpegxs', 'jxsm'),
  ...named('High-Throughput JPEG 2000', 'mjp2', 'jph '),
  mjpeg: 'Motion JPEG',
  mpeg1video: 'MPEG-1',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4',
  vc1: 'VC-1',
  vp8: 'VP8',
  vp9: 'VP9',
  prores: 'ProRes',
  dnxhd: 'DNxHD',
  cfhd: 'CineForm',
  theora: 'Theora',
  ...named('Windows Media Video', 'wmv1', 'wmv2', 'wmv3'),
  ...named('RealVideo', 'rv10', 'rv20', 'rv30', 'rv40'),
  ...named('Sorenson Video', 'svq1', 'svq3'),
  png: 'PNG',
  gif: 'GIF',
  // Sound.
  aac: 'AAC',
  ac3: 'Dolby Digital (AC-3)',
  eac3: 'Dolby Digital Plus (E-AC-3)',
  truehd: 'Dolby TrueHD',
  dts: 'DTS',
  flac: 'FLAC',
  mp2: 'MP2',
  mp3: 'MP3',
  alac: 'Apple Lossless',
  ...named('Windows Media Audio', 'wmav1', 'wmav2', 'wmapro', 'wmalossless', 'wmavoice'),
  ...named('RealAudio', 'cook', 'sipr', 'ralf'),
  ...named(
    'PCM',
    ...['u8', 's16le', 's16be', 's24le', 's24be', 's32le', 'f32le', 'bluray', 'dvd'].map((one) => `pcm_${one}`),
  ),
  opus: 'Opus',
  vorbis: 'Vorbis',
  ...named('Dolby AC-4', 'ac4', 'ac-4', 'A_AC4'),
  ...named('MPEG-H 3D Audio', 'mpegh_3d_audio', 'mha1', 'mha2', 'mhm1', 'mhm2', 'A_MPEGH'),
  ...named('DTS:X', 'dtsx', 'dtsy'),
  ...named('DTS Express', 'dtse'),
  ...named('Eclipsa Audio (IAMF)', 'iamf'),
  ...named('Dolby E', 'dolby_e'),
  ...named('Auro-Cx', 'aurx'),
  ...named('Audio Vivid (AVS3)', 'avs3da', 'av3a'),
  // Text.
  ass: 'ASS',
  subrip: 'SubRip',
  mov_text: 'MPEG-4 text',
  eia_608: 'CEA-608 captions',
  xsub: 'DivX subtitles (XSUB)',
  dvb_teletext: 'teletext',
  arib_caption: 'ARIB captions',
  hdmv_pgs_subtitle: 'Blu-ray subtitles',
  dvd_subtitle: 'DVD subtitles',
  dvb_subtitle: 'DVB subtitles',
  hdmv_text_subtitle: 'Blu-ray text subtitles',
  ...named('CEA-708 captions', 'c708'),
  ...named('TTML', 'ttml', 'stpp', 'dfxp'),
  ...named('WebVTT', 'webvtt', 'wvtt', 'S_TEXT/WEBVTT'),
  ...named('timed text', 'stxt', 'sbtt'),
  ...named('Universal Subtitle Format', 'S_TEXT/USF'),
  ...named('Blu-ray text subtitles', 'S_HDMV/TEXTST'),
  ...named('Kate', 'S_KATE'),
  ...named('ARIB captions', 'S_ARIBSUB'),
  ...named('subtitles drawn as bitmaps', 'S_IMAGE/BMP'),
};

function named(name: string, ...codes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(codes.map((code) => [code, name]));
}

/** What a stream is packed as, as people call it; undefined where the file does not even name it. */
export function codecName({ codec, tag }: Pick<StreamBasics, 'codec' | 'tag'>): string | undefined {
  if (codec !== 'unknown') return names[codec] ?? codec;
  if (tag === undefined) return undefined;
  return names[tag] ?? `“${tag}”`;
}
