import { parseSourceDate } from '../dates.js';
import type { Block } from './blocks.js';
import { fold } from './dom.js';

/** What stands in the flow of the copy and is none of it. */
export interface CopyContext {
  readonly headline: string;
  readonly standfirst: string;
  readonly authors: readonly string[];
}

/** Lines that are only a label. */
const labels = new Set(
  (
    'advertisement|advertising|ad|ads|anzeige|werbung|reklame|annons|publicidad|publicité|pubblicità|reklama|reclame|advertentie|mainos|iklan|' +
    'share|share this|share this article|teilen|artikel teilen|partager|compartir|condividi|print|drucken|merken|save|comments|kommentare|' +
    'read more|weiterlesen|mehr lesen|lire la suite|leer más|continue reading|story continues below advertisement|article continues below advertisement|' +
    'article continues below|story continues below|copied|copy link|listen|listen to this article|artikel anhören|play|pause|subscribe|sign up|loading|' +
    'this article was amended|scroll to continue|skip advertisement|close|schließen|weitere artikel|picture|image|bild|foto|photo|video|tags|topics|themen|' +
    '広告|分享|分享到|공유|광고|إعلان|реклама|поделиться|реклама на сайті'
  )
    .split('|')
    .map(fold),
);

/** A line that sends the reader elsewhere: the words with which sites begin it. */
const elsewhere =
  /^(?:[►▶→»•*>➤👉\s-]*)(?:read (?:also|more|next)|also read|see also|more:|related|recommended|don['’]t miss|watch:|listen:|read:|lesen sie (?:auch|hier|mehr)|lesen sie|mehr zum thema|mehr dazu|auch interessant|das könnte|zum thema|siehe auch|hier geht|weiterlesen|lees ook|lees verder|les også|läs (?:också|mer|även)|læs også|à lire|lire aussi|lire également|voir aussi|leer (?:también|más)|lea también|te puede interesar|leggi anche|leia (?:também|mais)|czytaj (?:także|też|również)|zobacz (?:także|też)|čtěte také|přečtěte si|baca juga|читайте (?:також|также)|читать также|смотрите также|ayrıca okuyun|関連記事|相关新闻|延伸阅读|اقرأ أيضا)/iu;

/** Headings behind which nothing more of the story comes. */
const endHeading =
  /^(?:related(?: (?:articles|stories|news|content|topics|posts))?|more (?:on|from|stories|news|in)\b.*|read (?:more|next)|most (?:read|popular|viewed)|recommended.*|you (?:may|might) (?:also )?(?:like|be interested).*|trending.*|comments?|leave a (?:comment|reply)|join the (?:conversation|discussion)|about the authors?|sobre (?:la firma|el autor|la autora)|über (?:den autor|die autorin)|sull['’]autore|over de auteur|à propos de l['’]auteur|mehr zum thema.*|weitere (?:artikel|themen|meldungen|nachrichten).*|auch interessant|das könnte (?:sie|dich) auch interessieren.*|kommentare|lesen sie auch.*|lees ook|meer over.*|les også|läs mer|læs også|à lire aussi|sur le même sujet|lire aussi|más noticias|noticias relacionadas|te puede interesar|leggi anche|leia também|czytaj także|zobacz także|související.*|baca juga|関連記事|相关新闻|相关阅读)\s*:?$/iu;

/** What German sites put in place of a video or a post until the reader agrees. */
const consentAsk =
  /externe[nrs]? Inhalte?\b.*(?:angezeigt|anzeigen|laden|geladen|ergänzt)|Inhalte? von \S+ (?:angezeigt|anzeigen)|redaktioneller Inhalt$|Drittplattformen|(?:external|third[- ]party) content.*(?:load|display|show|consent|agree)|Klick für den Datenschutz/iu;

/** The line of a picture's maker that stands outside of a figure. */
const pictureCredit =
  /^(?:foto|photo|bild|image|picture|quelle|source|crédit|credit|fuente|fonte|grafik|写真|画像|图)s?\s*[:：]|\((?:image|photo|foto|bild|picture|ap photo|getty|reuters|afp)\b[^)]*\)$|^(?:getty images|reuters|afp|ap|dpa|imago|istock(?:photo)?|shutterstock|picture alliance)$/iu;

const copyright = /^(?:©|\(c\)|copyright\b|alle rechte vorbehalten|all rights reserved)/iu;
const newsletterAsk =
  /(?:sign up|subscribe|newsletter|inbox|abonnier|anmelden|inscrivez|s['’]abonner|suscríb|iscriviti|zapisz się|prenumer|whatsapp[- ]?(?:channel|kanal)|google news|telegram[- ]?(?:channel|kanal))/iu;

/** The standing lines of a pay wall, which link to nothing. */
const payAsk =
  /会員限定|会員登録|有料会員|仅限会员|bereits abonnent|already a subscriber|déjà abonné|ya eres suscriptor|sei già abbonato/iu;

/** A request has few words and a link, or is one; a paragraph that tells of newsletters is longer. */
const longestAsk = 220;

const mostlyLinked = 0.8;

export const isAsk = (text: string): boolean => newsletterAsk.test(text) || payAsk.test(text);

/** Why a block is left out, in words, or undefined when it is copy. */
export function whyNotCopy(block: Block, context: CopyContext): string | undefined {
  const { tag, text, linked } = block;
  if (tag === 'figure' || tag === 'hr' || tag === 'table') return undefined;
  const folded = fold(text);
  if (folded === '') return 'empty';
  if (folded === fold(context.headline)) return 'the headline again';
  if (context.standfirst !== '' && folded === fold(context.standfirst)) return 'the standfirst again';
  if (labels.has(folded)) return 'a label';
  if (copyright.test(text) && text.length < 200) return 'a copyright line';
  if (text.length < 400 && consentAsk.test(text)) return 'a request for consent';
  if (text.length < 200 && tag === 'p' && pictureCredit.test(text))
    return 'a picture credit outside of a figure';
  if (isDateLine(text)) return 'a date line';
  if (isByline(text, context.authors)) return 'the byline';
  if (elsewhere.test(text) && (linked > 0.3 || text.length < 30)) return 'a link elsewhere';
  if (linked >= mostlyLinked && (tag === 'ul' || tag === 'ol' || text.length < 200))
    return 'a link elsewhere';
  if (text.length < longestAsk && newsletterAsk.test(text) && linked > 0.15)
    return 'a newsletter or subscription ask';
  if (text.length < longestAsk && payAsk.test(text)) return 'a newsletter or subscription ask';
  return undefined;
}

export const endsTheStory = (block: Block): boolean =>
  /^(?:h[1-6]|p)$/.test(block.tag) && block.text.length < 80 && endHeading.test(block.text);

const isDateLine = (text: string): boolean =>
  text.length < 60 &&
  /\d/.test(text) &&
  (text.match(/\p{L}+/gu)?.length ?? 0) < 6 &&
  parseSourceDate(text, { zone: 'UTC' }) !== undefined;

function isByline(text: string, authors: readonly string[]): boolean {
  if (text.length > 120 || authors.length === 0) return false;
  let rest = fold(text);
  let found = 0;
  for (const author of authors) {
    const name = fold(author);
    if (name.length > 2 && rest.includes(name)) {
      rest = rest.replace(name, '');
      found += name.length;
    }
  }
  return found > 0 && rest.length <= Math.max(10, found * 0.6);
}
