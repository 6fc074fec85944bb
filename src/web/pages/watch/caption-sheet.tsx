import { Sheet, type SheetPlace } from '../../components/sheet.tsx';
import { words } from '../../words/index.ts';
import { CaptionText } from './caption-layer.tsx';
import { type CaptionStyle, captionChoices, plainCaptions } from './caption-style.ts';
import { Choice } from './choice.tsx';

interface StyleProps {
  readonly style: CaptionStyle;
  readonly onStyle: (style: CaptionStyle) => void;
}

/** How captions look, with one to try it on. */
export function CaptionSheet({ sheet, open, ...props }: StyleProps & SheetPlace) {
  return (
    <Sheet sheet={sheet} id="captions" title={words.watch.style.name} wide>
      {open && <Style {...props} />}
    </Sheet>
  );
}

function Style({ style, onStyle }: StyleProps) {
  const text = words.watch.style;
  const sample = { start: 0, end: 1, top: undefined, middle: undefined, size: 100, align: 'center' } as const;
  const run = { text: text.sample, italic: false, bold: false, underline: false, color: '' };
  const names = {
    size: [text.size, text.sizes],
    color: [text.color, text.colors],
    background: [text.background, text.backgrounds],
    edge: [text.edge, text.edges],
    font: [text.font, text.fonts],
    place: [text.place, text.places],
  } as const;
  return (
    <>
      <div class="caption-sample">
        <CaptionText caption={{ ...sample, lines: [[run]] }} style={style} />
      </div>
      <div class="caption-choices">
        {(Object.keys(names) as (keyof typeof names)[]).map((part) => {
          const [name, values] = names[part];
          const options = captionChoices[part].map((value) => ({
            value: value as string,
            name: (values as Readonly<Record<string, string>>)[value] ?? value,
          }));
          return (
            <Choice
              key={part}
              first={part === 'size'}
              name={name}
              across
              options={options}
              chosen={style[part]}
              onChoose={(value) => onStyle({ ...style, [part]: value })}
            />
          );
        })}
      </div>
      <div class="settings-more">
        <button type="button" class="button button-quiet" onClick={() => onStyle(plainCaptions)}>
          {text.reset}
        </button>
      </div>
    </>
  );
}
