import type { ComponentChildren } from 'preact';

interface WideTableProps {
  readonly label: string;
  /** The rows and heads of one table. */
  readonly children: ComponentChildren;
}

/** A table in a frame that scrolls sideways where the page is narrow, by keyboard too. */
export const WideTable = ({ label, children }: WideTableProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
  <section class="wide" tabIndex={0} aria-label={label}>
    <table>{children}</table>
  </section>
);
