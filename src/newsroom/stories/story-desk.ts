import type { Clock, Instant } from '../../base/clock.js';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import { yearMonthIn } from '../../base/zone.js';
import type { CorrectionKind } from '../corrections/correction.js';
import { applyAct, type StoryAct, wordRefusal } from './lifecycle.js';
import { slugOf } from './slug.js';
import {
  directionOf,
  type Story,
  type StoryContent,
  type StoryId,
  type StoryInstants,
  type StorySource,
} from './story.js';
import type { StoryStore, StoryWrite } from './story-store.js';

export interface DeskTools {
  readonly stories: StoryStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** The paper's zone: it decides year and month of an address. */
  readonly zone: () => string;
}

export const emptyContent: StoryContent = {
  language: 'en',
  direction: 'ltr',
  headline: '',
  promoHeadline: '',
  kicker: '',
  standfirst: '',
  body: '',
  dateline: '',
  agency: '',
  byline: { kind: 'none' },
  sectionId: null,
  topics: [],
  leadPicture: null,
  translationGroup: null,
  slugline: '',
  evergreen: false,
};

/** A new draft in memory; nothing is kept before it is saved. */
export function newStory(
  content: Partial<StoryContent>,
  tools: Pick<DeskTools, 'clock' | 'ids'>,
  origin: {
    readonly source?: StorySource | null;
    readonly instants?: Partial<StoryInstants>;
    readonly slug?: string;
  } = {},
): Story {
  const whole = { ...emptyContent, ...content };
  return {
    ...whole,
    direction: content.direction ?? directionOf(whole.language),
    createdAt: tools.clock(),
    ...origin.instants,
    id: tools.ids<'story'>(),
    status: 'draft',
    version: 0,
    slug: origin.slug ?? '',
    path: '',
    source: origin.source ?? null,
    withdrawalNotice: '',
  };
}

/** The address that a story gets at its first publication: year and month of it, or "undated". */
export function wantedPathOf(story: Story, zone: string): string {
  if (story.path !== '') return '';
  const slug = slugOf(story.slug) || slugOf(story.headline) || 'story';
  if (story.firstPublishedAt === undefined) return `/undated/${slug}`;
  const { year, month } = yearMonthIn(story.firstPublishedAt, zone);
  return `/${year}/${month}/${slug}`;
}

/**
 * What an editor can do. Every act reads the story, decides purely, and saves once; a refusal is a Problem that says
 * what to do instead, and nothing is half done.
 */
export class StoryDesk {
  readonly #tools: DeskTools;

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  async require(id: StoryId): Promise<Story> {
    const story = await this.#tools.stories.find(id);
    if (story === undefined) throw new Problem('not_found', `There is no story with the id ${id}.`);
    return story;
  }

  async create(content: Partial<StoryContent>, actor: string): Promise<Story> {
    return this.#save({ story: newStory(content, this.#tools), act: 'create', actor, wantedPath: '' });
  }

  /**
   * Saves an edit. `expectedVersion` is the version that the editor saw. For a public story the edit is an update with
   * new facts (`isUpdate`, readers are told) or a silent repair of style.
   */
  async edit(
    id: StoryId,
    expectedVersion: number,
    content: Partial<StoryContent>,
    actor: string,
    isUpdate = false,
  ): Promise<Story> {
    const story = await this.require(id);
    this.#refuseConflict(story, expectedVersion);
    const updatedAt = isUpdate && story.status === 'published' ? { updatedAt: this.#tools.clock() } : {};
    return this.#save({
      story: { ...story, ...content, ...updatedAt },
      act: isUpdate ? 'update' : 'edit',
      actor,
      wantedPath: '',
    });
  }

  async act(id: StoryId, act: StoryAct, actor: string, expectedVersion?: number): Promise<Story> {
    const story = await this.require(id);
    if (expectedVersion !== undefined) this.#refuseConflict(story, expectedVersion);
    const outcome = applyAct(story, act, this.#tools.clock());
    if (!outcome.ok) throw new Problem('lifecycle', wordRefusal(outcome.refusal));
    const after = withPatch(story, outcome.value);
    const wantedPath = after.status === 'published' ? wantedPathOf(after, this.#tools.zone()) : '';
    return this.#save({ story: after, act: act.kind, actor, wantedPath });
  }

  /** Tells readers of a fault in a public story; the text may be mended in the same save. */
  async correct(
    id: StoryId,
    kind: CorrectionKind,
    text: string,
    actor: string,
    content: Partial<StoryContent> = {},
    expectedVersion?: number,
  ): Promise<Story> {
    const story = await this.require(id);
    if (expectedVersion !== undefined) this.#refuseConflict(story, expectedVersion);
    if (story.status !== 'published')
      throw new Problem(
        'lifecycle',
        'Only a published story can be corrected in public; edit the draft instead.',
      );
    if (text.trim() === '')
      throw new Problem('invalid_input', 'Say in the correction what was wrong and what is right.');
    const correction = {
      id: this.#tools.ids<'correction'>(),
      storyId: id,
      kind,
      text: text.trim(),
      at: this.#tools.clock(),
    };
    return this.#save({ story: { ...story, ...content }, act: 'correct', actor, wantedPath: '', correction });
  }

  /** Publishes what is due; one story's trouble does not keep the others. Returns what was published and what failed. */
  async publishDue(
    now: Instant,
  ): Promise<{ readonly published: readonly StoryId[]; readonly failed: ReadonlyMap<StoryId, Error> }> {
    const published: StoryId[] = [];
    const failed = new Map<StoryId, Error>();
    for (const id of await this.#tools.stories.due(now, 100)) {
      try {
        await this.act(id, { kind: 'publish' }, 'schedule');
        published.push(id);
      } catch (error) {
        failed.set(id, error as Error);
      }
    }
    return { published, failed };
  }

  #refuseConflict(story: Story, expectedVersion: number): void {
    if (story.version !== expectedVersion) throw editConflict();
  }

  async #save(write: Omit<StoryWrite, 'at'>): Promise<Story> {
    const saved = await this.#tools.stories.save({ ...write, at: this.#tools.clock() });
    if (!saved.ok) throw editConflict();
    return saved.value;
  }
}

const editConflict = () =>
  new Problem(
    'edit_conflict',
    'Somebody else saved this story after you opened it. Your text is still in the form: copy it, open the story again and merge.',
  );

/** A story with an act's patch; an instant that the patch clears is absent afterwards. */
export function withPatch(story: Story, patch: object): Story {
  const merged: Record<string, unknown> = { ...story, ...patch };
  for (const key of Object.keys(patch)) if (merged[key] === undefined) delete merged[key];
  return merged as unknown as Story;
}
