import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';
import type { Hit } from './hit.js';
import { drop, type Verdict } from './verdict.js';

/** True for an agent that says of itself to be no browser. */
export type BotTest = (agent: string) => boolean;

/**
 * isbot's list, and the operator's own patterns (bot-patterns.ts). A second open list, crawler-user-agents, was measured beside it: of its 2,118 instances isbot alone finds all but 9, and for those the
 * list would cost 8 of 318 real browsers, so it is not taken in.
 */
export function botTest(ownPatterns: readonly RegExp[] = []): BotTest {
  const isOwn = (agent: string) => ownPatterns.some((pattern) => pattern.test(agent));
  const known = new LRUCache<string, boolean>({ max: 5000 });
  return (agent) => {
    const before = known.get(agent);
    if (before !== undefined) return before;
    const isBot = isbot(agent) || isOwn(agent);
    known.set(agent, isBot);
    return isBot;
  };
}

/** MRC general invalid traffic: known spiders and bots by their declared agent, and what declares none. */
export const dropBot =
  (isBot: BotTest) =>
  (hit: Hit): Verdict => {
    if (hit.agent.trim() === '') return drop('no-agent');
    return isBot(hit.agent) ? drop('listed-agent') : 'accepted';
  };
