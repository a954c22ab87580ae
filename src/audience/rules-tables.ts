import { dropReasonTexts } from './intake/drop-reason-texts.js';
import { type DropReason, dropReasons } from './intake/verdict.js';
import { type CountingRule, countingRules, rulesVersion } from './rules.js';

/** The parts of docs/counting.md that are made from code, by the name of their place in it. */
export const rulesTables = (): Readonly<Record<string, string>> => ({
  version: `Version ${rulesVersion} of the rules.`,
  numbers: table(
    ['Number', 'Value', 'Why'],
    Object.entries<CountingRule>(countingRules).map(([name, { value, unit, reason }]) => [
      `\`${name}\``,
      `${value} ${unit}`,
      reason,
    ]),
  ),
  reasons: table(
    ['Class', 'Reason', 'What it means'],
    (Object.keys(dropReasons) as DropReason[]).map((reason) => [
      dropReasons[reason],
      `\`${reason}\``,
      dropReasonTexts[reason],
    ]),
  ),
});

/** The document with each place between `<!-- NAME -->` and `<!-- /NAME -->` filled. */
export const withRulesTables = (document: string): string =>
  Object.entries(rulesTables()).reduce(
    (text, [name, content]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, begin: string, end: string) => `${begin}${content}\n${end}`,
      ),
    document,
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
