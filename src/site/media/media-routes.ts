import { type Context, Hono } from 'hono';
import { mediaExtensions, mediaWidths } from '../../newsroom/media/media.js';
import type { MediaStore } from '../../newsroom/media/media-store.js';
import type { MediaExtension, MediaWidth, PictureShelf } from '../../newsroom/media/picture-shelf.js';
import { headOf, type RequestHead } from '../http/request-head.js';

export interface MediaDeps {
  readonly media: Pick<MediaStore, 'isPublic'>;
  readonly shelf: Pick<PictureShelf, 'render'>;
  readonly isStaff: (head: RequestHead) => Promise<boolean>;
}

const contentTypes: Readonly<Record<MediaExtension, string>> = { webp: 'image/webp', jpg: 'image/jpeg' };

/** The bytes of an address never change, but a withdrawn picture shall not live for a year in somebody's cache. */
const publicCaching = 'public, max-age=86400, immutable';

/**
 * `GET /:hash/:file`, mounted under /media: a kept picture in one of the served widths. 404 for other widths, unknown
 * pictures, and those that no published story shows; staff see the latter too, uncached.
 */
export const mediaRoutes = (deps: MediaDeps): Hono =>
  new Hono().get('/:hash/:file', async (context) => {
    const wanted = wantedOf(context.req.param('hash'), context.req.param('file'));
    if (wanted === undefined) return notFound(context);
    const isPublic = await deps.media.isPublic(wanted.hash);
    if (!isPublic && !(await deps.isStaff(headOf(context)))) return notFound(context);
    const etag = `"${wanted.hash.slice(0, 16)}-${wanted.width}-${wanted.extension}"`;
    const headers = {
      etag,
      'cache-control': isPublic ? publicCaching : 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    };
    if (isPublic && context.req.header('if-none-match') === etag) return context.body(null, 304, headers);
    const bytes = await deps.shelf.render(wanted.hash, wanted.width, wanted.extension);
    if (bytes === undefined) return notFound(context);
    return context.body(new Uint8Array(bytes), 200, {
      ...headers,
      'content-type': contentTypes[wanted.extension],
      'content-length': String(bytes.length),
    });
  });

interface Wanted {
  readonly hash: string;
  readonly width: MediaWidth;
  readonly extension: MediaExtension;
}

function wantedOf(hash: string, file: string): Wanted | undefined {
  const [name, extension, ...more] = file.split('.');
  const width = mediaWidths.find((each) => String(each) === name);
  const known = mediaExtensions.find((each) => each === extension);
  if (!/^[0-9a-f]{64}$/.test(hash) || width === undefined || known === undefined || more.length > 0)
    return undefined;
  return { hash, width, extension: known };
}

const notFound = (context: Context): Response =>
  context.text('There is no such picture.\n', 404, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
