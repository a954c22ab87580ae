/** What the journeys bring in: a saved page as plain text and two feeds, made up, with places and people of no map. */
export const savedPage = [
  'Current: Home > Harbour',
  'Pilot boats return to Fenmouth after nine weeks in dock',
  'View',
  'Date:2026-03-12 03:03:52',
  'FENMOUTH, Norland (AP) — Both pilot boats of the port of Fenmouth went back to work on Thursday, nine weeks after a fire in the boathouse put them out of service, the harbour master said.',
  'Ships had been met by a tug from the next port along the coast, which took two hours longer and cost their owners more than the pilotage itself, said Ottilie Brask, who has run the port since autumn.',
  'The boathouse will be rebuilt in brick. Its roof was of tarred felt, and the inquiry found that a heater had stood too close to it for eleven winters.',
  'goodRead! (44634)',
  'Related',
  'Nine things to do with a leek',
  'Ranking',
  'A horse that can count',
  'Recommendation',
  'Where the stars of the old regatta are now',
].join('\n');

export const savedHeadline = 'Pilot boats return to Fenmouth after nine weeks in dock';

interface FeedItem {
  readonly id: string;
  readonly title: string;
  readonly body: string;
}

const rss = (
  title: string,
  language: string,
  items: readonly FeedItem[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>${title}</title><link>https://wire.example/</link><language>${language}</language>
${items
  .map(
    ({ id, title, body }) => `<item><title>${title}</title><guid isPermaLink="false">${id}</guid>
<pubDate>Thu, 12 Mar 2026 08:30:00 +0100</pubDate>
<content:encoded><![CDATA[${body}]]></content:encoded></item>`,
  )
  .join('\n')}
</channel></rss>`;

export const feedHeadlines = [
  'Kelp farm off Fenmouth lands its first harvest',
  'Night train to Aldersund gets a dining car again',
] as const;

export const feed = rss('The Norland Wire', 'en', [
  {
    id: 'wire-1',
    title: feedHeadlines[0],
    body: '<p>The kelp farm that was moored off Fenmouth last spring has landed eleven tonnes, more than its owners had hoped for, and all of it is sold.</p><p>Half goes to a bakery, the other half to a works that makes paper without trees.</p>',
  },
  {
    id: 'wire-2',
    title: feedHeadlines[1],
    body: '<p>Passengers on the night train between Fenmouth and Aldersund can dine on board again from May, six years after the last restaurant car was taken out of service.</p>',
  },
]);

export const arabicHeadline = 'عودة قوارب الإرشاد إلى ميناء فنموث';

export const arabicFeed = rss('وكالة نورلاند', 'ar', [
  {
    id: 'wire-ar-1',
    title: arabicHeadline,
    body: '<p>عاد قاربا الإرشاد في ميناء فنموث إلى العمل يوم الخميس بعد تسعة أسابيع من حريق أخرجهما من الخدمة، بحسب ما قالته مديرة الميناء.</p><p>وكانت السفن تستعين بقاطرة من ميناء مجاور، وهو ما كان يستغرق ساعتين إضافيتين.</p>',
  },
]);
