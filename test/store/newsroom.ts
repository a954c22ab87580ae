import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idSource } from '../../src/base/ids.js';
import type { Media } from '../../src/newsroom/media/media.js';
import type { StaffId, StaffMember } from '../../src/newsroom/staff/staff-member.js';
import type { StaffAudit } from '../../src/newsroom/staff/staff-store.js';
import { revisionContent } from '../../src/newsroom/stories/revision.js';
import type { MediaId, SectionId, Story, StoryContent, StoryId } from '../../src/newsroom/stories/story.js';
import { newStory } from '../../src/newsroom/stories/story-desk.js';
import type { StoryWrite } from '../../src/newsroom/stories/story-store.js';
import type { Databases } from '../../src/store/databases.js';
import { DirectoryTable } from '../../src/store/tables/directory.js';
import { MediaTable } from '../../src/store/tables/media.js';
import { StaffTable } from '../../src/store/tables/staff.js';
import { StoryTable } from '../../src/store/tables/stories.js';
import { StoryHistoryTable } from '../../src/store/tables/story-history.js';

const noon = Date.UTC(2026, 4, 12, 10);
const clock = () => noon;
const ids = idSource(clock);

/** The promises of the newsroom's store ports, held by every database. */
export function newsroomContract(name: string, open: () => Promise<Databases>): void {
  describe(`newsroom on ${name}`, () => {
    let databases: Databases;
    beforeAll(async () => {
      databases = await open();
    });
    afterAll(() => databases.close());
    storyContract(() => databases);
    historyContract(() => databases);
    staffContract(() => databases);
    mediaContract(() => databases);
  });
}

const draftOf = (content: Partial<StoryContent> = {}): Story =>
  newStory({ headline: 'Ferry returns', body: '<p>At noon.</p>', ...content }, { clock, ids });

const writeOf = (story: Story, write: Partial<StoryWrite> = {}): StoryWrite => ({
  story,
  act: 'edit',
  actor: 'ines@paper.example',
  at: noon,
  wantedPath: '',
  ...write,
});

function storyContract(databases: () => Databases): void {
  const table = () => new StoryTable(databases());
  const keep = async (story: Story, write: Partial<StoryWrite> = {}): Promise<Story> => {
    const saved = await table().save(writeOf(story, write));
    if (!saved.ok) throw new Error(saved.refusal);
    return saved.value;
  };
  const publish = (story: Story, write: Partial<StoryWrite> = {}) =>
    keep({ ...story, status: 'published', firstPublishedAt: noon }, { act: 'publish', ...write });

  describe('StoryStore', () => {
    it('keeps every field of a story', async () => {
      const directory = new DirectoryTable(databases(), ids);
      const sectionId = await directory.ensureSection(['Harbour', 'Ferries'], noon);
      const contributorId = await directory.ensureContributor('Ola Brandt');
      const media = await keepMedia(databases());
      const story: Story = {
        ...draftOf({
          language: 'ar',
          direction: 'rtl',
          headline: 'عودة العبّارة',
          promoHeadline: 'Back',
          kicker: 'Harbour',
          standfirst: 'After “two” years',
          dateline: 'PORT ALDA, Spain',
          agency: 'AP',
          byline: {
            kind: 'contributors',
            credits: [
              { contributorId, role: 'reporting' },
              { contributorId, role: 'photographs' },
            ],
          },
          sectionId,
          topics: ['Ferries', 'Quays'],
          leadPicture: { mediaId: media.id, caption: 'c', credit: 'd', altText: 'e' },
          translationGroup: 'group',
          slugline: 'FERRY',
          evergreen: true,
        }),
        importedAt: noon + 1,
        sourcePublishedAt: -1,
        sourceVersionAt: noon + 3,
        sourceZoneAssumed: true,
        embargoedUntil: noon + 4,
        scheduledFor: noon + 5,
        scheduledLocal: '2026-05-12T12:00',
        scheduledZone: 'Europe/Madrid',
        firstPublishedAt: noon + 6,
        updatedAt: noon + 7,
        withdrawnAt: noon + 8,
        source: {
          kind: 'agency',
          publisher: 'Agency',
          feed: 'world',
          itemId: `item-${ids()}`,
          version: '2',
          canonicalUrl: 'https://agency.example/1',
        },
      };
      const kept = await keep(story);
      expect(kept).toEqual({ ...story, version: 1 });
      expect(await table().find(story.id)).toEqual(kept);
      expect(await table().findBySource(story.source!)).toEqual(kept);
      const bare = await keep({ ...draftOf(), id: kept.id, version: 1 });
      expect(await table().find(story.id)).toEqual(bare);
    });

    it('refuses a save over a newer one; of many at once one wins', async () => {
      const story = await keep(draftOf());
      const saves = await Promise.all(
        Array.from({ length: 6 }, (_, n) => table().save(writeOf({ ...story, kicker: `n${n}` }))),
      );
      expect(saves.filter(({ ok }) => ok)).toHaveLength(1);
      const kept = await table().find(story.id);
      expect(kept?.version).toBe(2);
      expect(saves.findIndex(({ ok }) => ok)).toBe(Number(kept!.kicker.slice(1)));
      expect(await table().save(writeOf({ ...draftOf(), version: 3 }))).toEqual({
        ok: false,
        refusal: 'edit-conflict',
      });
    });

    it('gives an address to one story for ever', async () => {
      const wantedPath = '/2026/05/ferry-returns';
      const published = await Promise.all(
        Array.from({ length: 4 }, async () => publish(await keep(draftOf()), { wantedPath })),
      );
      expect(published.map(({ path }) => path).sort()).toEqual(
        ['', '-2', '-3', '-4'].map((end) => wantedPath + end),
      );
      const first = published.find(({ path }) => path === wantedPath)!;
      expect(first.slug).toBe('ferry-returns');
      await keep({ ...first, status: 'withdrawn', withdrawnAt: noon });
      const next = await publish(await keep(draftOf()), { wantedPath });
      expect(next.path).toBe(`${wantedPath}-5`);
      expect((await table().findByPath(wantedPath))?.id).toBe(first.id);
    });

    it('leads older addresses to the story', async () => {
      const old = `/?p=${ids()}`;
      const story = await publish(draftOf(), { wantedPath: '/2026/05/moved', extraPaths: [old] });
      expect((await table().findByPath(old))?.id).toBe(story.id);
      expect(await table().findByPath('/2026/05/nothing')).toBeUndefined();
    });

    it('saves all or nothing', async () => {
      const story = draftOf({ sectionId: 'no-such-section' as SectionId });
      await expect(table().save(writeOf(story, { wantedPath: '/2026/05/half' }))).rejects.toThrow();
      expect(await table().find(story.id)).toBeUndefined();
      expect(await table().findByPath('/2026/05/half')).toBeUndefined();
      const audit = await databases()
        .read.selectFrom('audit')
        .select('id')
        .where('subject', '=', story.id)
        .execute();
      expect(audit).toEqual([]);
    });

    it('tells the readers’ side only of what readers can see', async () => {
      const lastSeq = async () =>
        (
          await databases()
            .read.selectFrom('changes')
            .select(({ fn }) => fn.max('seq').as('seq'))
            .executeTakeFirstOrThrow()
        ).seq;
      const listed = async (id: StoryId) =>
        (await databases().read.selectFrom('listings').select('scope').where('story_id', '=', id).execute())
          .length;
      const before = await lastSeq();
      const draft = await keep(draftOf({ topics: ['Ferries'] }));
      expect([await lastSeq(), await listed(draft.id)]).toEqual([before, 0]);
      const published = await publish(draft, { wantedPath: '/2026/05/seen' });
      expect(await listed(draft.id)).toBe(2);
      const seen = await lastSeq();
      expect(seen).not.toBe(before);
      await keep({ ...published, status: 'withdrawn', withdrawnAt: noon }, { act: 'withdraw' });
      expect(await listed(draft.id)).toBe(0);
      expect(await lastSeq()).not.toBe(seen);
    });

    it('lists by state and words, last saved first, by the page', async () => {
      const mark = `Mark ${ids()}`;
      const made: Story[] = [];
      for (let n = 0; n < 7; n += 1)
        made.push(await keep(draftOf({ headline: `${mark} 50% ${n}` }), { at: noon + Math.floor(n / 2) }));
      const slug = await keep(draftOf({ slugline: mark }), { at: noon + 9 });
      const lines = async (filter: object, limit = 100) =>
        (await table().list({ words: mark.toUpperCase(), ...filter }, limit)).map(({ id }) => id);
      const all = await lines({});
      expect(all).toHaveLength(8);
      expect(all[0]).toBe(slug.id);
      const paged: StoryId[] = [];
      for (let page = await table().list({ words: mark }, 3); page.length > 0; ) {
        paged.push(...page.map(({ id }) => id));
        const { savedAt, id } = page.at(-1)!;
        page = await table().list({ words: mark, before: { savedAt, id } }, 3);
      }
      expect(paged).toEqual(all);
      expect(await table().list({ words: `${mark} 50% 3` }, 9)).toHaveLength(1);
      expect(await table().list({ words: `${mark}_50` }, 9)).toEqual([]);
      expect(await lines({ status: 'published' })).toEqual([]);
      await publish(made[0]!, { at: noon + 20 });
      expect(await lines({ status: 'published' })).toEqual([made[0]!.id]);
    });

    it.each(['École', 'école', 'ÉCOLE du port', '学校', 'مدرسة'])(
      'finds the headline %s as it is typed',
      async (headline) => {
        const { id } = await keep(draftOf({ headline: `${headline} ${ids()}` }));
        expect((await table().list({ words: headline }, 100)).map((line) => line.id)).toContain(id);
      },
    );

    it('knows what is due, the earliest first', async () => {
      const schedule = async (at: number) =>
        (await keep({ ...draftOf(), status: 'scheduled', scheduledFor: at })).id;
      const later = await schedule(1_000_200);
      const sooner = await schedule(1_000_100);
      await keep({ ...draftOf(), scheduledFor: 1_000_000 });
      expect(await table().due(1_000_099, 10)).toEqual([]);
      expect(await table().due(1_000_200, 10)).toEqual([sooner, later]);
      expect(await table().due(1_000_200, 1)).toEqual([sooner]);
    });
  });
}

function historyContract(databases: () => Databases): void {
  describe('StoryHistory', () => {
    const edits = fc.array(
      fc.record(
        {
          headline: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', '')),
          kicker: fc.constantFrom('', 'a', 'b'),
          topics: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
          updatedAt: fc.constantFrom(noon, noon + 1),
          status: fc.constantFrom('draft' as const, 'published' as const, 'withdrawn' as const),
        },
        { requiredKeys: [] },
      ),
      { minLength: 1, maxLength: 6 },
    );

    it('gives back every version as it was', async () => {
      const table = new StoryTable(databases());
      const history = new StoryHistoryTable(databases());
      await fc.assert(
        fc.asyncProperty(edits, async (changes) => {
          const versions: Story[] = [];
          let story: Story = draftOf();
          for (const change of [{}, ...changes]) {
            const saved = await table.save(writeOf({ ...story, ...change }));
            if (!saved.ok) throw new Error(saved.refusal);
            story = saved.value;
            versions.push(story);
          }
          for (const version of versions)
            expect(await history.contentAt(story.id, version.version)).toEqual(revisionContent(version));
          expect(await history.contentAt(story.id, versions.length + 1)).toBeUndefined();
        }),
        { numRuns: 15 },
      );
    });

    it('lists saves, newest first, with what they changed and what was said', async () => {
      const table = new StoryTable(databases());
      const first = await table.save(writeOf(draftOf(), { act: 'create' }));
      if (!first.ok) throw new Error(first.refusal);
      const correction = {
        id: ids<'correction'>(),
        storyId: first.value.id,
        kind: 'correction' as const,
        text: 'It was late.',
        at: noon + 5,
      };
      await table.save(
        writeOf({ ...first.value, headline: 'Late' }, { act: 'correct', at: noon + 5, correction }),
      );
      expect(await new StoryHistoryTable(databases()).revisions(first.value.id, 10)).toEqual([
        {
          version: 2,
          act: 'correct',
          actor: 'ines@paper.example',
          at: noon + 5,
          fields: ['headline'],
          detail: 'It was late.',
        },
        { version: 1, act: 'create', actor: 'ines@paper.example', at: noon, fields: [], detail: '' },
      ]);
    });
  });
}

let lastMember = 0;
const memberOf = (fields: Partial<StaffMember> = {}): StaffMember => {
  lastMember += 1;
  return {
    id: ids<'staff'>(),
    name: `Nadia ${lastMember}`,
    email: `nadia-${lastMember}@paper.example`,
    role: 'editor',
    isLocalOnly: false,
    createdAt: noon,
    ...fields,
  };
};
const audit = (act: string): StaffAudit => ({ id: ids(), at: noon, actor: 'test', act, detail: '' });

function staffContract(databases: () => Databases): void {
  const table = () => new StaffTable(databases());
  const add = async (member = memberOf()) => {
    await table().add({ member, passwordHash: 'hash' }, audit('staff-add'));
    return member;
  };
  const openSession = (staffId: StaffId, idHash: string, expiresAt = noon + 100, createdAt = noon) =>
    table().openSession({ staffId, idHash, expiresAt, createdAt }, audit('sign-in'));

  describe('StaffStore', () => {
    it('keeps an account, with its line in the audit', async () => {
      const member = await add(memberOf({ role: 'owner', isLocalOnly: true }));
      expect(await table().findByEmail(member.email)).toEqual({ member, passwordHash: 'hash' });
      expect(await table().findByEmail('nobody@paper.example')).toBeUndefined();
      expect(await table().all()).toContainEqual(member);
      const lines = await databases()
        .read.selectFrom('audit')
        .select('act')
        .where('subject', '=', member.id)
        .execute();
      expect(lines).toEqual([{ act: 'staff-add' }]);
    });

    it('keeps one account an e-mail, whoever comes first', async () => {
      const { email } = memberOf();
      const added = await Promise.all(
        Array.from({ length: 4 }, () =>
          table().add({ member: memberOf({ email }), passwordHash: 'hash' }, audit('staff-add')),
        ),
      );
      expect(added.filter(({ ok }) => ok)).toHaveLength(1);
      expect(added.filter((each) => !each.ok && each.refusal === 'email-taken')).toHaveLength(3);
    });

    it('ends all sessions of an account that changes, and no other', async () => {
      const [member, other] = [await add(), await add()];
      await openSession(member.id, 'a1');
      await openSession(member.id, 'a2');
      await openSession(other.id, 'b1');
      await table().change(member.id, { passwordHash: 'new' }, audit('staff-password'));
      for (const idHash of ['a1', 'a2']) expect(await table().findSession(idHash)).toBeUndefined();
      expect((await table().findSession('b1'))?.member).toEqual(other);
      expect(await table().findByEmail(member.email)).toEqual({ member, passwordHash: 'new' });
      await table().change(member.id, { disabledAt: noon }, audit('staff-disable'));
      expect((await table().findByEmail(member.email))?.member.disabledAt).toBe(noon);
      await table().change(member.id, { disabledAt: null }, audit('staff-enable'));
      expect((await table().findByEmail(member.email))?.member).toEqual(member);
    });

    it('prolongs and ends a session, and forgets what has expired', async () => {
      const member = await add();
      await openSession(member.id, 'c1');
      expect(await table().findSession('c1')).toEqual({ member, createdAt: noon, expiresAt: noon + 100 });
      await table().prolongSession('c1', noon + 200);
      expect((await table().findSession('c1'))?.expiresAt).toBe(noon + 200);
      await openSession(member.id, 'c2', noon + 900, noon + 199);
      expect(await table().findSession('c1')).toBeDefined();
      await openSession(member.id, 'c3', noon + 900, noon + 200);
      expect(await table().findSession('c1')).toBeUndefined();
      await table().endSession('c2');
      expect(await table().findSession('c2')).toBeUndefined();
      expect(await table().findSession('c3')).toBeDefined();
    });
  });
}

let lastHash = 0;
const mediaOf = (): Media => {
  lastHash += 1;
  return {
    id: ids<'media'>(),
    hash: lastHash.toString(16).padStart(64, '0'),
    mimeType: 'image/jpeg',
    widthPixels: 4,
    heightPixels: 3,
    bytes: 5,
  };
};
const keepMedia = (databases: Databases): Promise<Media> => new MediaTable(databases).keep(mediaOf(), noon);

function mediaContract(databases: () => Databases): void {
  const table = () => new MediaTable(databases());

  describe('MediaStore', () => {
    it('keeps equal bytes once, whoever comes first', async () => {
      const { hash } = mediaOf();
      const kept = await Promise.all(
        Array.from({ length: 4 }, () => table().keep({ ...mediaOf(), hash }, noon)),
      );
      expect(new Set(kept.map(({ id }) => id)).size).toBe(1);
      expect(await table().findByHash(hash)).toEqual(kept[0]);
      expect(await table().find(kept[0]!.id)).toEqual(kept[0]);
      expect(await table().find('nothing' as MediaId)).toBeUndefined();
    });

    it.each<[string, (media: Media) => Partial<StoryContent>]>([
      ['lead', ({ id }) => ({ leadPicture: { mediaId: id, caption: '', credit: '', altText: 'A quay' } })],
      ['body', ({ hash }) => ({ body: `<figure><img src="/media/${hash}/640.webp" alt="" /></figure>` })],
    ])('knows a %s as public while a published story shows it', async (_where, contentOf) => {
      const media = await keepMedia(databases());
      const stories = new StoryTable(databases());
      const save = async (story: Story): Promise<Story> => {
        const saved = await stories.save(writeOf(story));
        if (!saved.ok) throw new Error(saved.refusal);
        return saved.value;
      };
      const seen: boolean[] = [];
      const look = async () => seen.push(await table().isPublic(media.hash));
      let story = await save(draftOf(contentOf(media)));
      await look();
      story = await save({ ...story, status: 'published', firstPublishedAt: noon });
      await look();
      story = await save({ ...story, status: 'withdrawn' });
      await look();
      story = await save({ ...story, status: 'published' });
      await look();
      await save({ ...story, leadPicture: null, body: '<p>Without</p>' });
      await look();
      expect(seen).toEqual([false, true, false, true, false]);
    });
  });
}
