import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import { nameInAddress, namesInByline } from '../copy/byline.js';
import { plainText } from '../copy/plain-text.js';
import type { ImportedItem } from '../imported-item.js';
import { detectLanguage, normalLanguage } from '../language.js';
import { childrenOf, textOf, textOfChild, type XmlElement } from '../xml/element.js';
import type { WxrArchive } from './wxr-archive.js';

/** Where a section's path is divided: "World › Asia". */
export const sectionDivider = ' › ';

/** The plugin Polylang keeps a story's language as a term; else the site's. */
export function languageOf(record: XmlElement, archive: WxrArchive, body: string): string | undefined {
  const term = childrenOf(record, 'category').find(({ attributes }) => attributes.domain === 'language');
  return (
    normalLanguage(term?.attributes.nicename ?? '') ??
    normalLanguage(archive.language) ??
    detectLanguage(paragraphsOf(body).join(' '))
  );
}

/** Several authors are terms of the plugin Co-Authors Plus; else there is one creator, by login. */
export function authorsOf(record: XmlElement, archive: WxrArchive): string[] {
  const together = childrenOf(record, 'category')
    .filter(({ attributes }) => attributes.domain === 'author')
    .map((node) => archive.authorNamed(textOf(node)));
  const names = together.length > 0 ? together : [archive.authorNamed(textOfChild(record, 'dc:creator'))];
  return [...new Set(names.map(nameInAddress).flatMap((name) => namesInByline(plainText(name))))];
}

/**
 * The first category is the section, or the first that lies below it in the tree; other categories and the tags are
 * topics. WordPress's "Uncategorized" is none.
 */
export function categoriesOf(
  record: XmlElement,
  archive: WxrArchive,
): Pick<ImportedItem, 'section' | 'topics'> {
  const terms = childrenOf(record, 'category').map((node) => ({
    domain: node.attributes.domain ?? 'category',
    nicename: node.attributes.nicename ?? '',
    name: plainText(textOf(node)),
  }));
  const paths = terms
    .filter(({ domain, nicename }) => domain === 'category' && !/^uncategori[sz]ed/.test(nicename))
    .map(({ nicename, name }) => archive.pathOf(nicename, name));
  const [first] = paths;
  const section = paths.reduce(
    (deepest, path) =>
      path.length > (deepest?.length ?? 0) && path.slice(0, first!.length).join() === first!.join()
        ? path
        : deepest,
    first,
  );
  const tags = terms
    .filter(({ domain }) => domain === 'post_tag' || domain === 'tag')
    .map(({ name }) => name);
  const others = paths
    .filter((path) => path !== section && !section?.includes(path.at(-1)!))
    .map((path) => path.at(-1)!);
  return {
    section: section?.join(sectionDivider) ?? '',
    topics: [...new Set([...others, ...tags])].filter((name) => name !== ''),
  };
}
