import sharp, { type Metadata, type Sharp } from 'sharp';
import { Problem } from '../../base/problem.js';

/** A camera's largest files fit; more is a mistake or an attack. */
export const mostPictureBytes = 40 * 1024 * 1024;
/** What is decoded takes 3 to 4 bytes a pixel: 100 megapixels are 400 MB at worst, for one picture at a time. */
export const mostPixels = 100_000_000;

type Kind = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif';

/** The first bytes of each kind, in hex. Asked before any decoder is: libraries open far more kinds than are wanted. */
const signatures: readonly (readonly [Kind, RegExp])[] = [
  ['jpeg', /^ffd8ff/],
  ['png', /^89504e470d0a1a0a/],
  ['gif', /^47494638(?:37|39)61/],
  ['webp', /^52494646.{8}57454250/],
  ['avif', /^.{8}66747970617669(?:66|73)/],
];

export interface CheckedPicture {
  readonly kind: Kind;
  readonly metadata: Metadata;
  /** Decodes at most one frame and `mostPixels`. */
  open(): Sharp;
}

/**
 * Looks at the bytes, never at the name: JPEG, PNG, WebP, AVIF, and of GIF the first frame. Refuses more than 40 MB or
 * 100 megapixels, and all else; SVG is a program as much as a picture.
 */
export async function checkPicture(bytes: Uint8Array): Promise<CheckedPicture> {
  if (bytes.length > mostPictureBytes)
    throw new Problem('too_large', 'The picture has more than 40 MB. Save it smaller and try again.');
  const opening = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const kind = signatures.find(([, signature]) => signature.test(opening))?.[0];
  if (kind === undefined)
    throw new Problem('unprocessable', 'This is no JPEG, PNG, WebP, AVIF or GIF. SVG is not taken.');
  const metadata = await sharp(bytes, { limitInputPixels: false, pages: 1 })
    .metadata()
    .catch(() => undefined);
  if (metadata === undefined)
    throw new Problem('unprocessable', 'The picture is damaged or cut off. Get the file again.');
  if (metadata.width * metadata.height > mostPixels)
    throw new Problem(
      'too_large',
      'The picture has more than 100 megapixels. Save it smaller and try again.',
    );
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, pages: 1, failOn: 'error' });
  return { kind, metadata, open };
}
