import Database from 'better-sqlite3';
import { vi } from 'vitest';
import { ConnectionThread } from '../../src/store/sqlite/connection-thread.js';

/** Tables that grow with the archive, or with reading. */
const growing =
  /^SCAN (?:stories|listings|paths|revisions|audit|corrections|story_\w+|related\w*|analyses|public_counts|\w*tallies|events|event_ids|readers|reactions|import_items|imported_counts|closed_\w+|restated_\w+|search_versions|media)\b/;
/** An index that tells thousands apart from thousands. */
const untelling = /USING (?:COVERING )?INDEX \w+ \((?:status|class)=\?\)$/;

export interface WatchedStatements {
  /**
   * Explains them as SQLite would carry them out now, and gives those that would run through a table that grows; `but` names
   * those that are meant to.
   */
  grown(file: string, but?: readonly RegExp[]): string[];
  count(): number;
  /** Whether one was noted that fits. */
  has(pattern: RegExp): boolean;
  stop(): void;
}

/**
 * Notes every statement that this process prepares, and all that it asks the readers' and the writer's threads; what a
 * procedure (store/procedures.ts) does in its thread is not seen.
 */
export function watchStatements(): WatchedStatements {
  const statements = new Set<string>();
  const { prepare } = Database.prototype;
  const prepared = vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (
    this: Database.Database,
    source: string,
  ) {
    statements.add(source);
    return prepare.call(this, source);
  });
  const { ask } = ConnectionThread.prototype;
  const asked = vi.spyOn(ConnectionThread.prototype, 'ask').mockImplementation(function (
    this: ConnectionThread,
    source: string,
    parameters: readonly unknown[],
  ) {
    statements.add(source);
    return ask.call(this, source, parameters);
  });
  return {
    count: () => statements.size,
    has: (pattern) => [...statements].some((source) => pattern.test(source)),
    stop: () => {
      prepared.mockRestore();
      asked.mockRestore();
    },
    grown(file, but = []) {
      const database = new Database(file, { readonly: true });
      const explain = (source: string) =>
        (prepare.call(database, `explain query plan ${source}`) as Database.Statement<string[]>).all(
          ...(source.match(/\?/g) ?? []).map(() => ''),
        ) as { detail: string }[];
      const found = [...statements]
        .filter((source) => /^\s*(?:select|with|update|delete)\b/i.test(source))
        .filter((source) => !but.some((pattern) => pattern.test(source)))
        .flatMap((source) => {
          const details = explain(source).map(({ detail }) => detail);
          return details.some((detail) => grows(detail, source, details))
            ? [`${source}\n  ${details.join('\n  ')}`]
            : [];
        });
      database.close();
      return found;
    },
  };
}

function grows(detail: string, source: string, details: readonly string[]): boolean {
  // In the order of an index, and no further than the limit.
  const isShort = /\blimit \?/i.test(source) && !details.some((each) => each.includes('TEMP B-TREE'));
  return (growing.test(detail) && !(isShort && detail.includes(' USING '))) || untelling.test(detail);
}
