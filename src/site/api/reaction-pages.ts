import { escapeHtml } from '../../base/html.js';

/** The small pages that answer a reaction's form. Plain HTML without style: they are seen for a moment. */
interface ReactionPage {
  readonly paperName: string;
  readonly storyPath: string;
}

const page = (
  { paperName, storyPath }: ReactionPage,
  title: string,
  content: string,
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${escapeHtml(paperName)}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${content}
<p><a href="${escapeHtml(encodeURI(storyPath))}">Back to the story</a></p>
</main>
</body>
</html>
`;

export const givenPage = ({ receipt, ...facts }: ReactionPage & { readonly receipt: string }): string =>
  page(
    facts,
    'Your reaction is counted',
    `<p>It is shown on the story with the next count. Nothing about you was kept: only this page can take it back.</p>
<form method="post" action="/api/v1/reactions/take-back">
<input type="hidden" name="receipt" value="${escapeHtml(receipt)}">
<button type="submit">Take it back</button>
</form>`,
  );

export const alreadyGivenPage = (facts: ReactionPage): string =>
  page(
    facts,
    'Already given',
    '<p>A reaction from a browser like yours, at an address like yours, was counted for this story today.</p>',
  );

export const takenBackPage = (facts: ReactionPage): string =>
  page(facts, 'Taken back', '<p>Your reaction is no longer counted.</p>');
