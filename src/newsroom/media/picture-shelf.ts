import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp, { type OutputInfo } from 'sharp';
import { atMost } from '../../base/at-most.js';
import type { Clock } from '../../base/clock.js';
import type { IdSource } from '../../base/ids.js';
import { Problem } from '../../base/problem.js';
import type { Media, mediaExtensions, mediaWidths } from './media.js';
import type { MediaStore } from './media-store.js';
import { type CheckedPicture, checkPicture, mostPixels } from './picture-checks.js';

export interface ShelfTools {
  /** The folder of pictures; an original lies at ab/HASH, its sizes beside it. */
  readonly folder: string;
  readonly media: MediaStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export type MediaWidth = (typeof mediaWidths)[number];
export type MediaExtension = (typeof mediaExtensions)[number];

/** A picture is decoded on two threads at most, so that pages are still made while a gallery is looked at first. */
const decodingsAtOnce = 2;
const decodingsWaiting = 200;

/** Keeps pictures and makes their sizes when they are first asked for. */
export class PictureShelf {
  readonly #tools: ShelfTools;
  readonly #inTurn = atMost(decodingsAtOnce, decodingsWaiting);
  readonly #making = new Map<string, Promise<Buffer>>();

  constructor(tools: ShelfTools) {
    this.#tools = tools;
  }

  /**
   * Keeps a picture, once for equal bytes. What is kept tells nothing of its maker: a file with EXIF, XMP or IPTC (the
   * place, the camera's number, a source's name) is written anew in its own format, upright and without them.
   * Refusals as in `checkPicture`.
   */
  async keep(bytes: Uint8Array): Promise<Media> {
    const checked = await checkPicture(bytes);
    const { data, width, height } = await this.#inTurn(() => withoutMetadata(bytes, checked));
    const hash = createHash('sha256').update(data).digest('hex');
    const known = await this.#tools.media.findByHash(hash);
    await this.#writeOnce(this.#originalPath(hash), data);
    if (known) return known;
    const media: Media = {
      id: this.#tools.ids<'media'>(),
      hash,
      mimeType: `image/${checked.kind}`,
      widthPixels: width,
      heightPixels: height,
      bytes: data.length,
    };
    return this.#tools.media.keep(media, this.#tools.clock());
  }

  /** The picture in a served width, never enlarged; undefined where no original is kept. Made once, then read. */
  async render(hash: string, width: MediaWidth, extension: MediaExtension): Promise<Buffer | undefined> {
    const original = this.#originalPath(hash);
    const path = `${original}.w${width}.${extension}`;
    const ready = await readFile(path).catch(absentFile);
    if (ready !== undefined) return ready;
    if (!(await exists(original))) return undefined;
    let making = this.#making.get(path);
    if (making === undefined) {
      making = this.#inTurn(() => this.#make(original, path, width, extension)).finally(() =>
        this.#making.delete(path),
      );
      this.#making.set(path, making);
    }
    return making;
  }

  /** Deletes a picture with all its sizes, for the erasure of what showed it. */
  async forget(hash: string): Promise<void> {
    const original = this.#originalPath(hash);
    const names = await readdir(dirname(original)).catch(absentFile);
    const own = (names ?? []).filter((name) => name.startsWith(hash));
    for (const name of own) await rm(join(dirname(original), name), { force: true });
  }

  async #make(original: string, path: string, width: MediaWidth, extension: MediaExtension): Promise<Buffer> {
    const sized = sharp(original, { limitInputPixels: mostPixels, pages: 1 })
      .autoOrient()
      .resize({ width, withoutEnlargement: true });
    // JPEG knows no transparency; without a ground it would turn black.
    const encoded =
      extension === 'webp'
        ? sized.webp({ quality: 78 })
        : sized.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true });
    const bytes = await encoded.toBuffer();
    await this.#writeOnce(path, bytes);
    return bytes;
  }

  #originalPath(hash: string): string {
    return join(this.#tools.folder, hash.slice(0, 2), hash);
  }

  /** Renamed into place: a crash leaves a whole file or none. */
  async #writeOnce(path: string, bytes: Uint8Array): Promise<void> {
    if (await exists(path)) return;
    await mkdir(dirname(path), { recursive: true });
    const partial = `${path}.${randomBytes(6).toString('hex')}.part`;
    try {
      const file = await open(partial, 'wx', 0o640);
      await file.writeFile(bytes);
      await file.sync();
      await file.close();
      await rename(partial, path);
    } catch (error) {
      await rm(partial, { force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC'
        ? new Problem(
            'disk_full',
            'The disk is full: the picture was not kept. Free some space and try again.',
          )
        : error;
    }
  }
}

interface Bare extends Pick<OutputInfo, 'width' | 'height'> {
  readonly data: Uint8Array;
}

/** Decodes the whole picture in any case: half a file has a fine header. */
async function withoutMetadata(bytes: Uint8Array, { kind, metadata, open }: CheckedPicture): Promise<Bare> {
  const { exif, xmp, iptc, comments, orientation = 1, width, height } = metadata;
  try {
    if (exif || xmp || iptc || comments || orientation !== 1) {
      const { data, info } = await open()
        .autoOrient()
        .keepIccProfile()
        .toFormat(kind, { quality: 92 })
        .toBuffer({ resolveWithObject: true });
      return { data, width: info.width, height: info.height };
    }
    await open().stats();
    return { data: bytes, width, height };
  } catch (error) {
    throw new Problem('unprocessable', 'The picture is damaged or cut off. Get the file again.', {
      reason: (error as Error).message,
    });
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

function absentFile(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
