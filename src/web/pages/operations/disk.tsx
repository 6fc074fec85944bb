import { Icon } from '../../components/icon.tsx';
import { Meter } from '../../components/meter.tsx';
import { fileSize, percent } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Work } from './health.ts';

/** From this share on a disk is nearly full. */
const nearlyFull = 0.9;

/** The disk that films and what is made of them lie on. */
export function DiskPanel({ work }: { readonly work: Work | undefined }) {
  const text = words.operations.disk;
  const disk = work?.disk;
  const used = disk === undefined || disk.totalBytes <= 0 ? undefined : 1 - disk.freeBytes / disk.totalBytes;
  return (
    <section class="panel" aria-labelledby="disk">
      <h2 id="disk">{text.title}</h2>
      {work === undefined ? (
        <div class="panel-blank" aria-busy="true" />
      ) : disk === undefined || used === undefined ? (
        <p class="panel-empty">{text.unknown}</p>
      ) : (
        <div class="disk">
          <p class="big-number">{text.used(percent(used))}</p>
          <Meter
            label={text.title}
            share={used}
            shown={text.used(percent(used))}
            tone={disk.held !== undefined || used > nearlyFull ? 'trouble' : 'brass'}
          />
          <p class="quiet">{text.free(fileSize(disk.freeBytes), fileSize(disk.totalBytes))}</p>
          {disk.held !== undefined && (
            <p class="held">
              <Icon name="warning" />
              <span>{disk.held}</span>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
