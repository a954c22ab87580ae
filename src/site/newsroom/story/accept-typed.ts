import { accepted, type Result, refused } from '../../../base/result.js';
import type { MediaId, SectionId, Story, StoryContent, StoryId } from '../../../newsroom/stories/story.js';
import { directionOf } from '../../../newsroom/stories/story.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import { bodyFromTyped, isSameBody } from './body-as-typed.js';
import { areaFields, lineFields, type TypedStory } from './typed-story.js';

export interface Fault {
  readonly field: string;
  readonly message: string;
}

/** A story's fields as typed, checked: the content to keep, or everything that has to be mended at once. */
export async function acceptTyped(
  deps: NewsroomDeps,
  typed: TypedStory,
  story: Story | undefined,
): Promise<Result<StoryContent, readonly Fault[]>> {
  const faults = [...lengthFaults(typed)];
  const language = canonicalLanguage(typed.language);
  if (language === undefined)
    faults.push({
      field: 'language',
      message: `"${typed.language}" is no language tag. Write one such as en, es, ar or zh-Hans.`,
    });
  const sections = await deps.directory.sections();
  if (typed.sectionId !== '' && !sections.some(({ id }) => id === typed.sectionId))
    faults.push({ field: 'sectionId', message: 'The section is gone. Choose another one.' });
  if (typed.credits.length > 0 && typed.printedByline !== '')
    faults.push({
      field: 'printedByline',
      message: 'Name the contributors or keep the byline as printed; a story has one byline.',
    });
  if (typed.mediaId !== '' && (await deps.media.find(typed.mediaId as MediaId)) === undefined)
    faults.push({ field: 'picture', message: 'The picture is gone. Upload it again.' });
  const group = await translationGroupOf(deps, typed.translationOf, story);
  if (!group.ok) faults.push({ field: 'translationOf', message: group.refusal });
  if (faults.length > 0 || !group.ok || language === undefined) return refused(faults);
  return accepted({
    language,
    direction: directionOf(language),
    headline: oneLine(typed.headline),
    promoHeadline: oneLine(typed.promoHeadline),
    kicker: oneLine(typed.kicker),
    standfirst: typed.standfirst,
    body: bodyOf(typed, story),
    dateline: oneLine(typed.dateline),
    agency: oneLine(typed.agency),
    byline: await bylineOf(deps, typed),
    sectionId: typed.sectionId === '' ? null : (typed.sectionId as SectionId),
    topics: topicsOf(typed.topics),
    leadPicture:
      typed.mediaId === ''
        ? null
        : {
            mediaId: typed.mediaId as MediaId,
            caption: typed.pictureCaption,
            credit: oneLine(typed.pictureCredit),
            altText: oneLine(typed.pictureAltText),
          },
    translationGroup: group.value,
    slugline: oneLine(typed.slugline),
    evergreen: typed.evergreen,
  });
}

function lengthFaults(typed: TypedStory): readonly Fault[] {
  return Object.entries({ ...lineFields, ...areaFields }).flatMap(([field, { label, longest }]) => {
    const { length } = typed[field as keyof typeof lineFields | keyof typeof areaFields];
    if (length <= longest) return [];
    return [{ field, message: `${label} has ${length} characters; at most ${longest} are kept.` }];
  });
}

function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** An untouched body stays byte for byte as it is, however it came in. */
function bodyOf(typed: TypedStory, story: Story | undefined): string {
  const body = bodyFromTyped(typed.bodyFormat, typed.body);
  return story !== undefined && isSameBody(story.body, body) ? story.body : body;
}

/** Each topic once, in the order typed. */
function topicsOf(typed: string): readonly string[] {
  const topics = new Map<string, string>();
  for (const name of typed.split(/[,،、，\n]/).map(oneLine))
    if (name !== '' && !topics.has(name.toLowerCase())) topics.set(name.toLowerCase(), name);
  return [...topics.values()];
}

async function bylineOf(
  { directory }: NewsroomDeps,
  { credits, printedByline }: TypedStory,
): Promise<Story['byline']> {
  if (credits.length === 0)
    return printedByline === '' ? { kind: 'none' } : { kind: 'printed', text: oneLine(printedByline) };
  const known = new Map((await directory.contributors()).map(({ name, id }) => [name, id]));
  const kept: { contributorId: Awaited<ReturnType<typeof directory.ensureContributor>>; role: string }[] = [];
  for (const { name, role } of credits) {
    const contributorId = known.get(oneLine(name)) ?? (await directory.ensureContributor(oneLine(name)));
    kept.push({ contributorId, role: oneLine(role) });
  }
  return { kind: 'contributors', credits: kept };
}

/** Translations share the id of the story that was first, or whatever name their import gave the group. */
async function translationGroupOf(
  { stories }: NewsroomDeps,
  typed: string,
  story: Story | undefined,
): Promise<Result<string | null, string>> {
  if (typed === '') return accepted(null);
  if (typed === story?.translationGroup) return accepted(typed);
  const original = typed.includes('/')
    ? await stories.findByPath(pathOf(typed))
    : await stories.find(typed as StoryId);
  if (original === undefined)
    return refused(`There is no story at "${typed}". Copy its address from the site.`);
  if (original.id === story?.id) return refused('A story is no translation of itself.');
  return accepted(original.translationGroup ?? original.id);
}

function pathOf(address: string): string {
  try {
    return decodeURIComponent(new URL(address, 'http://paper.invalid').pathname).normalize('NFC');
  } catch {
    return address;
  }
}

/** How a story's original is named in the form: by its address, or by the group's name where that is no story of ours. */
export async function originalOf({ stories }: NewsroomDeps, story: Story): Promise<string> {
  if (story.translationGroup === null) return '';
  const original = await stories.find(story.translationGroup as StoryId);
  return original?.path || story.translationGroup;
}
