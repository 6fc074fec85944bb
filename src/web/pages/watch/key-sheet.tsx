import { Sheet, type SheetPlace } from '../../components/sheet.tsx';
import { words } from '../../words/index.ts';

/** Which keys do what. */
export function KeySheet({ sheet, open }: SheetPlace) {
  return (
    <Sheet sheet={sheet} id="keys" title={words.watch.keys} wide>
      <dl class="key-list" tabIndex={0}>
        {(open ? words.watch.keyList : []).map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
