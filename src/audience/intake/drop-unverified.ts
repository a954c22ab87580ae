import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** Without a token that we signed lately nothing shows that the page was ever served. */
export function dropForgedToken(hit: Hit): Verdict {
  if (hit.token.ok) return 'accepted';
  return drop(hit.token.refusal.kind === 'expired' ? 'expired-token' : 'forged-token');
}
