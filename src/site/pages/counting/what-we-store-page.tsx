import { countingRules } from '../../../audience/rules.js';
import { type StoredTable, storedTables } from '../../../audience/stored-words.js';
import { paperTag } from '../../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../../http/page-route.js';
import { Breadcrumb } from '../../theme/breadcrumb.js';
import { langOf } from '../../theme/chrome.js';
import { renderDocument } from '../../theme/document.js';
import { WideTable } from '../../theme/wide-table.js';
import { loadChrome } from '../load-chrome.js';
import type { SiteDeps } from '../site-deps.js';

/** /what-we-store: every table and column that holds anything about reading, in words, and for how long. */
export async function whatWeStorePage(deps: SiteDeps, _: PageRequest): Promise<Rendered> {
  const chrome = await loadChrome(deps);
  const tables = storedTables(deps.eventsKeptDays);
  const html = renderDocument({
    chrome,
    facts: {
      title: 'What we store',
      description: 'Every table and column of this site that holds anything about reading, and for how long.',
      canonical: '/what-we-store',
    },
    children: (
      <div class="prose" {...langOf(chrome, 'en')}>
        <Breadcrumb chrome={chrome} sections={[]} />
        <h1>What we store about reading</h1>
        <NotStored />
        <Overview tables={tables} />
        {tables.map((table) => (
          <Columns {...table} />
        ))}
      </div>
    ),
  });
  return htmlPage(200, html, [paperTag]);
}

const NotStored = () => (
  <>
    <p class="standfirst">
      This is all of it: each table of our database that holds anything about reading, and each of its
      columns. How numbers are made of it stands under <a href="/how-we-count">how we count</a>.
    </p>
    <p>
      None of these holds an address, the full name of a browser, the path that somebody came from, a name or
      a cookie. The address is used in memory to tell readers apart while a request is answered, and for one
      minute to tell a machine’s pace from a person’s. It is written nowhere, not to a log either.
    </p>
    <p>
      No key joins two stories that one reader read: the key of a reader is another one for each story and
      each day. It is made with a secret of the day that is destroyed {countingRules.closeAfterMinutes.value}{' '}
      minutes after midnight; from then on nobody, ourselves included, can make it again. A profile for “make
      this list mine” is kept by the reader’s own device and never sent.
    </p>
  </>
);

const Overview = ({ tables }: { readonly tables: readonly StoredTable[] }) => (
  <WideTable label="Tables, and for how long they are kept">
    <caption>Tables, and for how long they are kept</caption>
    <thead>
      <tr>
        <th scope="col">Table</th>
        <th scope="col">What it holds</th>
        <th scope="col">Kept</th>
      </tr>
    </thead>
    <tbody>
      {tables.map(({ table, holds, kept }) => (
        <tr>
          <th scope="row">
            <a href={`#${table}`}>
              <code>{table}</code>
            </a>
          </th>
          <td>{holds}</td>
          <td>{kept}</td>
        </tr>
      ))}
    </tbody>
  </WideTable>
);

const Columns = ({ table, holds, kept, columns }: StoredTable) => (
  <>
    <h2 id={table}>
      <code>{table}</code>
    </h2>
    <p>
      {holds} Kept {kept}.
    </p>
    <WideTable label={`Columns of ${table}`}>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(columns).map(([name, words]) => (
          <tr>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{words}</td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  </>
);
