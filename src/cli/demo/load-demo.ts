import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hourMs } from '../../base/clock.js';
import { correctionKinds } from '../../newsroom/corrections/correction.js';
import type { Media } from '../../newsroom/media/media.js';
import { sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import type { ContributorId, SectionId, Story } from '../../newsroom/stories/story.js';
import { newStory, wantedPathOf } from '../../newsroom/stories/story-desk.js';
import type { OpenedSite } from '../context.js';

const hours = z.number().nonnegative();

const demoStory = z.object({
  order: z.number(),
  slug: z.string(),
  language: z.string(),
  headline: z.string(),
  promoHeadline: z.string().default(''),
  kicker: z.string().default(''),
  standfirst: z.string().default(''),
  dateline: z.string().default(''),
  agency: z.string().default(''),
  contributors: z.array(z.object({ slug: z.string(), role: z.string() })).default([]),
  bylinePrinted: z.string().optional(),
  section: z.string(),
  topics: z.array(z.string()).default([]),
  hoursAgo: hours,
  updatedHoursAgo: hours.optional(),
  corrections: z
    .array(z.object({ hoursAgo: hours, kind: z.enum(correctionKinds), text: z.string() }))
    .default([]),
  withdrawn: z.object({ hoursAgo: hours, notice: z.string() }).optional(),
  translationOf: z.string().optional(),
  picture: z
    .object({ file: z.string(), caption: z.string(), credit: z.string(), altText: z.string() })
    .optional(),
  evergreen: z.boolean().default(false),
  leadsFront: z.boolean().default(false),
  body: z.string(),
});
type DemoStory = z.infer<typeof demoStory>;

const demoPaper = z.object({
  name: z.string(),
  tagline: z.string(),
  about: z.string(),
  zone: z.string(),
  language: z.string(),
  sections: z.array(z.object({ name: z.string(), slug: z.string(), parent: z.string().nullable() })),
  contributors: z.array(z.object({ name: z.string(), slug: z.string(), role: z.string(), bio: z.string() })),
});

export interface DemoTools {
  readonly site: OpenedSite;
  readonly keepPicture: (bytes: Uint8Array) => Promise<Media>;
}

/** Fills an empty paper with the made-up one, dated relative to now. Returns how many stories it has. */
export async function loadDemo(folder: string, { site, keepPicture }: DemoTools): Promise<number> {
  const { directory, clock } = site;
  const paper = demoPaper.parse(JSON.parse(readFileSync(join(folder, 'paper.json'), 'utf8')));
  const { name, tagline, about, zone, language } = paper;
  await directory.keepPaper({ name, tagline, about, zone, language, isDemo: true }, clock());
  await site.reloadPaper();
  const sections = new Map<string, SectionId>();
  const namesOf = new Map<string, string[]>();
  for (const { name: sectionName, slug, parent } of paper.sections) {
    const names = [...(parent === null ? [] : (namesOf.get(parent) ?? [])), sectionName];
    namesOf.set(slug, names);
    sections.set(slug, await directory.ensureSection(names, clock()));
  }
  for (const { name: person, slug, role, bio } of paper.contributors)
    await directory.ensureContributor(person, { slug, title: role, biography: bio });
  const stories = readStories(join(folder, 'stories'));
  const pictures = new Map<string, Media>();
  for (const file of new Set(stories.flatMap(({ picture }) => (picture ? [picture.file] : [])))) {
    pictures.set(file, await keepPicture(readFileSync(join(folder, 'pictures', file))));
  }
  await saveAll(stories, { site, sections, pictures });
  return stories.length;
}

function readStories(folder: string): DemoStory[] {
  const stories = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const parsed = demoStory.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      if (!parsed.success)
        throw new Error(
          `${file}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
        );
      return parsed.data;
    });
  // Oldest first, as a paper grows: an address that a story links to exists before the link.
  return stories.sort((left, right) => right.hoursAgo - left.hoursAgo || left.order - right.order);
}

interface Placed {
  readonly site: OpenedSite;
  readonly sections: ReadonlyMap<string, SectionId>;
  readonly pictures: ReadonlyMap<string, Media>;
}

async function saveAll(stories: readonly DemoStory[], placed: Placed): Promise<void> {
  const { site } = placed;
  const now = site.clock();
  const contributors = new Map((await site.directory.contributors()).map(({ slug, id }) => [slug, id]));
  const drafts = stories.map((demo) => ({ demo, draft: draftOf(demo, placed, contributors, now) }));
  const paths = new Map(drafts.map(({ demo, draft }) => [demo.slug, wantedPathOf(draft, site.paper().zone)]));
  for (const { demo, draft } of drafts) {
    const story: Story = { ...draft, body: sanitizeBody(linked(demo.body, paths)) };
    const saved = await site.stories.save({
      story,
      act: 'publish',
      actor: 'demo',
      at: story.firstPublishedAt!,
      wantedPath: paths.get(demo.slug)!,
    });
    if (!saved.ok) throw new Error(`The demo story ${demo.slug} could not be saved.`);
    let current = saved.value;
    for (const { hoursAgo, kind, text } of [...demo.corrections].sort(
      (left, right) => right.hoursAgo - left.hoursAgo,
    )) {
      const at = now - hoursAgo * hourMs;
      const correction = { id: site.ids<'correction'>(), storyId: current.id, kind, text, at };
      const corrected = await site.stories.save({
        story: current,
        act: 'correct',
        actor: 'demo',
        at,
        wantedPath: '',
        correction,
      });
      if (corrected.ok) current = corrected.value;
    }
    if (demo.leadsFront) await site.front.pinLead(current.id, 'demo');
    if (demo.withdrawn) {
      const at = now - demo.withdrawn.hoursAgo * hourMs;
      const withdrawn: Story = {
        ...current,
        status: 'withdrawn',
        withdrawnAt: at,
        withdrawalNotice: demo.withdrawn.notice,
      };
      await site.stories.save({ story: withdrawn, act: 'withdraw', actor: 'demo', at, wantedPath: '' });
    }
  }
}

function draftOf(
  demo: DemoStory,
  { site, sections, pictures }: Placed,
  contributors: ReadonlyMap<string, ContributorId>,
  now: number,
): Story {
  const picture = demo.picture && pictures.get(demo.picture.file);
  const story = newStory(
    {
      language: demo.language,
      headline: demo.headline,
      promoHeadline: demo.promoHeadline,
      kicker: demo.kicker,
      standfirst: demo.standfirst,
      dateline: demo.dateline,
      agency: demo.agency,
      topics: demo.topics,
      evergreen: demo.evergreen,
      sectionId: sections.get(demo.section.split('/').at(-1)!) ?? null,
      byline: bylineOf(demo, contributors),
      translationGroup: `demo:${demo.translationOf ?? demo.slug}`,
      leadPicture:
        picture && demo.picture
          ? {
              mediaId: picture.id,
              caption: demo.picture.caption,
              credit: demo.picture.credit,
              altText: demo.picture.altText,
            }
          : null,
    },
    site,
    { slug: demo.slug },
  );
  const updated =
    demo.updatedHoursAgo === undefined ? {} : { updatedAt: now - demo.updatedHoursAgo * hourMs };
  return { ...story, status: 'published', firstPublishedAt: now - demo.hoursAgo * hourMs, ...updated };
}

function bylineOf(demo: DemoStory, contributors: ReadonlyMap<string, ContributorId>): Story['byline'] {
  if (demo.bylinePrinted !== undefined) return { kind: 'printed', text: demo.bylinePrinted };
  const credits = demo.contributors.flatMap(({ slug, role }) => {
    const contributorId = contributors.get(slug);
    return contributorId === undefined ? [] : [{ contributorId, role }];
  });
  return credits.length === 0 ? { kind: 'none' } : { kind: 'contributors', credits };
}

/** `story:SLUG` stands for the address that the other story gets; a link to a story that is not there becomes its text. */
const linked = (body: string, paths: ReadonlyMap<string, string>): string =>
  body.replace(/<a href="story:([^"]+)">([\s\S]*?)<\/a>/g, (_, slug: string, text: string) => {
    const path = paths.get(slug);
    return path === undefined ? text : `<a href="${encodeURI(path)}">${text}</a>`;
  });
