import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isbot } from 'isbot';
import { type BotTest, botTest } from '../../audience/intake/drop-bot.js';
import type { Evaluation } from '../../discovery/evaluation/report.js';

const sets = [
  { file: 'crawlers.txt.gz', metric: 'share of crawlers found' },
  { file: 'crawler-instances.txt.gz', metric: 'share of crawlers found' },
  { file: 'browsers.txt.gz', metric: 'share of browsers lost' },
] as const;

const baselines: Readonly<Record<string, BotTest>> = {
  isbot: (agent) => isbot(agent),
  'bot, crawl or spider in the name': (agent) => /bot|crawl|spider/i.test(agent),
};

/** How many crawlers the agent filter finds, and how many browsers it would cost. */
export const evaluate: Evaluation = async function* (root) {
  const ours = botTest();
  for (const { file, metric } of sets) {
    const path = join(root, 'agents', file);
    if (!existsSync(path)) continue;
    const agents = agentsIn(gunzipSync(readFileSync(path)).toString('utf8'));
    yield {
      name: 'agents',
      dataset: file,
      metric,
      ours: shareCalledBots(agents, ours),
      baselines: Object.fromEntries(
        Object.entries(baselines).map(([name, isBot]) => [name, shareCalledBots(agents, isBot)]),
      ),
      unit: 'share',
      n: agents.length,
    };
  }
};

const agentsIn = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

const shareCalledBots = (agents: readonly string[], isBot: BotTest): number =>
  agents.filter(isBot).length / Math.max(1, agents.length);
