import { Icon } from '../../components/icon.tsx';
import { count, listOf, locale } from '../../format.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { plainView, queryOf } from '../studio/library/list.ts';
import type { Complaint, House } from './health.ts';

/** Whether all is well, in one sentence; where it is not, what is the matter. */
export function HealthLine(props: {
  readonly complaints: readonly Complaint[];
  readonly house: House;
  /** Unix milliseconds of the oldest answer. */
  readonly at: number;
  readonly reachable: boolean;
}) {
  const { complaints, house } = props;
  const said = words.operations;
  const well = complaints.length === 0;
  const time = new Intl.DateTimeFormat(locale(), { timeStyle: 'medium' }).format(props.at);
  return (
    <section class="health" data-well={well} role="status">
      <div class="health-arch" aria-hidden="true">
        <Icon name={well ? 'check' : 'warning'} />
      </div>
      <div class="health-words">
        <h2>{well ? said.well : said.unwell(complaints.length, count(complaints.length))}</h2>
        {well ? (
          <p>
            {house.processes.length === 1
              ? said.wellOne
              : said.wellMore(house.processes.length, count(house.processes.length))}
          </p>
        ) : (
          <ul>
            {complaints.map((complaint) => (
              <li key={keyOf(complaint)}>
                {sentenceOf(complaint)}
                {complaint.kind === 'failed' && (
                  <>
                    {' '}
                    <a href={`${addressOf.studio}${queryOf({ ...plainView, shelf: 'trouble' })}`}>{said.seeFailed}</a>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        <p class="health-at">{props.reachable ? said.live : said.asOf(time)}</p>
      </div>
    </section>
  );
}

function keyOf(complaint: Complaint): string {
  return 'process' in complaint ? `${complaint.kind} ${complaint.process.pid}` : complaint.kind;
}

function sentenceOf(complaint: Complaint): string {
  const said = words.operations.complaints;
  switch (complaint.kind) {
    case 'missing':
      return said.missing(listOf(complaint.targets));
    case 'unready':
      return said.unready(listOf(complaint.process.targets), complaint.process.why ?? words.operations.noWhy);
    case 'degraded':
      return complaint.process.degraded ?? words.operations.noWhy;
    case 'disk':
      return said.disk(complaint.held);
    case 'no-encoder':
      return said['no-encoder'](complaint.waiting, count(complaint.waiting));
    case 'failed':
      return said.failed(complaint.jobs, count(complaint.jobs));
  }
}
