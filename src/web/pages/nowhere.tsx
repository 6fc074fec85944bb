import { Notice } from '../components/notice.tsx';
import { addressOf } from '../routes.ts';
import { words } from '../words/index.ts';

export function Nowhere() {
  return (
    <Notice icon="films" title={words.nowhere.title} sentence={words.nowhere.sentence}>
      <a class="button" href={addressOf.home}>
        {words.nowhere.action}
      </a>
    </Notice>
  );
}
