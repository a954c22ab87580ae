import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Media } from '../../src/newsroom/media/media.js';
import { emailOfRole, openStaffSite, StaffBrowser, type StaffSite } from '../support/staff-site.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';

const origin = 'https://paper.example';
let site: StaffSite;
let folder: string;
let editor: StaffBrowser;

beforeAll(async () => {
  folder = makeTempFolder();
  site = await openStaffSite(folder, { siteUrl: origin, zone: 'UTC' });
  editor = new StaffBrowser(site, origin);
  await editor.signIn(emailOfRole('editor'));
});
afterAll(async () => {
  await site.close();
  removeFolder(folder);
});

let shade = 0;
/** A picture of its own: equal bytes would be one picture. */
const photo = (width = 1000, height = 600) => {
  shade += 9;
  return sharp({ create: { width, height, channels: 3, background: { r: shade, g: 90, b: 120 } } }).jpeg();
};
const keep = async (bytes?: Buffer): Promise<Media> => site.shelf.keep(bytes ?? (await photo().toBuffer()));
const ask = (path: string, headers: Record<string, string> = {}) => site.app.request(path, { headers });
const originalOf = (hash: string) => join(folder, 'media', hash.slice(0, 2), hash);

describe('keeping a picture', () => {
  it('tells nobody where and by whom it was taken, and turns it upright', async () => {
    const bytes = await photo(300, 200)
      .withExif({
        IFD0: { Artist: 'Somebody who must not be named' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(bytes.toString('latin1')).toContain('Somebody who must not');
    const media = await keep(bytes);
    expect(media).toMatchObject({ mimeType: 'image/jpeg', widthPixels: 200, heightPixels: 300 });
    const kept = readFileSync(originalOf(media.hash));
    expect(kept.toString('latin1')).not.toMatch(/Exif|Somebody/);
    expect(await sharp(kept).metadata()).not.toHaveProperty('exif');
    expect(media.bytes).toBe(kept.length);
  });

  it('leaves a clean file byte for byte, and keeps equal ones once', async () => {
    const bytes = await photo().toBuffer();
    const [first, second] = await Promise.all([keep(bytes), keep(bytes)]);
    expect(second).toEqual(first);
    expect(readFileSync(originalOf(first.hash)).equals(bytes)).toBe(true);
  });

  it('refuses half a file, and leaves nothing of it', async () => {
    const bytes = await photo().toBuffer();
    const before = readdirSync(join(folder, 'media'), { recursive: true }).length;
    await expect(keep(bytes.subarray(0, bytes.length / 2))).rejects.toMatchObject({ code: 'unprocessable' });
    expect(readdirSync(join(folder, 'media'), { recursive: true })).toHaveLength(before);
  });
});

describe('GET /media/HASH/WIDTH.ext', () => {
  const publish = async (media: Media, body = '<p>Text</p>', isLead = true) => {
    const { id } = await site.desk.create(
      {
        headline: 'With a picture',
        body,
        leadPicture: isLead ? { mediaId: media.id, caption: '', credit: '', altText: 'A quay' } : null,
      },
      'test',
    );
    return site.desk.act(id, { kind: 'publish' }, 'test');
  };

  it('serves widths of a public picture, never enlarged', async () => {
    const media = await keep();
    await publish(media);
    for (const [file, type, width] of [
      ['320.webp', 'image/webp', 320],
      ['640.jpg', 'image/jpeg', 640],
      ['1920.webp', 'image/webp', 1000],
    ] as const) {
      for (const _round of ['made', 'read again']) {
        const answer = await ask(`/media/${media.hash}/${file}`);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe(type);
        expect(answer.headers.get('cache-control')).toBe('public, max-age=86400, immutable');
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(width);
      }
    }
    const etag = (await ask(`/media/${media.hash}/320.webp`)).headers.get('etag')!;
    expect((await ask(`/media/${media.hash}/320.webp`, { 'if-none-match': etag })).status).toBe(304);
  });

  it('makes a size once for many who ask at once', async () => {
    const media = await keep();
    await publish(media);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(`/media/${media.hash}/960.webp`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const sizes = readdirSync(join(folder, 'media', media.hash.slice(0, 2)));
    expect(sizes.filter((name) => name.startsWith(media.hash)).sort()).toEqual([
      media.hash,
      `${media.hash}.w960.webp`,
    ]);
  });

  it.each([
    '321.webp',
    '640.png',
    '640',
    '640.webp.webp',
    '..%2f..%2fbroadsheet.db',
    '-640.webp',
    '0640.webp',
  ])('knows no %s', async (file) => {
    const media = await keep();
    await publish(media);
    expect((await ask(`/media/${media.hash}/${file}`)).status).toBe(404);
  });

  it('knows no other names', async () => {
    for (const hash of ['0'.repeat(64), 'broadsheet.db', '%2e%2e', 'A'.repeat(64)])
      expect((await ask(`/media/${hash}/640.webp`)).status).toBe(404);
  });

  it('hides a picture until its story is public and after it was withdrawn, but from staff', async () => {
    const media = await keep();
    const path = `/media/${media.hash}/640.webp`;
    const isShown = async () => (await ask(path)).status === 200;
    const isKept = async () => {
      const answer = await editor.get(path);
      return answer.status === 200 && answer.headers.get('cache-control') === 'private, no-store';
    };
    expect([await isShown(), await isKept()]).toEqual([false, true]);
    const story = await publish(media);
    expect(await isShown()).toBe(true);
    const etag = (await ask(path)).headers.get('etag')!;
    await site.desk.act(story.id, { kind: 'withdraw', notice: 'Gone' }, 'test');
    expect([await isShown(), await isKept()]).toEqual([false, true]);
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(404);
    expect((await ask(path)).headers.get('cache-control')).toBe('no-store');
  });

  it('follows what a story shows: in its body, taken out, shown by another', async () => {
    const media = await keep();
    const isShown = async () => (await ask(`/media/${media.hash}/640.webp`)).status === 200;
    const figure = `<figure><img src="/media/${media.hash}/640.webp" alt="A quay" /></figure>`;
    const story = await publish(media, figure, false);
    expect(await isShown()).toBe(true);
    const other = await publish(media);
    await site.desk.edit(story.id, story.version, { body: '<p>Without</p>' }, 'test');
    expect(await isShown()).toBe(true);
    await site.desk.edit(other.id, other.version, { leadPicture: null }, 'test');
    expect(await isShown()).toBe(false);
  });
});

describe('the editor’s upload', () => {
  const send = async (file: File, changes: Record<string, string> = {}) => {
    const story = await site.desk.create({ headline: 'Upload', body: '<p>Text</p>' }, 'test');
    const path = `/newsroom/stories/${story.id}`;
    const form = new FormData();
    const fields = { ...(await editor.fieldsOf(path, path)), act: 'save', ...changes };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('picture', file);
    return { story, answer: await editor.send(path, form) };
  };

  it('becomes the lead picture; publishing wants it described', async () => {
    const file = new File([new Uint8Array(await photo().toBuffer())], 'a.jpg', { type: 'image/jpeg' });
    const { story, answer } = await send(file, { pictureCredit: 'Ola Brandt', act: 'publish' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('Describe the lead picture');
    const saved = await site.desk.require(story.id);
    expect(saved.leadPicture).toMatchObject({ credit: 'Ola Brandt', altText: '' });
    const path = `/newsroom/stories/${story.id}`;
    await editor.fillIn(path, path, { pictureAltText: 'A quay', act: 'publish' });
    expect(await site.desk.require(story.id)).toMatchObject({
      status: 'published',
      leadPicture: { mediaId: saved.leadPicture!.mediaId, altText: 'A quay' },
    });
    const published = await site.desk.require(story.id);
    await editor.fillIn(path, path, { removePicture: 'yes', act: 'save' });
    expect(published.leadPicture).not.toBeNull();
    expect((await site.desk.require(story.id)).leadPicture).toBeNull();
  });

  it('is refused in the form when it is no picture, with all that was typed', async () => {
    const { story, answer } = await send(new File(['<svg/>'], 'a.svg', { type: 'image/svg+xml' }), {
      standfirst: 'Typed for an hour',
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain('SVG is not taken');
    expect(html).toContain('Typed for an hour');
    expect((await site.desk.require(story.id)).version).toBe(1);
  });

  it('stays while other fields are mended', async () => {
    const file = new File([new Uint8Array(await photo().toBuffer())], 'a.jpg', { type: 'image/jpeg' });
    const { answer } = await send(file, { language: 'english!' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toMatch(/name="mediaId" value="[0-9a-f-]{36}"/);
  });
});
