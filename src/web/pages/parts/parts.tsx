import './parts.css';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { ErrorData } from '../../../kit/index.ts';
import { Button, ButtonLink, IconButton } from '../../components/button.tsx';
import { BlankCard, Card } from '../../components/card.tsx';
import { Field, SearchField, Select, TextField } from '../../components/field.tsx';
import { Menu } from '../../components/menu.tsx';
import { Meter } from '../../components/meter.tsx';
import { Notice, Offline, Stale, Wrong } from '../../components/notice.tsx';
import { Picture } from '../../components/picture.tsx';
import { Segmented, Tabs } from '../../components/segmented.tsx';
import { Sheet, useSheet } from '../../components/sheet.tsx';
import { Strip } from '../../components/strip.tsx';
import { Table } from '../../components/table.tsx';
import { tell } from '../../components/toast.tsx';
import { cards, picture } from './samples.ts';

const failure: ErrorData = {
  code: 'sample.failure',
  status: 503,
  retry: 'later',
  sentence: 'The sentence of an error says what happened and what to try.',
  details: {},
};

/** Every part in every state: for those who build pages, in the builders' language. */
export function Parts() {
  return (
    <div class="parts" lang="en" dir="ltr">
      <h1>Parts</h1>
      <Buttons />
      <Fields />
      <Cards />
      <Meters />
      <Tables />
      <Overlays />
      <Group name="Notices">
        <Notice under icon="film" title="Empty" sentence="What is missing, and the one thing to do about it.">
          <Button icon="add">The one thing</Button>
        </Notice>
        <Wrong under error={failure} onRetry={() => undefined} />
        <Offline under onRetry={() => undefined} />
        <Stale error={failure} />
      </Group>
    </div>
  );
}

function Group({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <section class="parts-group">
      <h2>{name}</h2>
      <div class="parts-row">{children}</div>
    </section>
  );
}

function Buttons() {
  const [pressed, setPressed] = useState(true);
  return (
    <Group name="Buttons">
      <Button icon="play" large>
        Velvet, large
      </Button>
      <Button>Velvet</Button>
      <Button kind="quiet">Quiet</Button>
      <Button kind="plain">Plain</Button>
      <Button kind="danger" icon="remove">
        Danger
      </Button>
      <Button busy icon="again">
        Busy
      </Button>
      <Button disabled>Disabled</Button>
      <Button kind="quiet" pressed={pressed} onClick={() => setPressed(!pressed)}>
        Pressed or not
      </Button>
      <ButtonLink kind="quiet" icon="outside" href="/parts">
        A link
      </ButtonLink>
      <IconButton icon="edit" label="Edit" />
      <IconButton icon="captions" label="Captions" pressed />
      <IconButton icon="stop" label="Cannot be stopped" disabled />
    </Group>
  );
}

function Fields() {
  const [text, setText] = useState('The Paper Boat');
  const [wanted, setWanted] = useState('');
  const [choice, setChoice] = useState<'one' | 'two' | 'three'>('two');
  const choices = [
    ['one', 'First'],
    ['two', 'Second'],
    ['three', 'Third'],
  ] as const;
  return (
    <Group name="Fields">
      <Field label="Name" hint="As it is on the poster." value={text} onValue={setText} />
      <Field label="Year" type="number" value="1826" wrong="Films are younger than that." onValue={() => undefined} />
      <TextField label="Summary" value={text} onValue={setText} rows={2} />
      <Select label="Order" value={choice} choices={choices} onValue={setChoice} />
      <SearchField label="Name of a film" value={wanted} onValue={setWanted} />
      <Segmented label="Which" value={choice} choices={choices} onValue={setChoice} />
      <Tabs
        label="Tabs"
        tabs={choices.map(([value, name]) => ({ address: `/parts?tab=${value}`, name, current: value === 'one' }))}
      />
    </Group>
  );
}

function Cards() {
  return (
    <section class="parts-group">
      <Strip row="samples" name="Cards">
        {cards.map((card, place) => (
          <li key={card.id}>
            <Card card={card} place={place === 1 ? { at: 40, duration: 100, savedAt: 0 } : undefined} />
          </li>
        ))}
        <li>
          <BlankCard />
        </li>
        <li>
          <Picture picture={picture} sizes="20rem" alt="Until a picture is there, its blur" />
        </li>
      </Strip>
    </section>
  );
}

function Meters() {
  return (
    <Group name="Meters">
      <Meter label="A third" share={0.33} shown="33%" />
      <Meter label="Well" share={0.8} tone="health" />
      <Meter label="Badly" share={0.95} tone="trouble" />
      <Meter label="Nobody knows how far" share={undefined} />
    </Group>
  );
}

function Tables() {
  const rows = [
    { name: '1080p', size: '1.4 GB', state: 'Done' },
    { name: '720p', size: '0.7 GB', state: 'Encoding' },
  ];
  return (
    <Group name="Table">
      <Table
        label="Rungs"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', head: 'Rung', names: true, cell: ({ name }) => name },
          { key: 'state', head: 'State', cell: ({ state }) => state },
          { key: 'size', head: 'Size', numeric: true, cell: ({ size }) => size },
        ]}
      />
    </Group>
  );
}

function Overlays() {
  const linked = useSheet('sample');
  const plain = useRef<HTMLDialogElement>(null);
  const word = { text: 'Something was done.', action: { name: 'Undo', onChoose: () => undefined } };
  return (
    <Group name="Over the page">
      <Button kind="quiet" onClick={linked.show}>
        Sheet with an address
      </Button>
      <Button kind="quiet" onClick={() => plain.current?.showModal()}>
        Wide sheet
      </Button>
      <Button kind="quiet" onClick={() => tell(word)}>
        Toast
      </Button>
      <Button kind="quiet" onClick={() => tell({ tone: 'trouble', text: failure.sentence })}>
        Toast of trouble
      </Button>
      <Button kind="quiet" onClick={() => tell({ tone: 'health', text: 'All is well.' })}>
        Toast of health
      </Button>
      <Menu
        label="More to do"
        items={[
          { key: 'edit', name: 'Edit', icon: 'edit', onChoose: () => undefined },
          { key: 'off', name: 'Not now', disabled: true, onChoose: () => undefined },
          { key: 'remove', name: 'Remove', icon: 'remove', danger: true, onChoose: () => undefined },
        ]}
      />
      <Sheet sheet={linked.sheet} id="sample-sheet" title="A sheet">
        <p>Its being open is in the address.</p>
      </Sheet>
      <Sheet sheet={plain} id="wide-sheet" title="A wide sheet" wide>
        <p>Escape, the cross and a click beside it close it.</p>
      </Sheet>
    </Group>
  );
}
