import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Reactions } from '../../audience/reactions/reactions.js';
import { Problem } from '../../base/problem.js';
import { headOf } from '../http/request-head.js';
import type { CountingDeps } from './counting-deps.js';
import { limitedText } from './limited-body.js';
import { alreadyGivenPage, givenPage, takenBackPage } from './reaction-pages.js';
import { readHit } from './read-hit.js';
import { requireOwnOrigin } from './same-origin.js';

export interface ReactionDeps extends CountingDeps {
  readonly reactions: Reactions;
  /** The public path of a story, for the way back from a form; undefined if it is not public. */
  readonly findPath: (storyId: string) => Promise<string | undefined>;
  readonly paperName: () => string;
}

const bodyBytes = 4096;
const giveSchema = z.object({ token: z.string().max(200) });
const takeBackSchema = z.object({ receipt: z.string().min(1).max(64) });

/**
 * `POST /reactions` gives and returns the receipt (201), `POST /reactions/take-back` and `DELETE /reactions` take
 * back with it (200). JSON is answered with JSON, a form with a small page, so that both work without a script.
 */
export const reactionRoutes = (deps: ReactionDeps): Hono =>
  new Hono()
    .post('/reactions', (context) => give(context, deps))
    .post('/reactions/take-back', (context) => takeBack(context, deps))
    .delete('/reactions', (context) => takeBack(context, deps));

async function give(context: Context, deps: ReactionDeps): Promise<Response> {
  requireOwnOrigin(context, deps.origins());
  const { token } = await readFields(context, giveSchema);
  // In the pace it weighs as a view does: a flood of reactions from one network is none of its readers'.
  const { hit, readerKey } = await readHit(headOf(context), deps, {
    token,
    signs: [],
    visitKind: 'reaction',
    agesMs: [0],
  });
  if (!hit.token.ok)
    throw new Problem('invalid_input', 'The page is too old; open the story again and try once more.');
  const { storyId } = hit.token.value;
  const page = await pageFacts(deps, storyId);
  const result = await deps.reactions.give(hit, readerKey('view'));
  if (result.ok) {
    const { receipt } = result.value;
    return isForm(context)
      ? answerPage(context, 201, givenPage({ ...page, receipt }))
      : context.json({ receipt }, 201);
  }
  if (result.refusal.kind === 'not-counted')
    throw new Problem('forbidden', 'A reaction is counted only where a view would be; see how we count.');
  if (isForm(context)) return answerPage(context, 409, alreadyGivenPage(page));
  throw new Problem('already_given', 'A browser like this one, at an address like this one, gave it today.');
}

async function takeBack(context: Context, deps: ReactionDeps): Promise<Response> {
  requireOwnOrigin(context, deps.origins());
  const { receipt } = await readFields(context, takeBackSchema);
  const storyId = await deps.reactions.takeBack(receipt);
  if (storyId === undefined) throw new Problem('not_found', 'No reaction stands under this receipt.');
  return isForm(context)
    ? answerPage(context, 200, takenBackPage(await pageFacts(deps, storyId)))
    : context.json({ taken: true });
}

const isForm = (context: Context): boolean =>
  (context.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');

async function readFields<Fields>(context: Context, schema: z.ZodType<Fields>): Promise<Fields> {
  const text = await limitedText(context, bodyBytes);
  const parsed = schema.safeParse(
    isForm(context) ? Object.fromEntries(new URLSearchParams(text)) : jsonOf(text),
  );
  if (!parsed.success) throw new Problem('invalid_input', parsed.error.issues[0]!.message);
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid_input', 'The body is not JSON.');
  }
}

const pageFacts = async (deps: ReactionDeps, storyId: string) => ({
  paperName: deps.paperName(),
  storyPath: (await deps.findPath(storyId)) ?? '/',
});

const answerPage = (context: Context, status: 200 | 201 | 409, html: string): Response =>
  context.html(html, status, { 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' });
