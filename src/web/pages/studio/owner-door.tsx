import { useState } from 'preact/hooks';
import { enterAsOwner } from '../../api/studio.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { words } from '../../words/index.ts';

/** The studio opens to the owner alone: whoever has the token, or came by an address that brought it. */
export function OwnerDoor({ onDone }: { readonly onDone: () => void }) {
  const [token, setToken] = useState('');
  const [isWrong, setWrong] = useState(false);
  const text = words.studio.owner;
  return (
    <Notice icon="studio" title={text.title} sentence={text.sentence}>
      <form
        class="owner"
        onSubmit={(event) => {
          event.preventDefault();
          void enterAsOwner(token).then((isRight) => {
            setWrong(!isRight);
            if (isRight) onDone();
          });
        }}
      >
        <Field
          label={text.field}
          type="password"
          autocomplete="current-password"
          required
          value={token}
          onValue={(value) => {
            setToken(value);
            setWrong(false);
          }}
          wrong={isWrong ? text.wrong : undefined}
        />
        <Button submit>{text.action}</Button>
      </form>
    </Notice>
  );
}
