import { collapse, fold } from './dom.js';

const before =
  /^(?:(?:written|posted|reported|story|words|text|bericht|ein beitrag|eine analyse|ein kommentar|interview|propos recueillis)\s+)?(?:by|von|par|por|door|av|af|di|da|od|przez|napsal|napsala|autor|autorin|autora|autore|author|auteur|yazan|автор|автори|текст|بقلم|كتب|מאת|文|記者|作者|oleh|penulis|szerző|kirjoittaja|text|texte|testo|quelle|source)(?:[:：/]|\s)\s*/iu;

/** Titles behind a name: "홍길동 기자", "王小明记者". */
const behind = /\s*(?:기자|특파원|记者|記者|報道員)$/u;

const always = /\s*[;|/•]\s*|\s*,\s*|\s+(?:and|und|et|och|og|ja|&|和|及)\s+|、/u;
/** Short words for "and" that are also parts of names: they divide only whole names. */
const betweenNames = /(?<=\p{Lu}\S+\s\S+)\s+(?:y|e|i|en|a|ve|и|та|và|dan)\s+(?=\p{Lu}\S+\s\S+)/u;

const longestName = 60;
const mostWords = 7;

/**
 * Names as printed, in order, without "By" and its like: lists are divided, addresses and sentences dropped, a name
 * is kept once.
 */
export function cleanAuthors(raw: readonly string[]): string[] {
  const names = raw
    .flatMap((line) => collapse(line).replace(before, '').split(always))
    .flatMap((part) => part.split(betweenNames))
    .map(cleanName)
    .filter(isName);
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = fold(name);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const cleanName = (part: string): string =>
  collapse(
    part
      .replace(before, '')
      .replace(/\([^)]*\)/g, ' ')
      .replace(behind, ''),
  ).replace(/^[\s:.,–—-]+|[\s:,–—-]+$/gu, '');

const isName = (name: string): boolean =>
  /\p{L}{2}/u.test(name) &&
  name.length <= longestName &&
  name.split(' ').length <= mostWords &&
  !/https?:|www\.|@|\d{3}|[?!{}<>():]/.test(name);

/** A full name of a person, as against a site, an agency or initials. */
export const isPersonal = (name: string): boolean =>
  /^\p{Lu}\S*(?:\s\S+)*\s\p{Lu}/u.test(name) || /^[\p{Script=Han}\p{Script=Hangul}]{2,5}$/u.test(name);
