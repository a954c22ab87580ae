/**
 * The path that somebody means by an address as typed, or as copied from a browser's bar (whole, percent-encoded, with
 * a query); undefined for anything else, such as an id.
 */
export function pathTyped(text: string): string | undefined {
  try {
    const path = /^https?:\/\//.test(text) ? new URL(text).pathname : text.replace(/[?#].*$/s, '');
    return path.startsWith('/') ? decodeURI(path).normalize('NFC') : undefined;
  } catch {
    return undefined;
  }
}
