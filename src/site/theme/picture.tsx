import { mediaWidths } from '../../newsroom/media/media.js';
import { mediaHref } from '../addresses.js';

interface PictureProps {
  readonly hash: string;
  readonly altText: string;
  readonly widthPixels: number;
  readonly heightPixels: number;
  /** The `sizes` attribute: how wide the picture stands at which width of the window. */
  readonly sizes: string;
  /** The page's largest picture, fetched first; all others wait until they are near. */
  readonly isLead?: boolean;
}

/** A kept picture in its served widths. Width and height are given, so that nothing moves when it arrives. */
export function Picture({ hash, altText, widthPixels, heightPixels, sizes, isLead = false }: PictureProps) {
  const widths = mediaWidths.filter((width, index) => index === 0 || width <= widthPixels);
  const fallback = widths.find((width) => width >= 640) ?? widths.at(-1)!;
  return (
    <img
      src={mediaHref(hash, fallback, 'webp')}
      srcset={widths.map((width) => `${mediaHref(hash, width, 'webp')} ${width}w`).join(', ')}
      sizes={sizes}
      width={widthPixels}
      height={heightPixels}
      alt={altText}
      {...(isLead ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' })}
    />
  );
}
