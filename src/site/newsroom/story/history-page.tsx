import type { Context } from 'hono';
import type { StoryId } from '../../../newsroom/stories/story.js';
import { page } from '../layout.js';
import { ShortTime } from '../newsroom-dates.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import type { NewsroomEnv } from '../session.js';
import { editorHref } from './editor-href.js';

const mostLines = 500;

/** `GET /stories/:id/history`: every save, by whom and when, and what it changed. */
export async function historyPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const story = await deps.desk.require(context.req.param('id') as StoryId);
  const lines = await deps.history.revisions(story.id, mostLines);
  const { zone } = deps.paper();
  return page(context, deps, 200, {
    title: 'History',
    session: context.get('session'),
    children: (
      <>
        <h1>History</h1>
        <p>
          <a href={editorHref(story)} lang={story.language} dir="auto">
            {story.headline || 'No headline yet'}
          </a>{' '}
          <span class="hint">Times in {zone}</span>
        </p>
        <table class="lines history">
          <thead>
            <tr>
              <th scope="col" class="col-number">
                Version
              </th>
              <th scope="col">Act</th>
              <th scope="col">Who</th>
              <th scope="col" class="col-time">
                When
              </th>
              <th scope="col">What changed</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ version, act, actor, at, fields, detail }) => (
              <tr>
                <th scope="row" class="col-number">
                  {version}
                </th>
                <td>{act}</td>
                <td>{actor}</td>
                <td class="col-time">
                  <ShortTime instant={at} zone={zone} />
                </td>
                <td dir="auto">{detail || fields.map(inWords).join(', ') || 'Whole story kept'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </>
    ),
  });
}

/** "firstPublishedAt" to "first published at". */
const inWords = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
