import Database from 'better-sqlite3';
import { vi } from 'vitest';

/** Tables that grow with the archive, or with reading. */
const growing =
  /^SCAN (?:stories|listings|paths|revisions|audit|corrections|story_\w+|related\w*|analyses|public_counts|\w*tallies|events|event_ids|readers|reactions|import_\w+|closed_\w+)\b/;
/** An index that tells thousands apart from thousands. */
const untelling = /USING (?:COVERING )?INDEX \w+ \(status=\?\)$/;

/**
 * Notes every statement that this process prepares; worker threads are not seen. `grown` explains them as SQLite would
 * carry them out now, and gives those that would run through a table that grows.
 */
export function watchStatements(): { grown(file: string): string[]; count(): number; stop(): void } {
  const statements = new Set<string>();
  const prepare = Database.prototype.prepare;
  const spy = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    source: string,
  ) {
    statements.add(source);
    return prepare.call(this, source);
  });
  return {
    count: () => statements.size,
    stop: () => spy.mockRestore(),
    grown(file) {
      const database = new Database(file, { readonly: true });
      const found = [...statements]
        .filter((source) => /^\s*(?:select|with)\b/i.test(source))
        .flatMap((source) => {
          const parameters = (source.match(/\?/g) ?? []).map(() => '');
          const plan = (
            prepare.call(database, `explain query plan ${source}`) as Database.Statement<string[]>
          ).all(...parameters) as {
            detail: string;
          }[];
          const details = plan.map(({ detail }) => detail);
          // In the order of an index, and no further than the limit.
          const isShort =
            /\blimit \?/i.test(source) && !details.some((detail) => detail.includes('TEMP B-TREE'));
          const grows = (detail: string) => growing.test(detail) && !(isShort && detail.includes(' USING '));
          return details.some((detail) => grows(detail) || untelling.test(detail))
            ? [`${source}\n  ${details.join('\n  ')}`]
            : [];
        });
      database.close();
      return found;
    },
  };
}
