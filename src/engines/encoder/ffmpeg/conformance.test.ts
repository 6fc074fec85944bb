import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openChildren, silentLogger } from '../../../host/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { encoderConformance } from '../conformance.ts';
import { makeMedia, markedPictures } from '../testing/films.ts';
import { ffmpegEncoder } from './open.ts';

encoderConformance('ffmpeg', async (folder) => {
  const children = await openChildren({ folder: join(folder, 'run'), clock: systemClock, logger: silentLogger });
  return {
    encoder: ffmpegEncoder({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', children, logger: silentLogger }),
    async makeFilm(file) {
      const words = `${file}.srt`;
      writeFileSync(words, '1\n00:00:00,500 --> 00:00:01,500\nHello\n');
      makeMedia([
        ...markedPictures({ count: 50, rate: '25' }),
        ...['-f', 'lavfi', '-i', 'sine=duration=2', '-i', words, '-map', '0', '-map', '1', '-map', '2'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-c:a', 'aac', '-c:s', 'srt'],
        ...['-metadata:s:a:0', 'language=eng', '-f', 'matroska', file],
      ]);
    },
    close: () => children.close(),
  };
});
