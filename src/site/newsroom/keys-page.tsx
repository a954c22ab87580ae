import type { Context } from 'hono';
import { page } from './layout.js';
import type { NewsroomDeps } from './newsroom-deps.js';
import type { NewsroomEnv } from './session.js';

const keys = [
  ['s', 'Save the story'],
  ['v', 'Preview in a new tab'],
  ['h', 'History of the story'],
  ['l', 'List of stories'],
  ['n', 'New story'],
] as const;

/** `GET /keys`: what the pages do without a mouse. */
export const keysPage = (context: Context<NewsroomEnv>, deps: NewsroomDeps): Response =>
  page(context, deps, 200, {
    title: 'Keyboard help',
    session: context.get('session'),
    place: '/newsroom/keys',
    children: (
      <div class="narrow">
        <h1>Keyboard help</h1>
        <p>
          Hold your browser’s access keys and press the letter: Alt + Shift in Firefox, Alt in Chrome and
          Edge, Control + Option on a Mac.
        </p>
        <table class="lines keys">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {keys.map(([key, does]) => (
              <tr>
                <th scope="row">
                  <kbd>{key}</kbd>
                </th>
                <td>{does}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          Enter in a field of one line saves the story. Tab and Shift + Tab go through fields and buttons in
          order.
        </p>
      </div>
    ),
  });
