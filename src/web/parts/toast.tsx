import { useEffect, useState } from 'preact/hooks';
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

interface Told extends Toast {
  readonly id: number;
}

const most = 3;
let told: readonly Told[] = [];
let next = 1;
const changed = new EventTarget();

function set(toasts: readonly Told[]): void {
  told = toasts;
  changed.dispatchEvent(new Event('told'));
}

/** Says it at the foot of the page, and to those who listen. Returns how to take it back early. */
export function tell(toast: Toast): () => void {
  const id = next++;
  set([...told, { ...toast, id }].slice(-most));
  return () => set(told.filter((one) => one.id !== id));
}

/** Where toasts are shown; stands once, in the app. */
export function Toasts() {
  const [shown, setShown] = useState(told);
  useEffect(() => {
    const update = () => setShown(told);
    changed.addEventListener('told', update);
    return () => changed.removeEventListener('told', update);
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { readonly toast: Told }) {
  const [held, setHeld] = useState(false);
  const leave = () => set(told.filter((one) => one.id !== toast.id));
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
      class={`toast toast-${tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
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
