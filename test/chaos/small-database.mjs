// Preloaded into a process (`node --import`): a database that may grow by CHAOS_PAGES pages and no more, which SQLite
// tells as it tells a full disk (SQLITE_FULL). The limit is of the connection, so it is gone at the next start.
import { createRequire } from 'node:module';

const pages = Number(process.env.CHAOS_PAGES);
const require = createRequire(new URL('../../package.json', import.meta.url));
const { prototype } = require('better-sqlite3');
const { pragma } = prototype;

prototype.pragma = function limitedPragma(source, ...rest) {
  const answer = pragma.call(this, source, ...rest);
  if (/^synchronous/.test(source)) {
    const current = pragma.call(this, 'page_count', { simple: true });
    pragma.call(this, `max_page_count = ${current + pages}`);
  }
  return answer;
};
