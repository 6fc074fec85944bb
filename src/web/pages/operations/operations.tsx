import '../studio/studio.css';
import './operations.css';
import { useEffect, useState } from 'preact/hooks';
import { connectBrowser } from '../../../contracts/browser/index.ts';
import { gatewayContract } from '../../../contracts/gateway/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { owner } from '../../api/owner.ts';
import { studio } from '../../api/studio.ts';
import { Offline, Stale, Wrong } from '../../components/notice.tsx';
import { type Answer, cache, useQuery } from '../../data/use-query.ts';
import { words } from '../../words/index.ts';
import { followStudio } from '../studio/follow.ts';
import { OwnerDoor } from '../studio/owner-door.tsx';
import { DiskPanel } from './disk.tsx';
import { EncodersPanel } from './encoders.tsx';
import { complaintsOf, type SystemStatus, type Work } from './health.ts';
import { HealthLine } from './health-line.tsx';
import { HooksPanel } from './hooks-panel.tsx';
import { JobsPanel } from './jobs.tsx';
import { ProcessesPanel } from './processes.tsx';
import { TroublesPanel } from './troubles.tsx';

const gateway = connectBrowser(gatewayContract, { base: '', token: owner.token });

const statusQuery = {
  key: 'gateway.status',
  ask: () => gateway.calls.status({}),
  freshMs: 2_000,
  everyMs: () => 3_000,
};
const workQuery = { key: 'studio.work', ask: () => studio.calls.work({}), freshMs: 2_000, everyMs: () => 5_000 };

/** What runs, and how it fares: enough to know in ten seconds whether all is well. */
export function Operations() {
  const status = useQuery(statusQuery);
  const work = useQuery(workQuery);
  useEffect(() => {
    document.title = `${words.operations.title} · ${words.name}`;
  }, []);
  useEffect(
    () =>
      followStudio({
        work: (news) => cache.put(workQuery.key, news),
        stale: () => void cache.ask(workQuery.key, workQuery.ask),
        way: () => undefined,
      }),
    [],
  );

  const error = status.error ?? work.error;
  const refresh = () => {
    status.refresh();
    work.refresh();
  };
  if (error?.code === 'request.owner-only') return <OwnerDoor onDone={refresh} />;
  if (status.value === undefined && !status.online) return <Offline />;
  if (status.value === undefined && error !== undefined) return <Wrong error={error} onRetry={refresh} />;
  return (
    <div class="studio operations">
      <h1>{words.operations.title}</h1>
      {error !== undefined && <Stale error={error} />}
      {status.value === undefined ? <Loading /> : <Panels status={status} value={status.value} work={work} />}
    </div>
  );
}

function Panels(props: {
  readonly status: Answer<SystemStatus>;
  readonly value: SystemStatus;
  readonly work: Answer<Work>;
}) {
  const { status, value, work } = props;
  const now = useNow();
  return (
    <>
      <HealthLine
        complaints={complaintsOf(value, work.value, now)}
        status={value}
        at={Math.min(status.at, work.at > 0 ? work.at : status.at)}
        reachable={status.error === undefined && status.online}
      />
      <div class="panels">
        <JobsPanel work={work.value} />
        <DiskPanel work={work.value} />
      </div>
      <ProcessesPanel status={value} now={now} />
      <div class="panels">
        <EncodersPanel work={work.value} now={now} />
        <TroublesPanel work={work.value} now={now} />
      </div>
      <HooksPanel now={now} />
      <p class="quiet operations-version">{words.operations.version(value.version)}</p>
    </>
  );
}

/** The time, anew every few seconds: what is told of how long runs on between two answers. */
function useNow(): number {
  const [now, setNow] = useState(() => systemClock.now());
  useEffect(() => {
    const end = new AbortController();
    async function tick(): Promise<void> {
      for (;;) {
        await systemClock.sleep(5_000, end.signal);
        if (!document.hidden) setNow(systemClock.now());
      }
    }
    tick().catch(() => undefined);
    return () => end.abort();
  }, []);
  return now;
}

function Loading() {
  return (
    <>
      <p class="unseen" role="status">
        {words.operations.loading}
      </p>
      <div class="health blank" aria-hidden="true" />
      <div class="panels" aria-hidden="true">
        <div class="panel blank-panel" />
        <div class="panel blank-panel" />
      </div>
    </>
  );
}
