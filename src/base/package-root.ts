import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The package's own folder, whether this runs from dist/ or from src/. */
export const packageRoot: string = fileURLToPath(
  new URL(existsSync(new URL('../../package.json', import.meta.url)) ? '../..' : '../../..', import.meta.url),
);
