import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { botTest } from './audience/intake/drop-bot.js';
import { intakeSteps } from './audience/intake/intake.js';
import { pageSlates } from './audience/intake/page-slate.js';
import { pageTokens } from './audience/intake/page-token.js';
import { daySigner, newSigningKey } from './audience/ledger/day-signer.js';
import { EventBuffer } from './audience/ledger/event-buffer.js';
import { hourBook } from './audience/ledger/hour-book.js';
import { IntakePace } from './audience/ledger/intake-pace.js';
import { reactions } from './audience/reactions/reactions.js';
import { minuteMs, secondMs } from './base/clock.js';
import { packageRoot } from './base/package-root.js';
import { startWorker, stopWorker } from './base/threads.js';
import type { OpenedSite } from './cli/context.js';
import { parseEdition } from './discovery/edition.js';
import { closeDay } from './jobs/close-day.js';
import { finishErasures } from './jobs/finish-erasures.js';
import { startJobs } from './jobs/job-clock.js';
import { PictureShelf } from './newsroom/media/picture-shelf.js';
import { StaffDesk } from './newsroom/staff/staff-desk.js';
import type { Story, StoryId } from './newsroom/stories/story.js';
import { countingRoutes } from './site/api/counting-routes.js';
import { countsRoute } from './site/api/counts.js';
import { KeptPaths } from './site/api/kept-paths.js';
import { poolRoute } from './site/api/pools.js';
import { feedRoutes } from './site/feeds/routes.js';
import { hostCheck } from './site/http/allowed-hosts.js';
import { clientAddressBehind } from './site/http/client-address.js';
import { DayPages } from './site/http/day-pages.js';
import { PageCache } from './site/http/page-cache.js';
import { makeServer } from './site/http/server.js';
import { buildSite } from './site/http/site.js';
import { StaticFiles } from './site/http/static-files.js';
import { mediaRoutes } from './site/media/media-routes.js';
import { metricsRoute } from './site/metrics/metrics-route.js';
import { SiteMetrics } from './site/metrics/site-metrics.js';
import { newsroomRoutes } from './site/newsroom/newsroom-routes.js';
import { staffCheck } from './site/newsroom/session.js';
import { EditionLists } from './site/pages/edition-lists.js';
import { KeptCards } from './site/pages/kept-cards.js';
import { errorPage } from './site/pages/refusal-pages.js';
import { pageRoutes } from './site/pages/routes.js';
import { storyPage } from './site/pages/story/story-page.js';
import { ChangeFollower, pruneChanges } from './store/changes.js';
import { keptSecret } from './store/folder.js';
import { openDaySalts } from './store/open.js';
import { audienceNumbers } from './store/tables/audience-numbers.js';
import { closedDays } from './store/tables/closed-days.js';
import { countedStories } from './store/tables/counted-stories.js';
import { EditionTable } from './store/tables/editions.js';
import { ErasureTable } from './store/tables/erasures.js';
import { ImportRunTable } from './store/tables/import-runs.js';
import { ledgerStore } from './store/tables/ledger.js';
import { MediaTable } from './store/tables/media.js';
import { PublishedStoryTable } from './store/tables/published-stories.js';
import { reactionStore } from './store/tables/reactions.js';
import { RelatedTable } from './store/tables/related.js';
import { SearchTable } from './store/tables/search-index.js';
import { SearchReindexTable } from './store/tables/search-reindex.js';
import { siteNumbersStore } from './store/tables/site-numbers.js';
import { StaffTable } from './store/tables/staff.js';
import { StoryHistoryTable } from './store/tables/story-history.js';
import { publicStoryAt } from './store/tables/story-paths.js';

export interface RunningApp {
  readonly server: Server;
  readonly site: ReturnType<typeof buildSite>;
  /** Tells the app the port that the socket got; before that no host is allowed. */
  listening(port: number): void;
  stop(): Promise<void>;
}

/** Puts the houses together: the only file that knows them all. It assembles and decides nothing. */
export async function buildApp(opened: OpenedSite): Promise<RunningApp> {
  const { configuration, databases, directory, folder, clock, ids, log, paper, desk } = opened;
  let port = configuration.port;
  const siteUrl = () =>
    configuration.siteUrl === '' ? `http://${configuration.host}:${port}` : configuration.siteUrl;
  const isAllowedHost = hostCheck(configuration.siteUrl, () => port);

  // What readers see.
  const stories = new PublishedStoryTable(databases, () => paper().zone);
  const search = new SearchTable(databases, stories);
  const related = new RelatedTable(databases);
  const cards = new KeptCards(stories);
  const paths = new KeptPaths((path) => publicStoryAt(databases, path));
  const lists = new EditionLists({
    stories: { cards: (ids) => cards.cards(ids), latest: (scope, limit) => stories.latest(scope, limit) },
    related,
    vectorsOf: (ids) => related.vectorsOf(ids),
    learnsFromLists: configuration.learnFromLists,
  });
  const theme = ['.css', '.svg', '.woff2'] as const;
  const files = new StaticFiles([
    { folder: join(folder.path, 'theme'), extensions: theme },
    { folder: join(packageRoot, 'dist/client'), extensions: ['.js'] },
    { folder: join(packageRoot, 'dist/site/theme'), extensions: theme },
  ]);
  const pages = new PageCache(configuration.pageCacheMegabytes * 1024 * 1024);

  // Who writes it.
  const staffTable = new StaffTable(databases);
  const staff = new StaffDesk({ staff: staffTable, clock, ids, random: randomBytes });
  const session = {
    staff,
    siteUrl,
    clientAddress: clientAddressBehind(configuration.trustedHops),
  };
  const isStaff = staffCheck(session);
  const media = new MediaTable(databases);
  const shelf = new PictureShelf({ folder: folder.media, media, clock, ids });
  const erasures = { store: new ErasureTable(databases), shelf };

  // Who reads it.
  const tokenKey = { id: '1', secret: Buffer.from(keptSecret(folder, 'page-token-1'), 'base64url') };
  const tokens = pageTokens([tokenKey]);
  const slates = configuration.learnFromLists ? pageSlates([tokenKey]) : undefined;
  const salts = openDaySalts(configuration.databaseUrl, folder.salt, databases);
  const ledger = ledgerStore(databases, ids<'writer'>());
  let book = hourBook(paper().zone);
  const pace = new IntakePace(clock);
  const metrics = new SiteMetrics();
  const buffer = new EventBuffer(ledger, () => paper().zone, [pace, metrics]);
  metrics.measure({ buffer, pages, editionNumber: () => lists.edition?.number ?? 0 });
  const { dataCentres, botPatterns } = opened.filterLists;
  const steps = intakeSteps({ dataCentres, isBot: botTest(botPatterns) });
  const counting = {
    tokens,
    slates,
    storyAt: (path: string) => paths.storyAt(path),
    buffer,
    steps,
    salts,
    dataCentres,
    book: () => book,
    clock,
    clientAddress: session.clientAddress,
    isStaff,
    origins: () => [siteUrl(), ...configuration.allowedOrigins],
  };

  const editions = new EditionTable(databases);
  const findEdition = async (number: number) => {
    if (lists.edition?.number === number) return lists.edition;
    const content = await editions.contentOf(number);
    return content === undefined ? undefined : parseEdition(content);
  };
  const adoptEdition = async (): Promise<string[]> => {
    const latest = await editions.latest();
    if (latest === undefined || latest.number === lists.edition?.number) return [];
    const changed = lists.edition?.number === latest.number - 1 ? latest.number : undefined;
    return lists.adopt(parseEdition(latest.content), await editions.publicCounts(changed));
  };
  await adoptEdition();

  const deps = {
    stories,
    directory,
    paper,
    search,
    counted: countedStories(databases.scan, clock),
    eventsKeptDays: configuration.eventDays,
    lists,
    tokenFor: (storyId: string, readSeconds: number) => tokens.sign(storyId, readSeconds, clock()),
    slateFor: slates?.seal,
    countsWithoutScript: configuration.countWithoutScript,
    asset: (name: string) => files.href(name),
    siteUrl,
    clock,
  };
  const numbers = audienceNumbers(databases);
  const newsroom = {
    ...session,
    desk,
    front: opened.front,
    related: opened.related,
    relatedRows: (id: StoryId) => lists.related(id),
    firstCopy: (id: StoryId) => related.firstCopy(id),
    stories: opened.stories,
    history: new StoryHistoryTable(databases),
    shelf,
    media,
    directory,
    paper,
    asset: deps.asset,
    clock,
    preview: async (story: Story) => (await storyPage(deps, await stories.whole(story))).body,
    publicCounts: (id: StoryId) => lists.counts(id),
    liveCounts: async (id: StoryId) => ({ ...(await numbers.countsOf(id)), at: clock() }),
    numbers: { ...numbers, ...siteNumbersStore(databases), pace: () => pace.lastHour() },
    importRuns: new ImportRunTable(databases, ids),
  };
  const counts = countingRoutes('/api/v1', {
    ...counting,
    log,
    reactions: reactions({
      store: reactionStore(databases),
      steps,
      clock,
      book: () => book,
      random: randomBytes,
    }),
    findPath: async (storyId) => (await stories.cards([storyId as never])).get(storyId as never)?.path,
    paperName: () => paper().name,
    newEventId: () => ids<'event'>(),
    isOn: () => configuration.countWithoutScript,
  });
  const site = buildSite({
    pages,
    files,
    routes: [
      poolRoute({ stories, findEdition }),
      countsRoute(deps),
      ...feedRoutes(deps),
      ...pageRoutes(deps),
    ],
    mounts: [
      { at: '/newsroom', app: newsroomRoutes(newsroom) },
      { at: '/metrics', app: metricsRoute({ ...session, metrics, options: configuration }) },
      { at: '/media', app: mediaRoutes({ media, shelf, isStaff }) },
      counts,
    ],
    isAllowedHost,
    errorPage: (status) => errorPage(deps, status),
    clock,
    log,
  });

  const follower = new ChangeFollower(
    databases,
    async (tags) => {
      if (tags.includes('paper')) {
        await opened.reloadPaper();
        book = hourBook(paper().zone);
      }
      cards.purge(tags);
      paths.purge(tags);
      pages.purge(tags.includes('edition') ? [...tags, ...(await adoptEdition())] : tags);
    },
    log,
  );
  await follower.start();
  const outdated = await new SearchReindexTable(databases).outdated(1);
  const workerData = { configuration, databaseFile: folder.database };
  const workers = [
    startWorker(import.meta.url, './lists-worker.js', { workerData }),
    ...outdated.map(() => startWorker(import.meta.url, './search-worker.js', { workerData })),
  ];
  for (const worker of workers)
    worker.on('error', ({ message }: Error) =>
      log.error({ error: { message } }, 'a thread in the background has ended; what it made serves on'),
    );

  const signer = daySigner('1', keptSecret(folder, 'day-signing-1', newSigningKey));
  const dayPages = new DayPages(pages, clock, () => paper().zone);
  const jobs = startJobs(
    [
      { name: 'publish-due', everyMs: 10 * secondMs, run: async () => void (await desk.publishDue(clock())) },
      {
        name: 'close-day',
        everyMs: 5 * minuteMs,
        run: async () =>
          void (await closeDay({
            days: closedDays(databases),
            salts,
            signer,
            clock,
            zone: () => paper().zone,
            random: randomBytes,
            ledger,
            eventsKeptDays: () => configuration.eventDays,
            log,
          })),
      },
      { name: 'finish-erasures', everyMs: minuteMs, run: () => finishErasures(erasures, clock()) },
      { name: 'turn-day', everyMs: 5 * secondMs, run: async () => dayPages.turn() },
      { name: 'prune-changes', everyMs: 60 * minuteMs, run: () => pruneChanges(databases, clock()) },
      { name: 'maintain', everyMs: 60 * minuteMs, run: () => databases.dialect.maintain(databases.write) },
    ],
    log,
  );

  return {
    server: makeServer({ site, pages, files, isAllowedHost, reports: counts.reports }),
    site,
    listening: (taken) => {
      port = taken;
    },
    stop: async () => {
      await jobs.stop();
      await Promise.all(workers.map(stopWorker));
      await buffer.drain();
      await follower.stop();
    },
  };
}
