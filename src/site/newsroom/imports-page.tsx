import type { Context } from 'hono';
import { type ImportReport, itemOutcomes } from '../../exchange/import-store.js';
import { formatCount } from '../theme/dates.js';
import { page } from './layout.js';
import { ShortTime } from './newsroom-dates.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import type { NewsroomEnv } from './session.js';

/** The figures of a run are added up from its items, so only the latest are shown with theirs. */
const runsShown = 20;

const inFigures = (count: number): string => formatCount(count, { locale: 'en-GB' });

/** `GET /imports`: the latest runs. Found is the sum of the five outcomes, always. */
export async function importsPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const { importRuns } = deps;
  const runs = importRuns === undefined ? [] : await importRuns.runs(runsShown);
  const reports =
    importRuns === undefined ? [] : await Promise.all(runs.map(({ runId }) => importRuns.report(runId)));
  const { zone } = deps.paper();
  return page(context, deps, 200, {
    title: 'Imports',
    session: context.get('session'),
    place: '/newsroom/imports',
    children: (
      <>
        <h1>Imports</h1>
        {reports.length === 0 ? (
          <p class="nothing">Nothing was imported yet. “broadsheet import PATH” brings stories in.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
          <section class="wide" tabIndex={0} aria-label="Import runs">
            <table class="lines">
              <thead>
                <tr>
                  <th scope="col" class="col-time">
                    Started
                  </th>
                  <th scope="col">From</th>
                  <th scope="col">State</th>
                  <th scope="col" class="col-count">
                    Found
                  </th>
                  {itemOutcomes.map((outcome) => (
                    <th scope="col" class="col-count">
                      {outcome}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {reports.map((report, index) => (
                  <tr>
                    <td class="col-time">
                      <ShortTime instant={runs[index]!.startedAt} zone={zone} />
                    </td>
                    <th scope="row">
                      <a href={`/newsroom/imports/${report.runId}`}>{report.input}</a>
                    </th>
                    <td>{report.status}</td>
                    <td class="col-count">{inFigures(report.found)}</td>
                    {itemOutcomes.map((outcome) => (
                      <td class="col-count">{inFigures(report.outcomes[outcome])}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
        <p class="hint">Times in {zone}</p>
      </>
    ),
  });
}

/** `GET /imports/:run`: what one run did, with the reason of everything that did not come in. */
export async function importRunPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const report = await deps.importRuns?.report(context.req.param('run') ?? '');
  if (report === undefined) return context.notFound();
  return page(context, deps, 200, {
    title: 'Import',
    session: context.get('session'),
    place: '/newsroom/imports',
    children: (
      <>
        <h1>Import of {report.input}</h1>
        <p>
          {inFigures(report.found)} found ={' '}
          {itemOutcomes.map((outcome) => `${inFigures(report.outcomes[outcome])} ${outcome}`).join(' + ')}.{' '}
          Public now: {inFigures(report.published)}. The run is {report.status}.
        </p>
        <p class="hint">
          To take it back: <code>broadsheet import undo {report.runId}</code>
        </p>
        <Reasons reasons={report.reasons} />
      </>
    ),
  });
}

const Reasons = ({ reasons }: Pick<ImportReport, 'reasons'>) =>
  reasons.length === 0 ? null : (
    <table class="lines reasons">
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col" class="col-count">
            Times
          </th>
          <th scope="col">Reason</th>
          <th scope="col">First at</th>
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ outcome, reason, count, place }) => (
          <tr>
            <td>{outcome}</td>
            <td class="col-count">{inFigures(count)}</td>
            <td>{reason}</td>
            <td dir="auto">{place}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
