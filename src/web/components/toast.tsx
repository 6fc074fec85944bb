import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../kit/index.ts';
import { words } from '../words/index.ts';
import { Icon } from './icon.tsx';

/** Something short to say, and at most one thing to do about it. */
export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'trouble' | 'health';
  readonly action?: { readonly name: string; readonly onChoose: () => void };
  /** How long it stays; longer where there is something to do. */
  readonly milliseconds?: number;
}

interface ShownToast extends Toast {
  readonly id: number;
}

const most = 3;
let current: readonly ShownToast[] = [];
let next = 1;
const changed = new EventTarget();

function set(toasts: readonly ShownToast[]): void {
  current = toasts;
  changed.dispatchEvent(new Event('told'));
}

/** Says it at the foot of the page, and to those who listen. Returns how to take it back early. */
export function tell(toast: Toast): () => void {
  const id = next++;
  set([...current, { ...toast, id }].slice(-most));
  return () => set(current.filter((one) => one.id !== id));
}

/** Whether the last thing done on the page was done with keys: their focus can be led, a pointer needs no leading. */
let byKeys = false;

/** Where toasts are shown; stands once, in the app. */
export function Toasts() {
  const [shown, setShown] = useState(current);
  useEffect(() => {
    const end = new AbortController();
    const options = { signal: end.signal, capture: true };
    changed.addEventListener('told', () => setShown(current), { signal: end.signal });
    addEventListener('keydown', () => (byKeys = true), options);
    addEventListener('pointerdown', () => (byKeys = false), options);
    return () => end.abort();
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { readonly toast: ShownToast }) {
  const [over, setOver] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = over || focused;
  const line = useRef<HTMLDivElement>(null);
  const giveBack = useLedFocus(line, toast.action !== undefined);
  const leave = () => {
    giveBack();
    set(current.filter((one) => one.id !== toast.id));
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    line.current?.addEventListener('keydown', onKey);
    return () => line.current?.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (held) return;
    const end = new AbortController();
    const stay = toast.milliseconds ?? (toast.action === undefined ? 6_000 : 10_000);
    systemClock.sleep(stay, end.signal).then(leave, () => undefined);
    return () => end.abort();
  }, [held]);
  const { tone = 'plain' } = toast;
  return (
    <div
      ref={line}
      class={`toast toast-${tone}`}
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => setOver(false)}
      onFocusIn={() => setFocused(true)}
      onFocusOut={() => setFocused(false)}
    >
      {tone !== 'plain' && <Icon name={tone === 'trouble' ? 'warning' : 'done'} />}
      <p>{toast.text}</p>
      {toast.action !== undefined && (
        <button
          type="button"
          class="button button-plain"
          onClick={() => {
            leave();
            toast.action?.onChoose();
          }}
        >
          {toast.action.name}
        </button>
      )}
      <button type="button" class="button-icon" aria-label={words.close} onClick={leave}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/**
 * Leads the focus of somebody who works with keys to what can be done about a toast: at the page's foot it would be
 * many steps away, and gone before them. Returns what gives the focus back, where the toast still has it.
 */
function useLedFocus(line: { readonly current: HTMLElement | null }, wanted: boolean): () => void {
  const before = useRef<Element>(null);
  useEffect(() => {
    if (!wanted || !byKeys) return;
    // What was acted on may go away first, and its page have a better place for the focus than none.
    const settled = requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        before.current = document.activeElement;
        line.current?.querySelector<HTMLElement>('button')?.focus();
      }),
    );
    return () => cancelAnimationFrame(settled);
  }, []);
  return () => {
    if (line.current?.contains(document.activeElement) !== true) return;
    const there = before.current;
    const isPlace = there instanceof HTMLElement && there.isConnected && there !== document.body;
    const back = isPlace ? there : document.querySelector<HTMLElement>('main h1');
    if (back !== null && !isPlace) back.tabIndex = -1;
    back?.focus({ preventScroll: true });
  };
}
