import { Hono } from 'hono';
import type { Log } from '../../base/log.js';
import { Failures } from '../http/failures.js';
import { eventRoutes, takeReports } from './events.js';
import { type PixelDeps, pixelRoutes } from './pixel.js';
import { type ReactionDeps, reactionRoutes } from './reactions.js';
import { reportListener } from './report-listener.js';

/** Everything that counts, to be mounted under `at`, and the short way of reports for a server to try first. */
export function countingRoutes(at: string, deps: ReactionDeps & PixelDeps & { readonly log: Log }) {
  const take = takeReports(deps);
  const app = new Hono()
    .route('/', eventRoutes(deps, take))
    .route('/', reactionRoutes(deps))
    .route('/', pixelRoutes(deps));
  const failures = new Failures(deps.log);
  return { at, app, reports: reportListener(`${at}/events`, { ...deps, take, failures }) };
}
