import { isRecord, type JsonRecord, listIn, textIn } from '../json/json-fields.js';

/**
 * ninjs 3 writes `versionCreated` where 1 and 2 write `versioncreated`: with all names in lower case the versions
 * differ in structure only.
 */
export function withLowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLowerNames);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.toLowerCase(), withLowerNames(inner)]),
  );
}

/** One of several texts for the same purpose, with the role and the media type that the provider gave it. */
export interface RoleText {
  readonly role: string;
  readonly type: string;
  readonly value: string;
}

/**
 * The texts of one purpose: from 2.0 on a list (`bodies`: role, contenttype, value), before that one field a format
 * (`body_html`, `body_text`).
 */
export function textsOf(item: JsonRecord, list: string, field: string): RoleText[] {
  const listed = listIn(item, list)
    .filter(isRecord)
    .map((entry) => ({
      role: textIn(entry, 'role').toLowerCase(),
      type: textIn(entry, 'contenttype').toLowerCase(),
      value: rawText(entry.value),
    }));
  const single = Object.entries(item)
    .filter(([name]) => name.startsWith(`${field}_`))
    .map(([name, value]) => ({
      role: '',
      type: typeOfSuffix(name.slice(field.length + 1)),
      value: rawText(value),
    }));
  return [...listed, ...single].filter(({ value }) => value.trim() !== '');
}

/** Not trimmed: the indentation of a first line counts. */
const rawText = (value: unknown): string => (typeof value === 'string' ? value : '');

function typeOfSuffix(suffix: string): string {
  if (/html/.test(suffix)) return 'text/html';
  return /nitf|xml/.test(suffix) ? 'application/xml' : 'text/plain';
}

export const namesIn = (item: JsonRecord, ...fields: readonly string[]): string[] =>
  fields
    .flatMap((field) => listIn(item, field))
    .map((entry) =>
      isRecord(entry)
        ? textIn(entry, 'name', 'literal', 'title')
        : typeof entry === 'string'
          ? entry.trim()
          : '',
    )
    .filter((name) => name !== '');
