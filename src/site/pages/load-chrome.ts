import { type Chrome, chromeOf } from '../theme/chrome.js';
import type { SiteDeps } from './site-deps.js';

export const loadChrome = async ({ paper, directory, siteUrl, asset, clock }: SiteDeps): Promise<Chrome> =>
  chromeOf(paper(), await directory.sections(), siteUrl(), asset, clock());
