import type { Browser } from 'playwright-core';
import { browserProgram, launchBrowser } from './browser.js';

/**
 * A browser that passes for a reader's. The intake rightly takes a headless one, and one that a program drives, for
 * a bot; flags change that for every request, also for those that are sent while a page closes.
 */
export function launchReaderBrowser(): Promise<Browser> {
  const version = 'version' in browserProgram ? browserProgram.version.split('.')[0] : '140';
  const agent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
  return launchBrowser(browserProgram, [
    `--user-agent=${agent}`,
    '--disable-blink-features=AutomationControlled',
  ]);
}
