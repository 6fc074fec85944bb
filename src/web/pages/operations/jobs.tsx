import { count } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Work } from './health.ts';

const states = ['waiting', 'leased', 'done', 'failed'] as const;

/** Jobs by state: a number each, and how they lie to each other as a bar. */
export function JobsPanel({ work }: { readonly work: Work | undefined }) {
  const text = words.operations.jobs;
  const jobs = work?.jobs;
  const idle = jobs?.waiting === 0 && jobs.leased === 0;
  return (
    <section class="panel" aria-labelledby="jobs">
      <h2 id="jobs">{text.title}</h2>
      {work === undefined || jobs === undefined ? (
        <div class="panel-blank" aria-busy="true" />
      ) : (
        <>
          <dl class="numbers" aria-label={text.label}>
            {states.map((state) => (
              <div key={state} data-state={state} data-none={jobs[state] === 0}>
                <dt>{text.states[state]}</dt>
                <dd>{count(jobs[state])}</dd>
              </div>
            ))}
          </dl>
          <div class="job-bar" aria-hidden="true">
            {states.map((state) => (
              <span key={state} class={`job-${state}`} style={{ flexGrow: jobs[state] }} />
            ))}
          </div>
          <p class="quiet">
            {work.uploads > 0 ? text.uploads(work.uploads, count(work.uploads)) : idle ? text.none : ''}
          </p>
        </>
      )}
    </section>
  );
}
