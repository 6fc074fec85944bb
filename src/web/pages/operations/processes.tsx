import { Icon } from '../../components/icon.tsx';
import { span } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Process, SystemStatus } from './health.ts';

/** Every process, what it does, and whether it is ready. */
export function ProcessesPanel({ status, now }: { readonly status: SystemStatus; readonly now: number }) {
  const text = words.operations.processes;
  return (
    <section class="panel" aria-labelledby="processes">
      <h2 id="processes">{text.title}</h2>
      <ul class="processes" aria-label={text.label}>
        {status.processes.map((process) => (
          <ProcessCard key={`${process.pid} ${process.targets.join()}`} process={process} now={now} />
        ))}
      </ul>
    </section>
  );
}

function ProcessCard({ process, now }: { readonly process: Process; readonly now: number }) {
  const text = words.operations.processes;
  return (
    <li class="process" data-ready={process.ready}>
      <p class="process-state">
        <Icon name={process.ready ? 'done' : 'warning'} />
        {process.ready ? text.ready : text.unready}
      </p>
      <ul class="targets" aria-label={text.targets}>
        {process.targets.map((target) => (
          <li key={target}>{target}</li>
        ))}
      </ul>
      {!process.ready && <p class="process-why">{process.why ?? words.operations.noWhy}</p>}
      {process.ready && process.degraded !== undefined && <p class="process-why">{process.degraded}</p>}
      <dl class="process-facts">
        <div>
          <dt>{text.up}</dt>
          <dd>{span((now - Date.parse(process.startedAt)) / 1000)}</dd>
        </div>
        <div>
          <dt>{text.pid}</dt>
          <dd>{process.pid}</dd>
        </div>
        {process.address !== undefined && (
          <div>
            <dt>{text.address}</dt>
            <dd dir="ltr">{process.address}</dd>
          </div>
        )}
      </dl>
    </li>
  );
}
