import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import type { Contributor } from '../../newsroom/contributors/contributor.js';
import { type Section, sectionSlugFault } from '../../newsroom/sections/section.js';
import type { Paper, PaperDirectory } from '../../newsroom/stories/published-stories.js';
import { slugOf } from '../../newsroom/stories/slug.js';
import type { ContributorId, SectionId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import { contributorOfRow, sectionOfRow } from './published-rows.js';

/** The paper's settings, places and people. */
export class DirectoryTable implements PaperDirectory {
  readonly #databases: Databases;
  readonly #ids: IdSource;

  constructor(databases: Databases, ids: IdSource) {
    this.#databases = databases;
    this.#ids = ids;
  }

  async sections(): Promise<readonly Section[]> {
    const rows = await this.#databases.read
      .selectFrom('sections')
      .selectAll()
      .orderBy('position')
      .orderBy('path')
      .execute();
    return rows.map(sectionOfRow);
  }

  async contributors(): Promise<readonly Contributor[]> {
    const rows = await this.#databases.read.selectFrom('contributors').selectAll().orderBy('name').execute();
    return rows.map(contributorOfRow);
  }

  async findContributor(slug: string): Promise<Contributor | undefined> {
    const row = await this.#databases.read
      .selectFrom('contributors')
      .selectAll()
      .where('slug', '=', slug)
      .executeTakeFirst();
    return row === undefined ? undefined : contributorOfRow(row);
  }

  async findTopic(slug: string): Promise<{ readonly slug: string; readonly name: string } | undefined> {
    return this.#databases.read
      .selectFrom('story_topics')
      .innerJoin('stories', 'stories.id', 'story_topics.story_id')
      .select(['story_topics.slug', 'story_topics.name'])
      .where('story_topics.slug', '=', slug)
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .limit(1)
      .executeTakeFirst();
  }

  /** The section with this path, made (with those above it) where it is missing. `names` go from the top down. */
  async ensureSection(names: readonly string[], now: number): Promise<SectionId> {
    return this.#databases.write.transaction().execute(async (trx) => {
      let parentId: string | null = null;
      let path = '';
      for (const name of names) {
        const slug = slugOf(name);
        const fault = path === '' ? sectionSlugFault(slug) : slug === '' ? sectionSlugFault(slug) : undefined;
        if (fault) throw new Problem('invalid_input', fault);
        path = path === '' ? slug : `${path}/${slug}`;
        const existing = await trx
          .selectFrom('sections')
          .select('id')
          .where('path', '=', path)
          .executeTakeFirst();
        if (existing) {
          parentId = existing.id;
          continue;
        }
        const { last } = await trx
          .selectFrom('sections')
          .select(({ fn }) => fn.max('position').as('last'))
          .executeTakeFirstOrThrow();
        const id: string = this.#ids<'section'>();
        await trx
          .insertInto('sections')
          .values({ id, parent_id: parentId, name: name.trim(), slug, path, position: (last ?? 0) + 1 })
          .execute();
        await writeChange(trx, this.#databases, now, ['paper']);
        parentId = id;
      }
      if (parentId === null) throw new Problem('invalid_input', 'A section needs a name.');
      return parentId as SectionId;
    });
  }

  /** The contributor of this name, made where there is none. Two people of one name get two slugs by hand later. */
  async ensureContributor(
    name: string,
    details: { readonly title?: string; readonly biography?: string; readonly slug?: string } = {},
  ): Promise<ContributorId> {
    const slug = details.slug ?? (slugOf(name) || this.#ids<'contributor'>());
    await this.#databases.write
      .insertInto('contributors')
      .values({
        id: this.#ids<'contributor'>(),
        name: name.trim(),
        slug,
        title: details.title ?? '',
        biography: details.biography ?? '',
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .execute();
    const { id } = await this.#databases.write
      .selectFrom('contributors')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow();
    return id as ContributorId;
  }

  async paper(): Promise<Paper> {
    const rows = await this.#databases.read.selectFrom('settings').selectAll().execute();
    const kept = Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) as Partial<Paper>;
    return { ...newPaper, ...kept };
  }

  async keepPaper(settings: Partial<Paper>, now: number): Promise<void> {
    await this.#databases.write.transaction().execute(async (trx) => {
      for (const [key, value] of Object.entries(settings)) {
        await trx
          .insertInto('settings')
          .values({ key, value: JSON.stringify(value) })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: JSON.stringify(value) }))
          .execute();
      }
      await writeChange(trx, this.#databases, now, ['paper']);
    });
  }
}

const newPaper: Paper = {
  name: 'Broadsheet',
  tagline: '',
  about: '',
  language: 'en',
  zone: 'UTC',
  isDemo: false,
};
