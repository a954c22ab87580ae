// The small script that every story's page has for the list "picked on this device": it loads the large one where the reader
// asks for it, now or on an earlier page. It writes nothing.
import { storageKey } from './picks-key.js';

const block = document.querySelector<HTMLElement>('[data-picks]');
const button = block?.querySelector<HTMLElement>('[data-picks-on]');
const script = block?.dataset.script ?? '';
let failures = 0;
let isLoading = false;

/** Where it fails, the next click tries again; under another name, since a browser may remember what failed. */
function load(whenLoaded: () => void): void {
  if (isLoading) return;
  isLoading = true;
  import(failures === 0 ? script : `${script}#${failures}`).then(
    () => {
      button?.removeEventListener('click', ask);
      whenLoaded();
    },
    () => {
      failures += 1;
      isLoading = false;
    },
  );
}

// What was loaded listens to the button too, and hears it the second time.
const ask = (): void => load(() => button?.click());

function isOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

button?.addEventListener('click', ask);
if (isOn()) load(() => {});
