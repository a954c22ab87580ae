import { sectionHref } from '../addresses.js';
import type { Chrome } from './chrome.js';

interface BreadcrumbProps {
  readonly chrome: Chrome;
  /** From the top; all are links. */
  readonly sections: readonly { readonly path: string; readonly name: string }[];
}

/** Home › Section › Subsection: where the page stands in the paper, and nowhere else. */
export const Breadcrumb = ({ chrome: { labels }, sections }: BreadcrumbProps) => (
  <nav class="breadcrumb" aria-label={labels.breadcrumb}>
    <ol>
      <li>
        <a href="/">{labels.home}</a>
      </li>
      {sections.map(({ path, name }) => (
        <li>
          <a href={sectionHref(path)} dir="auto">
            {name}
          </a>
        </li>
      ))}
    </ol>
  </nav>
);
