import { sql } from 'kysely';
import { encodeVector, storyVector } from '../../discovery/recommendation/story-vector.js';
import type { AnalysedStory } from '../../discovery/text/analyse.js';
import type { StoryText } from '../../discovery/text/story-text.js';
import type { AnalysedWithCluster, RelateStore } from '../../jobs/relate-store.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import { findStoryById } from './stories.js';

const jobKind = 'relate';

/** Stories that wait for their Related list, and the lists and analyses that were made. */
export class RelateTable implements RelateStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async claim(limit: number, now: number, until: number): Promise<readonly string[]> {
    const { write, dialect } = this.#databases;
    const { rows } = await sql<{ subject: string }>`
      update jobs set claimed_until = ${until}, attempts = attempts + 1
      where kind = ${jobKind} and subject in (
        select subject from jobs where kind = ${jobKind} and run_at <= ${now} and claimed_until < ${now}
        order by run_at limit ${limit} ${dialect.skipLocked})
      returning subject`.execute(write);
    return rows.map(({ subject }) => subject);
  }

  async publicText(storyId: string): Promise<StoryText | undefined> {
    const story = await findStoryById(this.#databases.scan, storyId as StoryId);
    if (story?.status !== 'published') return undefined;
    const section =
      story.sectionId === null
        ? undefined
        : await this.#databases.scan
            .selectFrom('sections')
            .select('path')
            .where('id', '=', story.sectionId)
            .executeTakeFirst();
    return {
      id: story.id,
      language: story.language,
      headline: story.headline,
      standfirst: story.standfirst,
      paragraphs: paragraphsOf(story.body),
      section: section?.path ?? '',
      topics: story.topics,
      ...(story.firstPublishedAt === undefined ? {} : { publishedAt: story.firstPublishedAt }),
    };
  }

  async analyses(version: string, afterId: string, limit: number): Promise<readonly AnalysedWithCluster[]> {
    const rows = await this.#databases.scan
      .selectFrom('analyses')
      .innerJoin('stories', 'stories.id', 'analyses.story_id')
      .select(['content', 'cluster_head'])
      .where('stories.status', '=', 'published')
      .where('analysis_version', '=', version)
      .where('story_id', '>', afterId)
      .orderBy('story_id')
      .limit(limit)
      .execute();
    return rows.map(({ content, cluster_head }) => ({
      analysed: JSON.parse(content) as AnalysedStory,
      clusterHead: cluster_head ?? undefined,
    }));
  }

  async unanalysed(version: string, limit: number): Promise<readonly string[]> {
    const rows = await this.#databases.scan
      .selectFrom('stories')
      .leftJoin('analyses', (join) =>
        join.onRef('analyses.story_id', '=', 'stories.id').on('analysis_version', '=', version),
      )
      .select('stories.id')
      .where('stories.status', '=', 'published')
      .where('analyses.story_id', 'is', null)
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async followedFrom(storyId: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#databases.scan
      .selectFrom('follow_tallies')
      .select(['to_story_id', sql<number>`cast(sum(follows) as bigint)`.as('follows')])
      .where('from_story_id', '=', storyId)
      .groupBy('to_story_id')
      .execute();
    return new Map(rows.map(({ to_story_id, follows }) => [to_story_id, Number(follows)]));
  }

  async choices(storyId: string) {
    const rows = await this.#databases.scan
      .selectFrom('list_choices')
      .select(['other_id', 'choice'])
      .where('story_id', '=', storyId)
      .orderBy('at')
      .execute();
    const chosen = (wanted: string) =>
      rows.filter(({ choice }) => choice === wanted).map(({ other_id }) => other_id);
    return { pinned: chosen('pin'), excluded: chosen('exclude') };
  }

  async keep({ done, analyses, lists, at }: Parameters<RelateStore['keep']>[0]): Promise<void> {
    await this.#databases.write.transaction().execute(async (trx) => {
      const existing = new Set(
        (
          await trx
            .selectFrom('stories')
            .select('id')
            .where('id', 'in', [
              ...new Set([...lists.keys(), ...analyses.map(({ analysed }) => analysed.id), '']),
            ])
            .execute()
        ).map(({ id }) => id),
      );
      for (const { analysed, clusterHead, version } of analyses.filter((each) =>
        existing.has(each.analysed.id),
      )) {
        const kept = {
          analysis_version: version,
          content: JSON.stringify(analysed),
          cluster_head: clusterHead ?? null,
          vector: encodeVector(vectorOf(analysed)),
        };
        await trx
          .insertInto('analyses')
          .values({ story_id: analysed.id, ...kept })
          .onConflict((conflict) => conflict.column('story_id').doUpdateSet(kept))
          .execute();
      }
      const changed: string[] = [];
      for (const [storyId, entries] of lists) {
        if (!existing.has(storyId)) continue;
        const list = JSON.stringify(entries);
        const before = await trx
          .selectFrom('related')
          .select('list')
          .where('story_id', '=', storyId)
          .executeTakeFirst();
        if (before?.list === list) continue;
        changed.push(`story:${storyId}`);
        await trx
          .insertInto('related')
          .values({ story_id: storyId, made_at: at, list })
          .onConflict((conflict) => conflict.column('story_id').doUpdateSet({ made_at: at, list }))
          .execute();
      }
      if (done.length > 0)
        await trx
          .deleteFrom('jobs')
          .where('kind', '=', jobKind)
          .where('subject', 'in', done)
          .where('run_at', '<=', at)
          .where('claimed_until', '>', 0)
          .execute();
      await writeChange(trx, this.#databases, at, changed);
    });
  }
}

/** What the recommendation compares stories by; topics as written, section by its path. */
export const vectorOf = ({ terms, topics, section }: AnalysedStory) =>
  storyVector(new Map(terms), topics, section);
