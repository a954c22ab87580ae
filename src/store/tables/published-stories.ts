import { sql } from 'kysely';
import { monthBefore, monthBounds, monthIn } from '../../base/zone.js';
import type { Contributor } from '../../newsroom/contributors/contributor.js';
import type { Correction } from '../../newsroom/corrections/correction.js';
import type { Media } from '../../newsroom/media/media.js';
import type { Section } from '../../newsroom/sections/section.js';
import type {
  ListPosition,
  PathTarget,
  PublishedStories,
  PublishedStory,
  StoryCard,
  StoryScope,
} from '../../newsroom/stories/published-stories.js';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import type { Databases } from '../databases.js';
import { scopeKey } from './listings.js';
import {
  bylineExpression,
  cardOfRow,
  contributorOfRow,
  correctionOfRow,
  modifiedExpression,
  type SectionRow,
  sectionOfRow,
} from './published-rows.js';
import { findStoryById } from './stories.js';

/** The readers' side: what `listings` and `paths` lead to, and never anything that is not published. */
export class PublishedStoryTable implements PublishedStories {
  readonly #databases: Databases;
  readonly #zone: () => string;

  constructor(databases: Databases, zone: () => string) {
    this.#databases = databases;
    this.#zone = zone;
  }

  async findByPath(path: string): Promise<PathTarget | undefined> {
    const row = await this.#databases.read
      .selectFrom('paths')
      .selectAll()
      .where('path', '=', path)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (row.erased_at !== null) return { kind: 'erased', at: row.erased_at, ground: row.erased_ground };
    const story =
      row.story_id === null ? undefined : await findStoryById(this.#databases.read, row.story_id as StoryId);
    if (story?.status === 'withdrawn') {
      const { headline, language, withdrawalNotice: notice, withdrawnAt: at = 0 } = story;
      return { kind: 'withdrawn', headline, language, notice, at };
    }
    if (story?.status !== 'published') return undefined;
    if (story.path !== path) return { kind: 'moved', to: story.path };
    return { kind: 'story', story: await this.whole(story) };
  }

  async latest(scope: StoryScope, limit: number, after?: ListPosition): Promise<readonly StoryCard[]> {
    const rows = await this.#page(scope, limit, after).execute();
    return rows.map(cardOfRow);
  }

  async lead(): Promise<StoryCard | undefined> {
    const row = await this.#cardRows()
      .innerJoin('front_places', 'front_places.story_id', 'stories.id')
      .where('front_places.place', '=', 'lead')
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .executeTakeFirst();
    return row && cardOfRow(row);
  }

  async cards(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, StoryCard>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#cardRows()
      .where('stories.id', 'in', ids)
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .execute();
    return new Map(rows.map((row) => [row.id as StoryId, cardOfRow(row)]));
  }

  async latestWhole(scope: StoryScope, limit: number): Promise<readonly PublishedStory[]> {
    const rows = await this.#page(scope, limit).where('listed_at', '>', 0).execute();
    const whole: PublishedStory[] = [];
    for (const { id } of rows) {
      const story = await findStoryById(this.#databases.read, id as StoryId);
      if (story?.status === 'published') whole.push(await this.whole(story));
    }
    return whole;
  }

  async latestCorrections(
    limit: number,
  ): Promise<readonly { readonly correction: Correction; readonly card: StoryCard }[]> {
    const rows = await this.#databases.read
      .selectFrom('corrections')
      .innerJoin('stories', 'stories.id', 'corrections.story_id')
      .selectAll('corrections')
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .orderBy('corrections.at', 'desc')
      .limit(limit)
      .execute();
    const cards = await this.cards(rows.map(({ story_id }) => story_id as StoryId));
    return rows.flatMap((row) => {
      const card = cards.get(row.story_id as StoryId);
      return card === undefined ? [] : [{ correction: correctionOfRow(row), card }];
    });
  }

  async publishedMonths(): Promise<
    readonly { readonly month: string; readonly modifiedAt: number; readonly storyCount: number }[]
  > {
    const bounds = await this.#databases.read
      .selectFrom('listings')
      .select(({ fn }) => [fn.min('listed_at').as('first'), fn.max('listed_at').as('last')])
      .where('scope', '=', 'site')
      .where('listed_at', '>', 0)
      .executeTakeFirst();
    if (!bounds?.first || !bounds.last) return [];
    const months: { month: string; modifiedAt: number; storyCount: number }[] = [];
    for (
      let month = monthIn(bounds.last, this.#zone());
      month >= monthIn(bounds.first, this.#zone());
      month = monthBefore(month)
    ) {
      const held = await this.#heldInMonth(month);
      if (held !== undefined) months.push({ month, ...held });
    }
    return months;
  }

  async publishedInMonth(
    month: string,
  ): Promise<readonly { readonly path: string; readonly modifiedAt: number }[]> {
    const { start, end } = monthBounds(month, this.#zone());
    const rows = await this.#databases.scan
      .selectFrom('listings')
      .innerJoin('stories', 'stories.id', 'listings.story_id')
      .select(['stories.path', modifiedExpression.as('modified_at')])
      .where('scope', '=', 'site')
      .where('listed_at', '>=', Math.max(start, 1))
      .where('listed_at', '<', end)
      .orderBy('listed_at', 'desc')
      .execute();
    return rows.map(({ path, modified_at }) => ({ path, modifiedAt: modified_at }));
  }

  /** An index range of one month; months are few, so the sitemap's index costs no scan of the archive at once. */
  async #heldInMonth(month: string): Promise<{ modifiedAt: number; storyCount: number } | undefined> {
    const { start, end } = monthBounds(month, this.#zone());
    const row = await this.#databases.scan
      .selectFrom('listings')
      .innerJoin('stories', 'stories.id', 'listings.story_id')
      .select([
        sql<number | null>`max(${modifiedExpression})`.as('newest'),
        sql<number>`count(*)`.as('story_count'),
      ])
      .where('scope', '=', 'site')
      .where('listed_at', '>=', Math.max(start, 1))
      .where('listed_at', '<', end)
      .executeTakeFirst();
    return row?.newest ? { modifiedAt: row.newest, storyCount: Number(row.story_count) } : undefined;
  }

  #cardRows() {
    return this.#databases.read
      .selectFrom('stories')
      .leftJoin('sections', 'sections.id', 'stories.section_id')
      .leftJoin('media', 'media.id', 'stories.picture_media_id')
      .select([
        'stories.id',
        'stories.path',
        'stories.language',
        'stories.direction',
        'stories.headline',
        'stories.promo_headline',
        'stories.kicker',
        'stories.standfirst',
        'stories.first_published_at',
        'stories.updated_at',
        'stories.byline_kind',
        'stories.byline_text',
        'stories.picture_alt_text',
        'sections.name as section_name',
        'sections.path as section_path',
        'media.hash',
        'media.width_pixels',
        'media.height_pixels',
        modifiedExpression.as('modified_at'),
        bylineExpression(this.#databases.dialect.joinedNames).as('names'),
      ]);
  }

  #page(scope: StoryScope, limit: number, after?: ListPosition) {
    let query = this.#cardRows()
      .innerJoin('listings', 'listings.story_id', 'stories.id')
      .where('listings.scope', '=', scopeKey(scope))
      .orderBy('listings.listed_at', 'desc')
      .orderBy('listings.story_id')
      .limit(limit);
    if (after) {
      const listedAt = after.firstPublishedAt ?? 0;
      query = query
        .where('listings.listed_at', '<=', listedAt)
        .where(({ or, and, eb }) =>
          or([
            eb('listings.listed_at', '<', listedAt),
            and([eb('listings.listed_at', '=', listedAt), eb('listings.story_id', '>', after.id)]),
          ]),
        );
    }
    return query;
  }

  /** A story of any status with all that its page shows; only the newsroom’s preview asks for one that is not public. */
  async whole(story: Story): Promise<PublishedStory> {
    const [sections, contributors, corrections, translations, picture] = await Promise.all([
      this.#sectionsDownTo(story),
      this.#contributorsOf(story),
      this.#databases.read
        .selectFrom('corrections')
        .selectAll()
        .where('story_id', '=', story.id)
        .orderBy('at', 'desc')
        .execute(),
      this.#translationsOf(story),
      this.#pictureOf(story),
    ]);
    return {
      story,
      sections,
      contributors,
      corrections: corrections.map(correctionOfRow),
      translations,
      picture,
    };
  }

  async #sectionsDownTo(story: Story): Promise<Section[]> {
    const down: Section[] = [];
    let id: string | null = story.sectionId;
    while (id !== null && down.length < 20) {
      const row: SectionRow | undefined = await this.#databases.read
        .selectFrom('sections')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) break;
      down.unshift(sectionOfRow(row));
      id = row.parent_id;
    }
    return down;
  }

  async #contributorsOf(story: Story): Promise<{ contributor: Contributor; role: string }[]> {
    if (story.byline.kind !== 'contributors') return [];
    const rows = await this.#databases.read
      .selectFrom('story_contributors')
      .innerJoin('contributors', 'contributors.id', 'story_contributors.contributor_id')
      .selectAll('contributors')
      .select('role')
      .where('story_id', '=', story.id)
      .orderBy('story_contributors.position')
      .execute();
    return rows.map(({ role, ...row }) => ({ contributor: contributorOfRow(row), role }));
  }

  async #translationsOf(story: Story): Promise<PublishedStory['translations']> {
    // A group is named by an import, or by the id of the story that was first.
    const group = story.translationGroup ?? story.id;
    const rows = await this.#databases.read
      .selectFrom('stories')
      .select(['id', 'language', 'path', 'headline'])
      .where(({ or, eb }) => or([eb('translation_group', '=', group), eb('id', '=', group)]))
      .where(this.#databases.dialect.sifted('status'), '=', 'published')
      .where('id', '!=', story.id)
      .orderBy('language')
      .execute();
    return rows.map(({ id, ...row }) => ({ id: id as StoryId, ...row }));
  }

  async #pictureOf(story: Story): Promise<Media | null> {
    if (story.leadPicture === null) return null;
    const row = await this.#databases.read
      .selectFrom('media')
      .selectAll()
      .where('id', '=', story.leadPicture.mediaId)
      .executeTakeFirst();
    if (row === undefined) return null;
    return {
      id: row.id as Media['id'],
      hash: row.hash,
      mimeType: row.mime_type,
      widthPixels: row.width_pixels,
      heightPixels: row.height_pixels,
      bytes: row.bytes,
    };
  }
}
