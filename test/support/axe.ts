import axe from 'axe-core';
import type { Page } from 'playwright-core';

export interface AxeViolation {
  readonly rule: string;
  readonly help: string;
  readonly impact: string;
  /** Where, as CSS selectors, with what axe says of each. */
  readonly nodes: readonly string[];
}

/** WCAG 2.0 to 2.2, levels A and AA. Best practices are left out: they contradict each other on news pages. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// axe is injected by evaluation over the debugging protocol, which a page's content security policy does not stop.
export async function axeViolations(page: Page): Promise<readonly AxeViolation[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: typeof axe }).axe
        .run({ runOnly: { type: 'tag', values } })
        .then((results) => results.violations),
    standards,
  );
  return violations.map(({ id, help, impact, nodes }) => ({
    rule: id,
    help,
    impact: impact ?? 'unknown',
    nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
  }));
}
