import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import { buildApp } from '../app.js';
import { packageRoot } from '../base/package-root.js';
import { PictureShelf } from '../newsroom/media/picture-shelf.js';
import { firstLoginEmail, makeFirstLogin } from '../newsroom/staff/first-login.js';
import { StaffDesk } from '../newsroom/staff/staff-desk.js';
import { listen } from '../site/http/server.js';
import { keptSecret, lockFolder } from '../store/folder.js';
import { MediaTable } from '../store/tables/media.js';
import { StaffTable } from '../store/tables/staff.js';
import type { CliContext, OpenedSite } from './context.js';
import { loadDemo } from './demo/load-demo.js';

export function register(program: Command, context: CliContext): void {
  program
    .command('start')
    .description('serve the site; an empty folder is filled with the demo paper')
    .option('--empty', 'start without content', false)
    .action(({ empty }: { empty: boolean }) => start(context, empty));
}

async function start(context: CliContext, empty: boolean): Promise<void> {
  const site = await context.open();
  let unlock = () => {};
  let stop = async () => {};
  try {
    unlock = lockFolder(site.folder);
    if (await isNew(site)) await fill(context, site, empty);
    const staff = new StaffDesk({
      staff: new StaffTable(site.databases),
      clock: site.clock,
      ids: site.ids,
      random: randomBytes,
    });
    await makeFirstLogin(staff, firstPassword(site));
    const isFirstLogin = await staff.opens(firstLoginEmail, firstPassword(site));
    const app = await buildApp(site);
    // Before it listens: where the port is taken, what runs in the background has to end all the same.
    stop = async () => {
      app.server.close();
      app.server.closeIdleConnections();
      await app.stop();
      app.server.closeAllConnections();
    };
    const { host } = site.configuration;
    const port = await listen(app.server, host, site.configuration.port);
    app.listening(port);
    greet(context, site, `http://${host.includes(':') ? `[${host}]` : host}:${port}`, isFirstLogin);
  } catch (error) {
    await stop();
    await site.close();
    unlock();
    throw error;
  }
  const end = once(async () => {
    await stop();
    await site.close();
    unlock();
    process.exit(0);
  });
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

const once = (work: () => Promise<void>): (() => void) => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    void work();
  };
};

/** A folder is new until it has settings of a paper. */
async function isNew({ databases }: OpenedSite): Promise<boolean> {
  const setting = await databases.read.selectFrom('settings').select('key').limit(1).executeTakeFirst();
  const story = await databases.read.selectFrom('stories').select('id').limit(1).executeTakeFirst();
  return setting === undefined && story === undefined;
}

async function fill(context: CliContext, site: OpenedSite, empty: boolean): Promise<void> {
  if (empty) {
    await site.directory.keepPaper(
      { name: 'My paper', language: 'en', zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      site.clock(),
    );
    await site.reloadPaper();
  } else {
    const pictures = new PictureShelf({
      folder: site.folder.media,
      media: new MediaTable(site.databases),
      clock: site.clock,
      ids: site.ids,
    });
    const count = await loadDemo(join(packageRoot, 'demo'), {
      site,
      keepPicture: (bytes) => pictures.keep(bytes),
    });
    context.print(`The empty folder was filled with a made-up demo paper of ${count} stories.`);
  }
}

function greet(context: CliContext, site: OpenedSite, address: string, isFirstLogin: boolean): void {
  context.print(`Site:      ${site.configuration.siteUrl || address}/`);
  context.print(`Newsroom:  ${site.configuration.siteUrl || address}/newsroom`);
  context.print(
    isFirstLogin
      ? `Sign in:   ${firstLoginEmail}  ${firstPassword(site)}  (from this machine only)`
      : 'Sign in:   with your account ("broadsheet staff list" names all, "staff password" sets a new password)',
  );
  context.print(`Folder:    ${site.folder.path}`);
}

const firstPassword = ({ folder }: OpenedSite): string =>
  keptSecret(folder, 'first-password', () => randomBytes(12).toString('base64url'));
