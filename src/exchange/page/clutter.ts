import type { PageElement } from './dom.js';

/** Elements that never hold copy. */
export const neverCopy =
  'script, style, link, meta, template, iframe, object, embed, svg, canvas, form, button, select, input, textarea, label, nav, dialog, menu, video, audio, noscript, [hidden], [role="navigation"], [role="complementary"], [role="dialog"], [role="search"], [aria-hidden="true"]:not(:has(p))';

/** Words in class names, ids and component names that say "not the story", in whatever language the page is. */
const words = new Set(
  (
    'related relateds relatedarticles relatedcontent recommend recommended recommendation recommendations recirculation recirc ' +
    'share sharing sharebar sharetools social socials socialbar comment comments disqus discussion newsletter newsletters ' +
    'subscribe subscription subscriptions signup register registration promo promos promobox promotion advert adverts ' +
    'advertisement advertising ad ads adslot adbox advertorial anzeige werbung reklame publicidad pub banner sponsor ' +
    'sponsored outbrain taboola sidebar rail breadcrumb breadcrumbs toolbar tags taglist tagcloud keywords topics ' +
    'embedconsent optin externalcontent authorbox authorbio biography bio byline bylines rating ratings voting login cookie cookies consent gdpr popup ' +
    'modal overlay tooltip readmore mostread mostpopular popular trending seealso readalso alsoread morefrom footer ' +
    'copyright cta donate donation donations membership survey feedback follow whatsapp telegram facebook twitter ' +
    'teaser teasers teaserlist carousel swiper playlist upnext nextarticle credits credit metadata meta timestamp dateline ' +
    'pagination pager jumplinks toc printonly screenreader visuallyhidden sronly hide hidden skip skiplink ' +
    'gallery galleries slideshow lightbox fotostrecke bildergalerie galeria interstitial paywall piano regwall offer abo shop affiliate deals widget verwandt empfehlung empfehlungen ' +
    'weiterlesen mehr relacionadas relacionados correlati reacties kommentare kommentar beschriftung'
  ).split(' '),
);

/** Pairs that only together say it: "see also", "read more", "most read", "author bio". */
const pairs =
  /(?:see|read|more|also)[-_ ](?:also|more|on|next|from|stories|articles|news)|(?:most|top)[-_ ](?:read|viewed|popular|stories)|author[-_ ](?:bio|box|info|card|profile)|article[-_ ](?:tags|footer|tools|meta|share|bottom|list)|story[-_ ](?:tags|footer|tools|meta|share)|sr[-_]only|visually[-_]hidden|screen[-_]reader|in[-_ ]?article[-_ ](?:ad|promo)|(?:link|teaser|news)[-_ ]?(?:list|box)|inline[-_ ](?:promo|related|teaser|recirc)/i;

/** These also name the frame of the copy or its first lines; a box with much running text is kept. */
const wrappers = new Set([
  'hide',
  'hidden',
  'gallery',
  'slideshow',
  'paywall',
  'piano',
  'regwall',
  'overlay',
  'offer',
  'meta',
  'widget',
  'abo',
  'mehr',
  'teaser',
  'dateline',
  'topics',
  'follow',
  'popup',
  'modal',
  'popular',
  'ad',
  'ads',
  'subscription',
  'comment',
  'kommentar',
  'pub',
  'shop',
  'feedback',
  'discussion',
  'bio',
  'register',
  'promo',
  'swiper',
  'carousel',
  'membership',
  'rail',
  'rating',
]);

/** What an element is called: class, id and the attributes in which components name themselves. */
export const namesOf = (element: PageElement): string =>
  [
    'class',
    'id',
    'data-testid',
    'data-component',
    'data-component-name',
    'data-module',
    'data-type',
    'data-qa',
    'data-block',
    'role',
    'data-area',
    'data-tb-region',
  ]
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ')
    .split(/\s+/)
    // Utility classes ("print:hidden", "[&_p]:mt-2") tell of looks, not of content.
    .filter((name) => !/[:[\]!/&]/.test(name))
    .join(' ');

const splitNames = (names: string): string[] =>
  names
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);

/** Negated words ("no-ads", "has-sidebar", "without-comments") describe the frame, not what is in it. */
const negation = /\b(?:no|not|non|has|with|without|is-not|hide|ohne|js)[-_]\w+/gi;

/** `running` is the measure of running text in the element, for names that a frame may also have. */
export function isClutter(element: PageElement, running: number): boolean {
  const { localName } = element;
  if (localName === 'body' || localName === 'html' || localName === 'main' || localName === 'article')
    return false;
  if (localName === 'aside' || localName === 'footer' || localName === 'nav') return true;
  const names = namesOf(element).replace(negation, ' ');
  if (names === '') return false;
  if (pairs.test(names)) return true;
  const found = splitNames(names).filter((word) => words.has(word));
  if (found.length === 0) return false;
  return running < 600 || !found.every((word) => wrappers.has(word));
}
