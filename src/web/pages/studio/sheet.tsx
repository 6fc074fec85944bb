import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Sheet } from '../../components/sheet.tsx';
import { closeSheet } from '../../router.ts';

/** A sheet that the address opens and closes: it can be linked, and gone back from. What is in it lives while it is open. */
export function AddressSheet(props: {
  readonly open: boolean;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  const { open } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  /** A sheet that closes because the address went on must not take the address back. */
  const wanted = useRef(open);
  wanted.current = open;

  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (!open) element.close();
    else {
      element.showModal();
      // A form is begun in its first field, not on the cross that leaves it.
      element.querySelector<HTMLElement>('form.sheet-form :is(input, select, textarea)')?.focus();
    }
  }, [open]);

  useEffect(() => {
    const element = dialog.current;
    const onClose = () => {
      if (wanted.current) closeSheet();
      // The browser gives the focus back a moment after it says that the sheet is closed.
      requestAnimationFrame(() => requestAnimationFrame(keepFocus));
    };
    element?.addEventListener('close', onClose);
    return () => element?.removeEventListener('close', onClose);
  }, []);

  return (
    <Sheet sheet={dialog} id={id} title={props.title}>
      {open && props.children}
    </Sheet>
  );
}

/** A page that was opened with its sheet has nothing to give the focus back to: its heading has it then. */
function keepFocus(): void {
  const { activeElement } = document;
  if (activeElement !== document.body && activeElement?.closest('dialog:not([open])') === null) return;
  const heading = document.querySelector<HTMLElement>('main h1');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
