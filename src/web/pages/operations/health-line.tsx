import { Icon } from '../../components/icon.tsx';
import { count, listOf } from '../../format.ts';
import { dates } from '../../formats.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { plainView, queryOf } from '../studio/library/list.ts';
import type { Complaint, SystemStatus } from './health.ts';

/** Whether all is well, in one sentence; where it is not, what is the matter. */
export function HealthLine(props: {
  readonly complaints: readonly Complaint[];
  readonly status: SystemStatus;
  /** Unix milliseconds of the oldest answer. */
  readonly at: number;
  readonly reachable: boolean;
}) {
  const { complaints, status } = props;
  const text = words.operations;
  const well = complaints.length === 0;
  const time = dates({ timeStyle: 'medium' }).format(props.at);
  return (
    <section class="health" data-well={well} role="status">
      <div class="health-arch" aria-hidden="true">
        <Icon name={well ? 'check' : 'warning'} />
      </div>
      <div class="health-words">
        <h2>{well ? text.well : text.unwell(complaints.length, count(complaints.length))}</h2>
        {well ? (
          <p>
            {status.processes.length === 1
              ? text.wellOne
              : text.wellMore(status.processes.length, count(status.processes.length))}
          </p>
        ) : (
          <ul>
            {complaints.map((complaint) => (
              <li key={keyOf(complaint)}>
                {sentenceOf(complaint)}
                {complaint.kind === 'failed' && (
                  <>
                    {' '}
                    <a href={`${addressOf.studio}${queryOf({ ...plainView, shelf: 'trouble' })}`}>{text.seeFailed}</a>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        <p class="health-at">{props.reachable ? text.live : text.asOf(time)}</p>
      </div>
    </section>
  );
}

function keyOf(complaint: Complaint): string {
  return 'process' in complaint ? `${complaint.kind} ${complaint.process.pid}` : complaint.kind;
}

function sentenceOf(complaint: Complaint): string {
  const text = words.operations.complaints;
  switch (complaint.kind) {
    case 'missing':
      return text.missing(listOf(complaint.targets));
    case 'unready':
      return text.unready(listOf(complaint.process.targets), complaint.process.why ?? words.operations.noWhy);
    case 'degraded':
      return complaint.process.degraded ?? words.operations.noWhy;
    case 'disk':
      return text.disk(complaint.held);
    case 'no-encoder':
      return text['no-encoder'](complaint.waiting, count(complaint.waiting));
    case 'failed':
      return text.failed(complaint.jobs, count(complaint.jobs));
  }
}
