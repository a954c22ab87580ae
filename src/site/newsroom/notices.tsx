import type { ComponentChildren } from 'preact';

/** What was done, said once above the page. */
export const Done = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="done" role="status">
    <span aria-hidden="true">✓ </span>
    {children}
  </p>
);

export const Note = ({ children }: { readonly children: ComponentChildren }) => (
  <p class="note" role="status">
    {children}
  </p>
);

interface FaultsProps {
  readonly heading: string;
  /** Each with the field that it stands at, or none. */
  readonly faults: readonly { readonly field?: string; readonly message: string }[];
}

/** What has to be mended, with a link to each field. It takes the focus, so that it is read first. */
export const Faults = ({ heading, faults }: FaultsProps) => (
  <div class="faults" role="alert" tabIndex={-1} autofocus>
    <h2>{heading}</h2>
    <ul class="faults-list">
      {faults.map(({ field, message }) => (
        <li>{field === undefined ? message : <a href={`#${field}`}>{message}</a>}</li>
      ))}
    </ul>
  </div>
);
