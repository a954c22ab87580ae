import { fold } from './dom.js';
import { measure } from './paragraphs.js';

/** Words that begin a line of where one is. */
const whereAmI =
  /^(?:current(?: position| location)?|you are here|location|position|sie sind hier|vous êtes ici|está aquí|ti trovi in|当前位置|現在位置|您的位置|현재 위치)\s*[:：]/iu;
const home =
  /^(?:home|homepage|start|startseite|accueil|inicio|página inicial|forside|hem|etusivu|首页|首頁|ホーム|홈|главная|головна|strona główna|anasayfa|الرئيسية)\s*(?:[>›»|]|\s\/\s)/iu;

export const isBreadcrumb = (line: string): boolean => whereAmI.test(line) || home.test(line);

const counter =
  /^(?:views?|page views|reads?|hits|clicks|shares?|aufrufe|klicks|vues|lecturas|visitas|visualizzazioni|阅读|阅读量|浏览|点击|閲覧数|조회수?|просмотр\p{L}*)\s*[:：]?\s*[\d.,\s]*[km万]?$|^[\d.,]+\s*[km万]?\s*(?:views?|reads?|shares?|comments?|aufrufe|vues)$/iu;

/** "View", "1,204 views": a count of readers, or its label with the number lost. */
export const isCounter = (line: string): boolean => counter.test(line);

/** "veryGood! (44634)", "Like (12)", "👍 12": a reaction with its count. */
export const isReaction = (line: string): boolean =>
  /^[\p{L}\p{Emoji_Presentation}\s!?]{1,24}[(（]\s*[\d.,]+\s*[km]?\s*[)）]$/iu.test(line) ||
  /^\p{Emoji_Presentation}+\s*[\d.,]+$/u.test(line);

const blockWords =
  /^(?:related(?: (?:articles|stories|news|posts|links|content))?|rankings?|recommend(?:ation|ations|ed)(?: (?:for you|reading|stories))?|most (?:read|popular|viewed|shared|commented)|popular(?: (?:now|posts|stories))?|trending(?: now)?|(?:hot|top|latest|more|other)(?: (?:news|stories|articles|headlines|topics|posts))?|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|read (?:more|next|also)|see also|don['’]t miss|editors?['’]? picks?|up next|tags?|share|comments?|leave a (?:reply|comment)|mehr zum thema|meistgelesen|auch interessant|empfehlungen|verwandte artikel|à lire aussi|les plus lus|articles? liés|más leídas?|más leído|relacionad[oa]s|i più letti|leggi anche|mest læst|mest lest|mest läst|meest gelezen|najczęściej czytane|相关(?:新闻|阅读|文章)?|推荐(?:阅读)?|热门(?:新闻|文章)?|排行(?:榜)?|関連(?:記事)?|おすすめ|ランキング|관련\s?(?:기사|뉴스)|추천|많이 본 뉴스|читайте также|самое читаемое|похожие новости)\s*[:：]?$/iu;

const longestBlockHeading = 40;

/** "Related", "Ranking", "You may also like": a heading whose short lines are not the story. */
export const isBlockHeading = (line: string): boolean =>
  line.length <= longestBlockHeading && blockWords.test(line);

const dateLabel =
  /^(?<label>(?:date|published|publish date|posted|posted on|release time|time|datum|veröffentlicht|publié le|fecha|publicado|data|pubblicato|dato|julkaistu|tarih|дата|опубликовано|日期|时间|发布时间|发表于|日付|公開日|날짜|입력|تاريخ)|(?<modified>updated?|last (?:updated|modified)|modified|aktualisiert|mis à jour(?: le)?|actualizado|aggiornato|oppdatert|opdateret|uppdaterad|更新时间|更新日|수정))\s*(?:on|am|at)?\s*[:：]?\s*(?<date>.*\d.*)$/iu;

/** A date that a label announces. */
export function labelledDate(
  line: string,
): { readonly date: string; readonly isModified: boolean } | undefined {
  const groups = dateLabel.exec(line)?.groups;
  return groups === undefined ? undefined : { date: groups.date!, isModified: groups.modified !== undefined };
}

const byline =
  /^(?:by|von|par|por|door|af|av|author|autor|autorin|auteur|autore|reporter|作者|记者|記者|기자)\s*[:：]?\s+?(?=\p{L})|^(?:author|autor|auteur|作者|记者)\s*[:：]\s*/iu;
export const isByline = (line: string): boolean =>
  line.length < 100 && byline.test(line) && !/[.!?。]$/u.test(line);

const footer = /^(?:©|\(c\)\s|copyright\b|all rights reserved|alle rechte vorbehalten|版权所有)/iu;
export const isFooter = (line: string): boolean => line.length < 200 && footer.test(line);

/** A line that ends as sentences do and is as long as one. */
export const isSentence = (line: string): boolean =>
  measure(line) >= 60 && /[.!?…。！？][”"»’')\]）」]*$/u.test(line);

const bullet = /^\s*(?:[-–•*·‣▪►]|\d{1,2}[.)])\s+/u;
export const isBulleted = (line: string): boolean => bullet.test(line);

/** A line under a block's heading: a link's text, bulleted or not, and no paragraph. */
export const isListLine = (line: string): boolean =>
  isBulleted(line) || (measure(line) < 240 && !isSentence(line)) || measure(line) < 100;

const scripts = [
  'Latin',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Cyrillic',
  'Arabic',
  'Hebrew',
  'Greek',
  'Devanagari',
  'Thai',
].map((name) => ({ name, letters: new RegExp(`\\p{Script=${name}}`, 'gu') }));

function mainScript(text: string): string | undefined {
  const counts = scripts.map(({ name, letters }) => ({ name, count: text.match(letters)?.length ?? 0 }));
  const best = counts.reduce((kept, next) => (next.count > kept.count ? next : kept));
  return best.count === 0 ? undefined : best.name;
}

/** A headline without the label that a site sticks behind it in another script ("… -消息"). */
export function withoutForeignLabel(headline: string): string {
  const match = /^(?<head>.{10,}?)\s*[-–—|_]\s*(?<tail>[^-–—|_]{1,15})$/u.exec(headline);
  const { head, tail } = match?.groups ?? {};
  if (head === undefined || tail === undefined) return headline;
  const script = mainScript(tail);
  return script !== undefined && script !== mainScript(head) ? head : headline;
}

/** The same headline again, alone or glued to a breadcrumb. */
export const repeatsHeadline = (line: string, headline: string): boolean => {
  const [folded, known] = [fold(withoutForeignLabel(line)), fold(headline)];
  return known !== '' && (folded === known || (folded.endsWith(known) && folded.length < known.length + 60));
};
