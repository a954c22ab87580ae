import type { RunningSite } from './app.js';

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';

/** A token of the story's page, as its script would send it. */
export async function tokenOf(site: Pick<RunningSite, 'get'>, path: string): Promise<string> {
  const html = await (await site.get(encodeURI(path))).text();
  const token = /"token":"([^"]+)"/.exec(html)?.[1];
  if (token === undefined) throw new Error(`The page ${path} carries no token.`);
  return token;
}

/** Events of one page, from a reader at this address; needs a site that trusts one hop. */
export const sendEvents = (
  site: Pick<RunningSite, 'origin'>,
  page: { readonly token: string; readonly address: string; readonly events: readonly object[] },
): Promise<Response> =>
  fetch(`${site.origin}/api/v1/events`, {
    method: 'POST',
    body: JSON.stringify({ v: 1, token: page.token, events: page.events }),
    headers: {
      'content-type': 'text/plain',
      origin: site.origin,
      'sec-fetch-site': 'same-origin',
      'user-agent': agent,
      'x-forwarded-for': page.address,
    },
  });

/** One view, from a reader at this address. */
export const sendView = (
  site: Pick<RunningSite, 'origin'>,
  { token, id, address }: { readonly token: string; readonly id: string; readonly address: string },
): Promise<Response> => sendEvents(site, { token, address, events: [{ id, kind: 'view', ageMs: 0 }] });

/** So many readers, each with an address of their own and one view. */
export async function readBy(readers: number, site: RunningSite, path: string): Promise<void> {
  const token = await tokenOf(site, path);
  const answers = await Promise.all(
    Array.from({ length: readers }, (_, index) =>
      sendView(site, {
        token,
        id: `many-readers-${crypto.randomUUID().slice(0, 18)}`,
        address: `81.3.${index}.9`,
      }),
    ),
  );
  const refused = answers.find(({ status }) => status !== 202);
  if (refused) throw new Error(`A view was answered with ${refused.status}.`);
}
