// The small script that every story's page has for the list "picked on this device": it loads the large one where the reader
// asks for it, now or on an earlier page. It writes nothing.
import { storageKey } from './picks-key.js';

const block = document.querySelector<HTMLElement>('[data-picks]');
const button = block?.querySelector<HTMLElement>('[data-picks-on]');

const load = (): Promise<unknown> => import(block?.dataset.script ?? '');

function isOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== null;
  } catch {
    return false;
  }
}

if (isOn()) void load();
// What was loaded listens to the button too, and hears it the second time.
else button?.addEventListener('click', () => void load().then(() => button.click()), { once: true });
