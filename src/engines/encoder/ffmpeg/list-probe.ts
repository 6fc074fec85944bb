import type { Probe } from './probed.ts';

/** Times are those of a whole list of files; its container, what streams are for, and chapters are those of its first file. */
export function asFirst(whole: Probe, first: Probe): Probe {
  const streams = whole.streams?.map((stream) => {
    const own = first.streams?.find(({ index }) => index === stream.index);
    const { DURATION: _, ...tags } = stream.tags ?? {};
    return {
      ...stream,
      ...(own?.disposition === undefined ? {} : { disposition: own.disposition }),
      ...(own?.codec_tag_string === undefined ? {} : { codec_tag_string: own.codec_tag_string }),
      tags,
    };
  });
  return {
    ...whole,
    ...(streams === undefined ? {} : { streams }),
    ...(first.chapters === undefined ? {} : { chapters: first.chapters }),
    format: { ...whole.format, ...(first.format?.format_name && { format_name: first.format.format_name }) },
  };
}
