import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Encoding, ReadyPage } from './page-cache.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface StaticFolder {
  readonly folder: string;
  /** Only files of these kinds are served: code of the server may lie beside them. */
  readonly extensions: readonly ('.css' | '.js' | '.svg' | '.woff2')[];
}

/**
 * Scripts, styles and fonts of the built site, each under a name that holds its hash, so that it may be kept for
 * ever. All are read once; together they are some hundred kilobytes.
 */
export class StaticFiles {
  readonly #byPath = new Map<string, ReadyPage>();
  readonly #hrefByName = new Map<string, string>();

  /** `folders` hold the files; the first that has a name wins (a paper's own theme comes first). */
  constructor(folders: readonly StaticFolder[]) {
    const files = new Map<string, Buffer>();
    for (const { folder, extensions } of folders) {
      for (const name of filesOf(folder, extensions))
        if (!files.has(name)) files.set(name, readFileSync(join(folder, name)));
    }
    // Styles last: they name fonts and pictures by their hashed addresses.
    for (const [name, bytes] of files) if (!name.endsWith('.css')) this.#add(name, bytes);
    for (const [name, bytes] of files)
      if (name.endsWith('.css')) this.#add(name, Buffer.from(this.#withHashedNames(bytes.toString())));
  }

  /** The address of a file by its plain name; a name that does not exist is a fault of ours. */
  href(name: string): string {
    const href = this.#hrefByName.get(name);
    if (href === undefined) throw new Error(`There is no static file ${name}; has the site been built?`);
    return href;
  }

  find(path: string): ReadyPage | undefined {
    return this.#byPath.get(path);
  }

  #withHashedNames(css: string): string {
    return css.replace(/\/assets\/([\w./-]+\.(?:woff2|svg))/g, (_, name: string) => this.href(name));
  }

  #add(name: string, bytes: Buffer): void {
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 12);
    const extension = extname(name);
    const href = `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`;
    // WOFF2 is brotli inside already: compressing again only costs.
    const isCompressed = extension === '.woff2';
    const body = (encoding: Encoding, encoded: Buffer) => ({ bytes: encoded, etag: `"${hash}-${encoding}"` });
    this.#hrefByName.set(name, href);
    this.#byPath.set(href, {
      status: 200,
      tags: [],
      headers: {
        'content-type': contentTypes[extension] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'Accept-Encoding',
        'x-content-type-options': 'nosniff',
      },
      bodies: {
        identity: body('identity', bytes),
        br: body(
          'br',
          isCompressed
            ? bytes
            : brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        ),
        gzip: body('gzip', isCompressed ? bytes : gzipSync(bytes, { level: 9 })),
      },
    });
  }
}

function filesOf(folder: string, extensions: readonly string[]): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
