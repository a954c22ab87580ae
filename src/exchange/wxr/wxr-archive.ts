import { plainText } from '../copy/plain-text.js';
import { childrenOf, textOf, textOfChild, type XmlElement } from '../xml/element.js';
import type { Attachment } from './shortcodes.js';

/** More than the largest libraries of newspapers hold; when it is full, the oldest go. */
const mostAttachments = 200_000;

interface Category {
  readonly name: string;
  readonly parent: string;
}

/** Text of its own, not a part of the long text that it was read from, which would stay in memory with it. */
const detached = (text: string): string => Buffer.from(text).toString();

/** What an export has told so far beside its stories: the site, its authors, its tree of categories, its pictures. */
export class WxrArchive {
  title = '';
  link = '';
  language = '';
  /** When the export was made, as it says; empty where it does not. */
  exportedAt = '';
  private readonly authors = new Map<string, string>();
  private readonly categories = new Map<string, Category>();
  private readonly attachments = new Map<string, Attachment>();

  learnHead(head: XmlElement): void {
    const text = textOf(head);
    if (head.name === 'title') this.title = plainText(text);
    else if (head.name === 'link' && text !== '') this.link = text;
    else if (head.name === 'wp:base_blog_url' && this.link === '') this.link = text;
    else if (head.name === 'pubdate') this.exportedAt = text.trim();
    else if (head.name === 'language') this.language = text;
    else if (head.name === 'wp:author') this.learnAuthor(head);
    else if (head.name === 'wp:category')
      this.categories.set(detached(textOfChild(head, 'wp:category_nicename')), {
        name: detached(plainText(textOfChild(head, 'wp:cat_name'))),
        parent: detached(textOfChild(head, 'wp:category_parent')),
      });
  }

  private learnAuthor(head: XmlElement): void {
    const whole = [textOfChild(head, 'wp:author_first_name'), textOfChild(head, 'wp:author_last_name')]
      .join(' ')
      .trim();
    const name = textOfChild(head, 'wp:author_display_name') || whole;
    if (name !== '')
      this.authors.set(detached(textOfChild(head, 'wp:author_login')), detached(plainText(name)));
  }

  /** Remembers a picture for the stories that name it, and says which id it has. */
  learnAttachment(record: XmlElement): string {
    const id = textOfChild(record, 'wp:post_id');
    const url = textOfChild(record, 'wp:attachment_url') || textOfChild(record, 'guid');
    if (id === '' || url === '') return id;
    if (this.attachments.size >= mostAttachments)
      this.attachments.delete(this.attachments.keys().next().value!);
    this.attachments.set(detached(id), {
      url: detached(url),
      caption: detached(plainText(textOfChild(record, 'excerpt:encoded'))),
      altText: detached(plainText(metaOf(record, '_wp_attachment_image_alt'))),
    });
    return id;
  }

  readonly findAttachment = (id: string): Attachment | undefined => this.attachments.get(id);

  /** The name that readers know, for a login; the login itself when the export has no list of authors. */
  authorNamed = (login: string): string => this.authors.get(login) ?? login;

  /** Names from the top of the tree down to this category. A parent that is its own ancestor ends the path. */
  pathOf(nicename: string, printed: string): readonly string[] {
    const path = [this.categories.get(nicename)?.name || printed];
    const seen = new Set([nicename]);
    for (let parent = this.categories.get(nicename)?.parent ?? ''; parent !== '' && !seen.has(parent); ) {
      seen.add(parent);
      path.unshift(this.categories.get(parent)?.name || parent);
      parent = this.categories.get(parent)?.parent ?? '';
    }
    return path;
  }
}

export const metaOf = (record: XmlElement, key: string): string =>
  textOfChild(
    childrenOf(record, 'wp:postmeta').find((meta) => textOfChild(meta, 'wp:meta_key') === key) ?? record,
    'wp:meta_value',
  );
