import '../studio/forms.css';
import { useState } from 'preact/hooks';
import { type Hook, type HookEvent, hookEvent } from '../../../contracts/studio/index.ts';
import { studio } from '../../api/studio.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { tell } from '../../components/toast.tsx';
import { dataOf, toldOf } from '../../data/error.ts';
import { cache, useQuery } from '../../data/use-query.ts';
import { useSending } from '../../data/use-sending.ts';
import { ago, count } from '../../format.ts';
import { words } from '../../words/index.ts';

const hooksQuery = { key: 'studio.hooks', ask: () => studio.calls.hooks({}), freshMs: 2_000, everyMs: () => 15_000 };

/** Addresses that are told of titles' states, and whether they hear. */
export function HooksPanel({ now }: { readonly now: number }) {
  const { value, refresh } = useQuery(hooksQuery);
  const text = words.operations.hooks;
  const [secret, setSecret] = useState<string>();
  const hooks = value?.hooks ?? [];
  const put = (news: readonly Hook[]) => cache.put(hooksQuery.key, { hooks: [...news] });

  /** What fails is told, and the list asked for again: somebody else may have changed it. */
  async function act(action: () => Promise<readonly Hook[]>): Promise<void> {
    try {
      put(await action());
    } catch (thrown) {
      tell({ text: toldOf(dataOf(thrown)), tone: 'trouble' });
      refresh();
    }
  }

  const tryNow = ({ id }: Hook) =>
    act(async () => {
      const tried = await studio.calls.tryHook({ id });
      tell({ text: tried.last?.sentence ?? '', tone: tried.last?.ok === true ? 'health' : 'trouble' });
      return hooks.map((hook) => (hook.id === id ? tried : hook));
    });
  const remove = ({ id }: Hook) =>
    act(async () => {
      await studio.calls.removeHook({ id });
      return hooks.filter((hook) => hook.id !== id);
    });

  return (
    <section class="panel" aria-labelledby="hooks">
      <h2 id="hooks">{text.title}</h2>
      <p class="panel-lead">{text.lead}</p>
      {hooks.length > 0 && (
        <ul class="hooks" aria-label={text.title}>
          {hooks.map((hook) => (
            <HookRow key={hook.id} hook={hook} now={now} onTry={() => tryNow(hook)} onRemove={() => remove(hook)} />
          ))}
        </ul>
      )}
      {secret !== undefined && (
        <div class="hook-secret" role="status">
          <p>{text.secret}</p>
          <code dir="ltr">{secret}</code>
        </div>
      )}
      <AddHook
        onAdded={({ secret: its, ...hook }) => {
          setSecret(its);
          put([...hooks, hook]);
        }}
      />
    </section>
  );
}

function HookRow(props: {
  readonly hook: Hook;
  readonly now: number;
  readonly onTry: () => void;
  readonly onRemove: () => void;
}) {
  const { hook, now } = props;
  const { url, events, waiting, last, stopped } = hook;
  const text = words.operations.hooks;
  const isWell = stopped === undefined && last?.ok !== false;
  const notes = [
    events.length === hookEvent.options.length ? text.all : events.map((event) => text.events[event]).join(' · '),
    stopped ?? (last === undefined ? text.never : `${last.sentence} · ${ago(last.at, now)}`),
    ...(waiting > 0 ? [text.waiting(waiting, count(waiting))] : []),
  ];
  return (
    <li class="hook" data-row={hook.id}>
      <Icon name={isWell ? 'done' : 'warning'} />
      <div>
        <p class="hook-url" dir="ltr">
          {url}
        </p>
        {notes.map((note) => (
          <p key={note} class="quiet">
            {note}
          </p>
        ))}
      </div>
      <div class="hook-do">
        <Button kind="quiet" label={`${text.try}: ${url}`} onClick={props.onTry}>
          {text.try}
        </Button>
        <Button kind="danger" label={`${text.remove}: ${url}`} onClick={props.onRemove}>
          {text.remove}
        </Button>
      </div>
    </li>
  );
}

function AddHook({ onAdded }: { readonly onAdded: (hook: Hook & { readonly secret: string }) => void }) {
  const text = words.operations.hooks;
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<readonly HookEvent[]>(hookEvent.options);
  const { busy, error, send } = useSending();

  const add = () =>
    send(async () => {
      onAdded(await studio.calls.addHook({ url, events: [...events] }));
      setUrl('');
    });

  return (
    <form
      class="hook-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Field
        label={text.url}
        type="url"
        value={url}
        placeholder="https://example.org/bijou"
        dir="ltr"
        maxLength={2000}
        wrong={error === undefined ? undefined : toldOf(error)}
        onValue={setUrl}
      />
      <fieldset class="checks">
        <legend class="field-label">{text.which}</legend>
        {hookEvent.options.map((event) => (
          <label key={event} class="check">
            <input
              type="checkbox"
              checked={events.includes(event)}
              onChange={({ currentTarget }) =>
                setEvents(currentTarget.checked ? [...events, event] : events.filter((one) => one !== event))
              }
            />
            <span>{text.events[event]}</span>
          </label>
        ))}
      </fieldset>
      <Button submit kind="quiet" busy={busy} disabled={url.trim() === '' || events.length === 0}>
        {text.add}
      </Button>
    </form>
  );
}
