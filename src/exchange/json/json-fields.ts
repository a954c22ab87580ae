export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of these fields that holds text, trimmed; numbers count as text. Empty when none does. */
export function textIn(record: JsonRecord, ...names: readonly string[]): string {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return '';
}

/** The first of these fields that is a list; a lone value is a list of one. */
export function listIn(record: JsonRecord, ...names: readonly string[]): readonly unknown[] {
  for (const name of names) {
    const value = record[name];
    if (Array.isArray(value)) return value;
    if (value !== undefined && value !== null && value !== '') return [value];
  }
  return [];
}

export const recordIn = (record: JsonRecord, name: string): JsonRecord | undefined => {
  const value = record[name];
  return isRecord(value) ? value : undefined;
};
