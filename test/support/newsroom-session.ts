import type { RunningSite } from './app.js';
import { fieldsIn } from './staff-site.js';

/** Somebody signed in to a running site's newsroom, who sends its forms as a browser would. */
export class NewsroomSession {
  readonly #site: RunningSite;
  #cookie = '';

  constructor(site: RunningSite) {
    this.#site = site;
  }

  async signIn(): Promise<void> {
    const answer = await this.#send('/newsroom/sign-in', { ...this.#site.login });
    this.#cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    if (this.#cookie === '') throw new Error(`Signing in was answered with ${answer.status}.`);
  }

  /** The HTML of one of the staff's pages. */
  async page(path: string): Promise<string> {
    return (await this.#site.get(path, { cookie: this.#cookie })).text();
  }

  /** Sends the form of a new story with these fields; 303 acknowledges that it is kept. */
  async create(fields: Readonly<Record<string, string>>): Promise<Response> {
    const page = await this.#site.get('/newsroom/stories/new', { cookie: this.#cookie });
    return this.#send('/newsroom/stories', {
      ...fieldsIn(await page.text(), '/newsroom/stories'),
      ...fields,
    });
  }

  #send(path: string, fields: Record<string, string>): Promise<Response> {
    return fetch(this.#site.origin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { cookie: this.#cookie, origin: this.#site.origin, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    });
  }
}
