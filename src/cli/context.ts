import { join } from 'node:path';
import { type Clock, systemClock } from '../base/clock.js';
import { type IdSource, idSource } from '../base/ids.js';
import { type Log, openLog } from '../base/log.js';
import { type Configuration, readConfiguration } from '../config/options.js';
import { FrontDesk } from '../newsroom/front/front-desk.js';
import { RelatedDesk } from '../newsroom/related/related-desk.js';
import type { Paper } from '../newsroom/stories/published-stories.js';
import { StoryDesk } from '../newsroom/stories/story-desk.js';
import type { Databases } from '../store/databases.js';
import { type DataFolder, openFolder, readConfigurationFile } from '../store/folder.js';
import { openDatabases } from '../store/open.js';
import { DirectoryTable } from '../store/tables/directory.js';
import { FrontPlaceTable } from '../store/tables/front-places.js';
import { RelatedChoiceTable } from '../store/tables/related-choices.js';
import { StoryTable } from '../store/tables/stories.js';
import { type FilterLists, readFilterLists } from './filter-lists.js';

/** A folder's site, opened: what the server and every command work with. */
export interface OpenedSite {
  readonly configuration: Configuration;
  /** Networks and agents that the operator's own files name. */
  readonly filterLists: FilterLists;
  readonly folder: DataFolder;
  readonly databases: Databases;
  readonly stories: StoryTable;
  readonly directory: DirectoryTable;
  readonly desk: StoryDesk;
  readonly front: FrontDesk;
  readonly related: RelatedDesk;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** Settings of the paper as last read. */
  paper(): Paper;
  reloadPaper(): Promise<void>;
  close(): Promise<void>;
}

export interface CliContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  open(changes?: Partial<Configuration>): Promise<OpenedSite>;
  /** One line, or with --json one object, on standard output. */
  print(line: string): void;
}

export const cliContext = (env: CliContext['env']): CliContext => ({
  env,
  open: (changes = {}) => openSite(env, changes),
  print: (line) => void process.stdout.write(`${line}\n`),
});

/** A folder has one configuration file beside its data; the environment wins over it. */
async function openSite(env: CliContext['env'], changes: Partial<Configuration>): Promise<OpenedSite> {
  const folderPath = changes.dataFolder ?? env.BROADSHEET_FOLDER ?? './data';
  let filterLists = readFilterLists({});
  const configuration = {
    ...readConfiguration(env, readConfigurationFile(join(folderPath, 'broadsheet.json')), (read) => {
      filterLists = readFilterLists(read);
      return filterLists.faults;
    }),
    ...changes,
  };
  const folder = openFolder(configuration.dataFolder);
  const clock = systemClock;
  const databases = await openDatabases(configuration, folder.database, clock);
  const ids = idSource(clock);
  const directory = new DirectoryTable(databases, ids);
  const stories = new StoryTable(databases);
  let paper = await directory.paper();
  return {
    configuration,
    filterLists,
    folder,
    databases,
    stories,
    directory,
    desk: new StoryDesk({ stories, clock, ids, zone: () => paper.zone }),
    front: new FrontDesk({ front: new FrontPlaceTable(databases), clock, ids }),
    related: new RelatedDesk({ choices: new RelatedChoiceTable(databases), clock, ids }),
    clock,
    ids,
    log: openLog(configuration.logLevel),
    paper: () => paper,
    reloadPaper: async () => {
      paper = await directory.paper();
    },
    close: () => databases.close(),
  };
}
