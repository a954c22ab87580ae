import { decodeHTML } from 'entities';

export interface Dateline {
  /** The place as printed, without the day: "SEOUL, South Korea". Empty when only the agency stands there. */
  readonly dateline: string;
  readonly agency: string;
}

/** Agencies as they sign in brackets, folded to lower case without dots and spaces. */
const agencies = new Set(
  (
    'ap reuters afp dpa efe ansa tass itar-tass xinhua yonhap kyodo pa upi anp belga ntb tt stt ritzau apa sda ats ' +
    'keystone-sda kna epd sid pap čtk ctk mti agerpres lusa interfax ria anadolu aa ians pti ani bernama antara aap ' +
    'cp cna cns bloomberg unb app wam spa kuna mena nan jiji adnkronos agi lapresse europapress tanjug hina sta bta ' +
    'elta leta bns ukrinform belta kazinform axios rtr ddp afx dpa-afx ghana-gna gna thecanadianpress canadianpress ' +
    'associatedpress theassociatedpress pressassociation thomsonreutersfoundation agencefrance-presse ' +
    'тасс риановости интерфакс укринформ رويترز أفب دبأ الأناضول أب آكي شينخوا ' +
    '新华社 中新社 共同 時事 연합뉴스 뉴시스'
  ).split(' '),
);

/** Words that open a line in capitals and are no place. */
const noPlaces = new Set(
  (
    'breaking update updated exclusive live watch opinion analysis correction corrections clarification video photo ' +
    'photos urgent alert note advisory editorial review interview commentary comment explainer factbox timeline ' +
    'obituary recap preview listen read more warning spoiler developing column feature features special report poll ' +
    'quiz gallery podcast letter letters briefing newsletter eilmeldung update: eil kommentar analyse exklusiv ' +
    'vidéo direct exclusif urgence opinión análisis vivo exclusiva esclusiva aggiornamento nachrichten'
  ).split(' '),
);

const dash = String.raw`\s*(?:[—–―‒]|--+|\.\s*[—–-])\s*|\s+-+\s+|\s*:\s+`;
const agencyShape = String.raw`(?<agency>[\p{L}][\p{L}.\s/-]{0,38}[\p{L}.]|[\p{L}])`;
const month = String.raw`\p{L}{3,10}\.?`;
const day = String.raw`(?:${month}\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?${month})(?:,?\s\d{4})?\.?`;
const place = String.raw`(?<place>[\p{L}][\p{L}\p{M}.'’\s/-]{0,40}?(?:,\s*[\p{Lu}\p{Lo}][\p{L}\p{M}.'’\s-]{0,30}?){0,2})`;

const shapes: readonly RegExp[] = [
  // (ANSA) - ROMA, 12 MAR - text
  new RegExp(
    String.raw`^\(${agencyShape}\)(?:${dash})(?<place>\p{Lu}[\p{Lu}\s'’]{2,30}),\s${day}(?:${dash})`,
    'u',
  ),
  // (Reuters) - text
  new RegExp(String.raw`^\(${agencyShape}\)(?:${dash})`, 'u'),
  // LONDON, March 3 (Reuters) - text · Madrid, 12 mar (EFE).- text
  new RegExp(String.raw`^${place}(?:[,.]?\s${day})?,?\s*\(${agencyShape}\)(?:${dash}|\s*\.?-+\s*)`, 'u'),
  // MOSKVA, 12 March. /TASS/. text
  new RegExp(String.raw`^${place}(?:,\s${day})?\.?\s*/${agencyShape}/\.?(?:${dash}|\s+)`, 'u'),
  // KYIV, 12 March — RIA Novosti. text
  new RegExp(String.raw`^${place},\s${day}\s[—–-]\s${agencyShape}\.\s+`, 'u'),
];

/** WASHINGTON — text · LONDON, March 3 — text: without an agency only capitals make it a place. */
const placeAlone = new RegExp(
  String.raw`^${place}(?:,\s${day})?(?:\s*(?:[—–―]|--)\s*|\s+-\s+)(?=["'“‘«„¿¡]?[\p{Lu}\p{Lo}\d])`,
  'u',
);

const eastAsian: readonly RegExp[] = [
  /^(?<agency>新华社|中新社|中新网|新華社|中央社|人民网|央视网)(?<place>\p{Script=Han}{2,8}?)(?:\d{1,2}月)?\d{1,2}日?[电電]\s*(?:[（(]記?记?者[^）)]{1,30}[）)])?\s*/u,
  /^[（(](?<place>[\p{Script=Han}\p{Script=Hangul}\s·]{2,20})=(?<agency>[\p{L}\d]{2,12})[）)]\s*(?:[^=]{1,30}기자\s*=\s*)?/u,
  /^【(?<place>[\p{Script=Han}\p{Script=Katakana}ー・]{2,16})[=＝](?<agency>[\p{L}]{2,12})】\s*/u,
  /^［(?<place>[\p{Script=Han}\p{Script=Katakana}ー・]{2,16})\s+[\d０-９]{1,2}日\s+(?<agency>[\p{L}]{2,12})］\s*[-–—]\s*/u,
];

/** A lede shorter than this is a label, not a story's beginning. */
const shortestLede = 15;

/**
 * Takes the place and the agency off the start of a lede ("SEOUL, South Korea (AP) — text"). Undefined when there is
 * none: capitals alone, a bracket that is no agency, or a dash inside the sentence leave the text whole.
 */
export function splitDateline(paragraph: string): (Dateline & { readonly rest: string }) | undefined {
  const found = findDateline(paragraph);
  if (found === undefined) return undefined;
  const { length, ...dateline } = found;
  return { ...dateline, rest: paragraph.slice(length).trim() };
}

/** The same for the first paragraph of a sanitised body; its marks stay where they were. */
export function liftDateline(body: string): (Dateline & { readonly body: string }) | undefined {
  const paragraph = /<p(?:\s[^>]*)?>([\s\S]*?)<\/p>/.exec(body);
  if (paragraph === null || /<(?:h[2-4]|li|blockquote|td|th)\b/.test(body.slice(0, paragraph.index)))
    return undefined;
  const inner = paragraph[1]!;
  const pieces = inner.match(/<[^>]+>|&[^;\s]{1,12};|[\s\S]/gu) ?? [];
  const texts = pieces.map((piece) =>
    /^<br\b/.test(piece) ? '\n' : piece.startsWith('<') ? '' : decodeHTML(piece),
  );
  const found = findDateline(texts.join(''));
  if (found === undefined) return undefined;
  let left = found.length;
  const kept = pieces.filter((piece, index) => {
    if (left <= 0 || (texts[index] === '' && !/^<br\b/.test(piece))) return true;
    left -= texts[index]!.length;
    return false;
  });
  const rest = kept.join('').replace(/^(?:\s|<(\w+)(?:\s[^>]*)?>\s*<\/\1>)+/u, '');
  const start = paragraph.index + paragraph[0].indexOf('>') + 1;
  const { dateline, agency } = found;
  return { dateline, agency, body: body.slice(0, start) + rest + body.slice(start + inner.length) };
}

interface FoundDateline extends Dateline {
  /** How many characters of the text it takes, its dash and leading space included. */
  readonly length: number;
}

function findDateline(paragraph: string): FoundDateline | undefined {
  const indent = paragraph.length - paragraph.trimStart().length;
  // Every no-break space becomes a space of the same length, so that lengths still count.
  const text = paragraph.slice(indent, indent + 160).replace(/\s/g, ' ');
  const match = eastAsianMatch(text) ?? withAgency(text) ?? withoutAgency(text);
  if (match === undefined || paragraph.length - indent - match[0].length < shortestLede) return undefined;
  return {
    dateline: (match.groups?.place ?? '').trim().replace(/[,\s]+$/, ''),
    agency: (match.groups?.agency ?? '').trim(),
    length: indent + match[0].length,
  };
}

const eastAsianMatch = (text: string): RegExpExecArray | undefined =>
  eastAsian.map((shape) => shape.exec(text)).find((match) => match !== null) ?? undefined;

function withAgency(text: string): RegExpExecArray | undefined {
  for (const shape of shapes) {
    const match = shape.exec(text);
    const { agency, place: where } = match?.groups ?? {};
    if (match === null || agency === undefined) continue;
    const isPlaceInCapitals = where !== undefined && isCapitals(where);
    if (isAgency(agency) || (isPlaceInCapitals && /^\p{Lu}[\p{L}./ -]{1,24}$/u.test(agency))) return match;
  }
  return undefined;
}

/** A known agency, alone or with partners and desks ("dpa/lno", "AP/AFP", "dpa-infocom"). */
const isAgency = (name: string): boolean =>
  agencies.has(foldAgency(name)) || agencies.has(foldAgency(name.split(/[/-]/)[0]!));

const foldAgency = (name: string): string => name.toLowerCase().replace(/[.\s]/g, '');

function withoutAgency(text: string): RegExpExecArray | undefined {
  const match = placeAlone.exec(text);
  const where = match?.groups?.place;
  return match !== null && where !== undefined && isCapitals(where) ? match : undefined;
}

/** The town in capitals, at least three letters, and not a label; what follows the comma may be written as it likes. */
function isCapitals(where: string): boolean {
  const town = where.split(',')[0]!.trim();
  const words = town.toLowerCase().split(/[\s/-]+/);
  const isUpper =
    /^[\p{Lu}\p{M}.'’\s/-]+$/u.test(town) && /\p{Lu}{3}|^\p{Lu}{1,2}['’. -]\p{Lu}{3}/u.test(town);
  return isUpper && words.length <= 4 && !words.some((word) => noPlaces.has(word));
}
