import { sql, type Transaction } from 'kysely';
import type { Fingerprint } from '../../discovery/duplicates/fingerprint.js';
import { encodeVector, storyVector } from '../../discovery/recommendation/story-vector.js';
import type { StoredRelatedRow } from '../../discovery/related/stored-related.js';
import type { AnalysedStory } from '../../discovery/text/analyse.js';
import type { StoryText } from '../../discovery/text/story-text.js';
import type { KeptAnalysis, RelateReason, RelateStore } from '../../jobs/relate-store.js';
import type { RelatedChoices } from '../../newsroom/related/related-choice-store.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { writeChange } from '../changes.js';
import type { Databases } from '../databases.js';
import type { Schema } from '../schema.js';
import { letWait, relateJobs } from './relate-jobs.js';
import { relatedChoicesOf } from './related-choices.js';
import { findStoryById } from './stories.js';

/** Stories that wait for their Related list, and the lists and analyses that were made. */
export class RelateTable implements RelateStore {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async claim(reason: RelateReason, limit: number, now: number, until: number): Promise<readonly string[]> {
    const { write, dialect } = this.#databases;
    const kind = relateJobs[reason];
    const { rows } = await sql<{ subject: string }>`
      update jobs set claimed_until = ${until}, attempts = attempts + 1
      where kind = ${kind} and subject in (
        select subject from jobs where kind = ${kind} and run_at <= ${now} and claimed_until < ${now}
        order by run_at limit ${limit} ${dialect.skipLocked})
      returning subject`.execute(write);
    return rows.map(({ subject }) => subject);
  }

  async waiting(limit: number, now: number): Promise<number> {
    const { rows } = await sql<{ waiting: number }>`
      select cast(count(*) as bigint) as waiting from (
        select 1 from jobs where kind = ${relateJobs.changed} and run_at <= ${now} and claimed_until < ${now} limit ${limit}
      ) as open`.execute(this.#databases.scan);
    return Number(rows[0]!.waiting);
  }

  async release(): Promise<void> {
    await this.#databases.write
      .updateTable('jobs')
      .set({ claimed_until: 0 })
      .where('kind', 'in', Object.values(relateJobs))
      .where('claimed_until', '>', 0)
      .execute();
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

  async analysis(storyId: string, version: string): Promise<AnalysedStory | undefined> {
    const row = await this.#databases.scan
      .selectFrom('analyses')
      .select('content')
      .where('story_id', '=', storyId)
      .where('analysis_version', '=', version)
      .executeTakeFirst();
    return row && (JSON.parse(row.content) as AnalysedStory);
  }

  async analyses(version: string, afterId: string, limit: number): Promise<readonly KeptAnalysis[]> {
    const rows = await this.#databases.scan
      .selectFrom('analyses')
      .innerJoin('stories', 'stories.id', 'analyses.story_id')
      .select(['content', 'fingerprint'])
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .where('analysis_version', '=', version)
      .where('story_id', '>', afterId)
      .orderBy('story_id')
      .limit(limit)
      .execute();
    return rows.map(({ content, fingerprint }) => ({
      analysed: JSON.parse(content) as AnalysedStory,
      fingerprint: JSON.parse(fingerprint) as Fingerprint,
    }));
  }

  async askForOutdated(version: string, limit: number, at: number): Promise<number> {
    const rows = await this.#databases.scan
      .selectFrom('stories')
      .leftJoin('analyses', (join) =>
        join.onRef('analyses.story_id', '=', 'stories.id').on('analysis_version', '=', version),
      )
      .select('stories.id')
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .where('analyses.story_id', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('jobs')
              .select('subject')
              .whereRef('subject', '=', 'stories.id')
              .where('kind', 'in', [relateJobs.changed, relateJobs.outdated]),
          ),
        ),
      )
      .limit(limit)
      .execute();
    await letWait(
      this.#databases.write,
      'outdated',
      rows.map(({ id }) => id),
      at,
    );
    return rows.length;
  }

  async askForOldLists(listVersion: string, limit: number, at: number): Promise<number> {
    const rows = await this.#databases.scan
      .selectFrom('related')
      .innerJoin('stories', 'stories.id', 'related.story_id')
      .select('story_id')
      .where(this.#databases.dialect.sifted('stories.status'), '=', 'published')
      .where('list_version', '!=', listVersion)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('jobs')
              .select('subject')
              .whereRef('subject', '=', 'related.story_id')
              .where('kind', 'in', Object.values(relateJobs)),
          ),
        ),
      )
      .limit(limit)
      .execute();
    await letWait(
      this.#databases.write,
      'near',
      rows.map(({ story_id }) => story_id),
      at,
    );
    return rows.length;
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

  choices(storyId: string): Promise<RelatedChoices> {
    return relatedChoicesOf(this.#databases.scan, storyId);
  }

  async keep({
    done,
    near = [],
    analyses,
    version,
    listVersion,
    clusterHeads,
    lists,
    at,
  }: Parameters<RelateStore['keep']>[0]): Promise<void> {
    await this.#databases.write.transaction().execute(async (trx) => {
      const named = [...new Set([...lists.keys(), ...analyses.map(({ analysed }) => analysed.id)])];
      // A story may have been erased while its list was made.
      const rows =
        named.length === 0
          ? []
          : await trx.selectFrom('stories').select('id').where('id', 'in', named).execute();
      const existing = new Set(rows.map(({ id }) => id));
      for (const kept of analyses) if (existing.has(kept.analysed.id)) await keepAnalysis(trx, kept, version);
      for (const [id, head] of clusterHeads)
        await trx.updateTable('analyses').set({ cluster_head: head }).where('story_id', '=', id).execute();
      const changed: string[] = [];
      for (const [id, entries] of lists)
        if (existing.has(id) && (await keepList(trx, id, entries, { at, listVersion })))
          changed.push(`story:${id}`);
      await waitNoLonger(trx, 'near', [...lists.keys()], at);
      if (done !== undefined) await endClaims(trx, done, at);
      await letWait(trx, 'near', [...near], at);
      await writeChange(trx, this.#databases, at, changed);
    });
  }
}

/** A story that changed again meanwhile has a later run_at and stays in the queue. */
async function endClaims(
  trx: Transaction<Schema>,
  { reason, ids }: NonNullable<Parameters<RelateStore['keep']>[0]['done']>,
  at: number,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('jobs')
    .where('kind', '=', relateJobs[reason])
    .where('subject', 'in', ids)
    .where('run_at', '<=', at)
    .where('claimed_until', '>', 0)
    .execute();
  // It was analysed by this version.
  if (reason === 'changed') await waitNoLonger(trx, 'outdated', ids, at);
}

async function waitNoLonger(
  trx: Transaction<Schema>,
  reason: RelateReason,
  ids: readonly string[],
  at: number,
): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .deleteFrom('jobs')
    .where('kind', '=', relateJobs[reason])
    .where('subject', 'in', ids)
    .where('run_at', '<=', at)
    .execute();
}

async function keepAnalysis(
  trx: Transaction<Schema>,
  { analysed, fingerprint }: KeptAnalysis,
  version: string,
): Promise<void> {
  const row = {
    analysis_version: version,
    content: JSON.stringify(analysed),
    fingerprint: JSON.stringify(fingerprint),
    vector: encodeVector(vectorOf(analysed)),
  };
  await trx
    .insertInto('analyses')
    .values({ story_id: analysed.id, cluster_head: null, ...row })
    .onConflict((conflict) => conflict.column('story_id').doUpdateSet(row))
    .execute();
}

/** True if the list differs from the one that was kept. */
async function keepList(
  trx: Transaction<Schema>,
  storyId: string,
  entries: readonly StoredRelatedRow[],
  { at, listVersion }: { readonly at: number; readonly listVersion: string },
): Promise<boolean> {
  const list = JSON.stringify(entries);
  const before = await trx
    .selectFrom('related')
    .select(['list', 'list_version'])
    .where('story_id', '=', storyId)
    .executeTakeFirst();
  const isSame = before?.list === list;
  if (isSame && before.list_version === listVersion) return false;
  const row = { made_at: at, list, list_version: listVersion };
  await trx
    .insertInto('related')
    .values({ story_id: storyId, ...row })
    .onConflict((conflict) => conflict.column('story_id').doUpdateSet(row))
    .execute();
  return !isSame;
}

/** What the recommendation compares stories by; topics as written, section by its path. */
export const vectorOf = ({ terms, topics, section }: AnalysedStory) =>
  storyVector(new Map(terms), topics, section);
