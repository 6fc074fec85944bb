import type { Player, PlayerState, Quality, SoundTrack } from '../../../player/index.ts';
import { Icon } from '../../components/icon.tsx';
import { Sheet, type SheetPlace } from '../../components/sheet.tsx';
import { clockTime, count, languageName, megabits } from '../../format.ts';
import { words } from '../../words/index.ts';
import { Choice, type Option } from './choice.tsx';
import type { SheetName } from './keys.ts';
import { hasShareSheet } from './share.ts';
import { speeds } from './speeds.ts';
import { keepChoice } from './store.ts';
import { Timing } from './timing.tsx';
import type { Offsets } from './use-offsets.ts';
import { type Sleep, type SleepChoice, sleepChoices } from './use-sleep.ts';

interface SettingProps {
  readonly state: PlayerState;
  readonly player: Player | undefined;
  readonly sleep: Sleep;
  readonly onSpeed: (speed: number) => void;
  readonly onSheet: (name: SheetName) => void;
  readonly offsets: Offsets;
  readonly onShare: () => void;
}

/** No choice made: captions off, quality by itself, no timer. */
const none = '';

/** Sound, captions, picture, speed and the sleep timer, in one sheet. */
export function SettingSheet({ sheet, open, ...props }: SettingProps & SheetPlace) {
  return (
    <Sheet sheet={sheet} id="settings" title={words.watch.settings} wide>
      {open && <Settings {...props} />}
    </Sheet>
  );
}

function Settings(props: SettingProps) {
  const { state, player, sleep, offsets } = props;
  const { timing, share } = words.watch;
  const now = clockTime(state.time);
  return (
    <>
      <div class="settings">
        {state.sounds.length > 0 && (
          <Choice
            first
            name={words.watch.sound}
            options={state.sounds.map(soundOption)}
            chosen={state.sound ?? none}
            onChoose={(id) => {
              keepChoice('sound', state.sounds.find((sound) => sound.id === id)?.language);
              player?.chooseSound(id);
            }}
          />
        )}
        <Choice
          name={words.watch.captions}
          options={[
            { value: none, name: words.watch.none },
            ...state.captions.map(({ id, language, label }) => ({ value: id, ...nameOf({ language, label }) })),
          ]}
          chosen={state.caption ?? none}
          onChoose={(id) => {
            keepChoice('caption', state.captions.find((caption) => caption.id === id)?.language);
            player?.chooseCaption(id === none ? undefined : id);
          }}
        />
        <Choice
          name={words.watch.quality}
          options={[{ value: none, name: autoName(state) }, ...state.qualities.map(qualityOption)]}
          chosen={state.quality ?? none}
          onChoose={(id) => player?.chooseQuality(id === none ? undefined : id)}
        />
        <div class="settings-last">
          <Choice
            name={words.watch.speed}
            across
            options={speeds.map((speed) => ({ value: String(speed), name: `${count(speed)}×` }))}
            chosen={String(state.speed)}
            onChoose={(speed) => props.onSpeed(Number(speed))}
          />
          <Choice
            name={words.watch.sleep.name}
            across
            options={[{ value: none, name: words.watch.none }, ...sleepChoices.map(sleepOption)]}
            chosen={sleep.choice === undefined ? none : String(sleep.choice)}
            onChoose={(choice) => sleep.choose(sleepChoices.find((one) => String(one) === choice))}
          />
          {state.captions.length > 0 && (
            <Timing name={timing.captions} hint={timing.captionsFor} offset={offsets.captions} />
          )}
          {offsets.sound !== undefined && <Timing name={timing.sound} hint={timing.soundFor} offset={offsets.sound} />}
        </div>
      </div>
      <div class="settings-more">
        <More icon="copy" name={hasShareSheet() ? share.send(now) : share.name(now)} onPress={props.onShare} />
        <More icon="captions" name={words.watch.style.name} onPress={() => props.onSheet('captions')} />
        <More icon="keys" name={words.watch.keys} onPress={() => props.onSheet('keys')} />
        <More icon="curious" name={words.watch.curious.name} onPress={() => props.onSheet('curious')} />
      </div>
    </>
  );
}

function More(props: {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly name: string;
  readonly onPress: () => void;
}) {
  return (
    <button type="button" class="button button-quiet" onClick={props.onPress}>
      <Icon name={props.icon} />
      {props.name}
    </button>
  );
}

function autoName({ qualities, quality, rung }: PlayerState): string {
  const now = qualities.find(({ id }) => id === rung);
  return now === undefined || quality !== undefined ? words.watch.auto : words.watch.autoNow(`${now.height}p`);
}

function qualityOption({ id, height, bandwidth }: Quality): Option<string> {
  return { value: id, name: `${height}p`, note: words.watch.rate(megabits(bandwidth)) };
}

function sleepOption(choice: SleepChoice): Option<string> {
  const name = choice === 'end' ? words.watch.sleep.end : words.watch.sleep.minutes(count(choice));
  return { value: String(choice), name };
}

function soundOption({ id, language, label, channels }: SoundTrack): Option<string> {
  const named = nameOf({ language, label });
  return { value: id, name: named.name, note: named.note ?? channelsName(channels) };
}

/** 6 channels are known as 5.1. */
function channelsName(channels: number | undefined): string | undefined {
  if (channels === undefined) return undefined;
  if (channels === 1) return words.watch.mono;
  if (channels === 2) return words.watch.stereo;
  return channels === 6 || channels === 8 ? `${channels - 1}.1` : words.watch.channels(count(channels));
}

export function nameOf({ language, label }: { readonly language: string; readonly label: string }) {
  const name = languageName(language);
  if (name === undefined) return { name: label || words.watch.unknownLanguage, note: undefined };
  const same = label.toLocaleLowerCase() === name.toLocaleLowerCase() || label === language;
  return { name, note: label === '' || same ? undefined : label };
}
