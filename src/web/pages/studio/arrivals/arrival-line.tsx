import { Button, IconButton } from '../../../components/button.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Meter } from '../../../components/meter.tsx';
import { fileSize, percent } from '../../../format.ts';
import { addressOf } from '../../../routes.ts';
import { words } from '../../../words/index.ts';
import { type Arrival, isUnderWay, type SidecarArrival } from './queue.ts';
import { uploads } from './uploads.ts';

/** One film on its way, and what comes along with it. */
export function ArrivalLine({ arrival }: { readonly arrival: Arrival }) {
  const text = words.studio.arrivals;
  const share = arrival.size === 0 ? 0 : arrival.sent / arrival.size;
  return (
    <li class="upload" data-state={arrival.state}>
      <div class="upload-head">
        <span class="upload-name" dir="auto">
          {arrival.name}
        </span>
        {arrival.title !== undefined && (
          <a class="button button-plain" href={addressOf.film(arrival.title)}>
            {text.open}
          </a>
        )}
        {arrival.state === 'wrong' && (
          <Button kind="plain" icon="again" onClick={() => uploads.again(arrival.id)}>
            {text.again}
          </Button>
        )}
        <IconButton
          icon="close"
          label={`${isUnderWay(arrival) ? text.stop : text.dismiss}: ${arrival.name}`}
          onClick={() => uploads.stop(arrival.id)}
        />
      </div>
      <Meter
        label={arrival.name}
        share={share}
        shown={percent(share)}
        tone={arrival.state === 'wrong' ? 'trouble' : arrival.state === 'arrived' ? 'health' : 'brass'}
      />
      <p class={arrival.state === 'wrong' ? 'upload-word sheet-wrong' : 'upload-word'}>{wordOf(arrival)}</p>
      {arrival.sidecars.length > 0 && (
        <ul class="sidecars" aria-label={text.withIt}>
          {arrival.sidecars.map((sidecar) => (
            <SidecarLine key={sidecar.name} sidecar={sidecar} />
          ))}
        </ul>
      )}
    </li>
  );
}

function SidecarLine({ sidecar }: { readonly sidecar: SidecarArrival }) {
  const text = words.studio.arrivals;
  const icon = ({ text: 'captions', artwork: 'picture', details: 'text' } as const)[sidecar.kind];
  return (
    <li class="sidecar" data-state={sidecar.state}>
      <Icon name={icon} />
      <span dir="auto">{sidecar.name}</span>
      <span class="quiet">{sidecar.why ?? text.sidecarStates[sidecar.state]}</span>
    </li>
  );
}

function wordOf({ state, sent, size, why, already }: Arrival): string {
  const text = words.studio.arrivals;
  switch (state) {
    case 'queued':
      return text.queued;
    case 'held':
      return text.held;
    case 'arrived':
      return already ? text.already : text.arrived;
    case 'wrong':
      return why ?? '';
    case 'sending':
      return text.sent(fileSize(sent), fileSize(size), percent(size === 0 ? 0 : Math.floor((sent / size) * 100) / 100));
  }
}
