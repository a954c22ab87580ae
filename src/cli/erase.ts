import type { Command } from 'commander';
import { Problem } from '../base/problem.js';
import { anyTime, finishErasures } from '../jobs/finish-erasures.js';
import { PictureShelf } from '../newsroom/media/picture-shelf.js';
import type { Erased } from '../newsroom/stories/story-eraser.js';
import { ErasureTable } from '../store/tables/erasures.js';
import { MediaTable } from '../store/tables/media.js';
import { StoryEraserTable } from '../store/tables/story-eraser.js';
import type { CliContext, OpenedSite } from './context.js';
import { withSite } from './import.js';
import { actor, requireStory } from './story.js';

interface EraseFlags {
  readonly ground: string;
  readonly json: boolean;
}

export function register(program: Command, context: CliContext): void {
  program
    .command('erase <story>')
    .description('remove a story, named by its id or its address, from everything; it cannot be brought back')
    .requiredOption('--ground <text>', 'why; readers find it at the story’s address, so name nobody in it')
    .option('--json', 'what was done as one object', false)
    .action((named: string, flags: EraseFlags) =>
      withSite(context, async (site) => print(context, await erase(site, named, flags.ground), flags.json)),
    );
}

/** Whether traces in the database's own files were overwritten is told: a process that reads them may be in the way. */
interface Done extends Erased {
  readonly isOverwritten: boolean;
}

async function erase(site: OpenedSite, named: string, ground: string): Promise<Done> {
  if (ground.trim() === '') throw new Problem('invalid_input', 'Say with --ground why the story is erased.');
  const { id } = await requireStory(site, named);
  const erased = await new StoryEraserTable(site.databases).erase(id, {
    at: site.clock(),
    ground: ground.trim(),
    actor: actor(),
  });
  const media = new MediaTable(site.databases);
  const shelf = new PictureShelf({ folder: site.folder.media, media, clock: site.clock, ids: site.ids });
  const isOverwritten = await finishErasures({ store: new ErasureTable(site.databases), shelf }, anyTime);
  return { ...erased, isOverwritten };
}

function print(context: CliContext, erased: Done, json: boolean): void {
  if (json) {
    context.print(JSON.stringify(erased));
    return;
  }
  for (const path of erased.paths) context.print(`erased  ${path}`);
  context.print(
    `Erased, with ${erased.pictureHashes.length} pictures that nothing else shows. Backups made before still hold it.`,
  );
  if (!erased.isOverwritten)
    context.print(
      'Another process is reading the database, so its log still holds what was deleted. The running site tries again every minute, or the next one that starts.',
    );
}
