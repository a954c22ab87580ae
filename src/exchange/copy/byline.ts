/** "By" in the languages that wires print. */
const by = /^(?:by|von|par|por|di|da|door|av|af|von:|text:|de:)\s+(?=\p{Lu})/iu;
const conjunction = /\s+(?:and|und|et|y|e|och|og|en)\s+|\s*[&;]\s*/u;

const isName = (text: string): boolean => {
  const words = text.split(/\s+/).length;
  return words >= 2 && words <= 4 && !/\d|@/.test(text);
};

/**
 * The people of a printed byline, in order and without "By". Divided only where each part is a name of two to four
 * words ("Ann Lee, Tom Roe and Eva Sand"); an agency named at the end goes. Anything else stays as it was printed.
 */
export function namesInByline(byline: string, agency = ''): string[] {
  const printed = byline.replace(/\s+/g, ' ').trim().replace(by, '');
  const tail = agency === '' ? undefined : new RegExp(`[,/]\\s*(?:The\\s+)?${escaped(agency)}$`, 'iu');
  const people = tail === undefined ? printed : printed.replace(tail, '');
  if (people === '' || people.toLowerCase() === agency.toLowerCase()) return [];
  const parts = people.split(conjunction);
  if (parts.length === 1) return [people];
  const names = [...parts.slice(0, -1).flatMap((part) => part.split(/\s*,\s*/)), parts.at(-1)!]
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.every(isName) ? names : [people];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** RSS asks for an address: "desk@example.com (Ann Lee)" is Ann Lee; an address alone is nobody's name. */
export function nameInAddress(author: string): string {
  const named =
    /^[^\s()<>]+@[^\s()<>]+\s*\((.+)\)$/.exec(author) ?? /^"?([^"<>@]+?)"?\s*<[^<>]+@[^<>]+>$/.exec(author);
  if (named !== null) return named[1]!.trim();
  return /^\S+@\S+$/.test(author) ? '' : author;
}
