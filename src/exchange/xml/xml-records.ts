import { Parser } from 'htmlparser2';
import { escapeHtml } from '../../base/html.js';
import { isElement, type XmlElement, type XmlText } from './element.js';
import { canonicalName, type NamespaceScope, scopeWithin } from './namespaces.js';

/** What one record may take, so that a hostile or broken file costs one record and not the process. */
export const recordLimits = { depth: 256, characters: 8 * 1024 * 1024, elements: 100_000 } as const;

/** Small enough that a broken stretch is noticed soon after it passed a limit. */
const sliceCharacters = 64 * 1024;

/** `head` is an element beside the records (a channel's title, an author of an export); `broken` a record that did not end. */
export type XmlPiece =
  | { readonly kind: 'head'; readonly element: XmlElement }
  | { readonly kind: 'record'; readonly element: XmlElement }
  | { readonly kind: 'broken'; readonly element: XmlElement; readonly reason: string };

/**
 * Reads a feed or an export as a stream of its records (item, entry) and the elements beside them. Forgiving: a
 * record that is cut off, too deep or too large comes as `broken` and reading goes on at the next one; a CDATA
 * section that nobody closed ends where its element ends. Entities of a DOCTYPE are never expanded. Elements of the
 * `ignored` names inside a record are not kept and do not count towards its limits.
 */
export async function* xmlRecords(
  text: AsyncIterable<string>,
  ignored: ReadonlySet<string> = new Set(),
): AsyncIterable<XmlPiece> {
  const reader = new RecordReader(ignored);
  for await (const chunk of text) {
    for (let from = 0; from < chunk.length; from += sliceCharacters) {
      reader.write(chunk.slice(from, from + sliceCharacters));
      yield* reader.takePieces();
    }
  }
  reader.end();
  yield* reader.takePieces();
}

interface Frame {
  readonly writtenName: string;
  readonly element: XmlElement;
  readonly scope: NamespaceScope;
  /** A container's children are pieces; it is not kept itself. */
  readonly role: 'container' | 'piece' | 'part' | 'ignored';
}

const containerNames = new Set(['rss', 'channel', 'rdf:rdf', 'feed']);
const isRecordName = (name: string): boolean => name === 'item' || name === 'entry';
const recordStart = /<(?:[a-z]\w{0,15}:)?(?:item|entry)[\s>]/i;
const longestRecordStart = 32;

class RecordReader {
  private readonly frames: Frame[] = [];
  private pieces: XmlPiece[] = [];
  private parser: Parser | undefined;
  /** Characters that this parser has been given before the slice in hand. */
  private given = 0;
  /** Text to read again, by a fresh parser, in place of what the old one made of it. */
  private restart: string | undefined;
  private isInCdata = false;
  private isPriming = false;
  /** A limit was passed: all is skipped up to the next record. */
  private isSeeking = false;
  private seekTail = '';
  private characters = 0;
  private elements = 0;
  /** Characters since the parser last told of anything: it holds an endless comment or CDATA section in memory. */
  private silence = 0;
  private isAtom = false;
  private isEnding = false;

  constructor(private readonly ignored: ReadonlySet<string>) {}

  takePieces(): XmlPiece[] {
    const taken = this.pieces;
    this.pieces = [];
    return taken;
  }

  write(slice: string): void {
    let rest = slice;
    while (rest !== '') rest = this.isSeeking ? this.seek(rest) : this.parse(rest);
  }

  end(): void {
    this.isEnding = true;
    while (!this.isSeeking && this.parser !== undefined) {
      this.parser.end();
      if (this.restart === undefined) return;
      const rest = this.restart;
      this.forgetParser();
      this.write(rest);
    }
  }

  /** Gives a slice to the parser and returns what has to be read again after a repair. */
  private parse(slice: string): string {
    const parser = this.parser ?? this.openParser();
    this.silence += slice.length;
    parser.write(slice);
    if (this.restart === undefined && this.silence > recordLimits.characters)
      this.giveUp('a part of it never ends');
    if (this.restart === undefined) {
      this.given += slice.length;
      return '';
    }
    const rest = this.restart + slice.slice(Math.max(0, parser.endIndex + 1 - this.given));
    this.forgetParser();
    return rest;
  }

  private forgetParser(): void {
    this.restart = undefined;
    this.parser = undefined;
    this.silence = 0;
  }

  private seek(slice: string): string {
    const text = this.seekTail + slice;
    const found = recordStart.exec(text);
    this.seekTail = found === null ? text.slice(-longestRecordStart) : '';
    this.isSeeking = found === null;
    return found === null ? '' : text.slice(found.index);
  }

  /** A fresh parser is told of the elements that are still open, so that it understands their ends. */
  private openParser(): Parser {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => this.text(text),
        oncdatastart: () => {
          this.isInCdata = true;
        },
        oncdataend: () => {
          this.isInCdata = false;
        },
        onclosetag: (_name, isImplied) => this.close(isImplied),
        oncomment: () => {
          this.silence = 0;
        },
      },
      { xmlMode: true },
    );
    this.parser = parser;
    this.isInCdata = false;
    this.isPriming = true;
    const primer = this.frames.map((frame) => `<${frame.writtenName}>`).join('');
    parser.write(primer);
    this.isPriming = false;
    this.given = primer.length;
    return parser;
  }

  private get isDeaf(): boolean {
    return this.isPriming || this.isSeeking || this.restart !== undefined;
  }

  private open(writtenName: string, attributes: Readonly<Record<string, string>>): void {
    if (this.isDeaf) return;
    this.silence = 0;
    const parent = this.frames.at(-1);
    const scope = scopeWithin(parent?.scope ?? new Map(), attributes);
    const name = this.nameOf(writtenName, scope, parent === undefined);
    if (isRecordName(name) && this.frames.some((frame) => frame.role !== 'container')) {
      this.endUnclosed(writtenName, attributes);
      return;
    }
    const role = this.roleOf(name, parent);
    const element: XmlElement = {
      name,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key.toLowerCase(), value]),
      ),
      children: [],
      base: resolved(attributes['xml:base'], parent?.element.base ?? ''),
      language: attributes['xml:lang'] ?? parent?.element.language ?? '',
    };
    if (role === 'piece') this.characters = this.elements = 0;
    if (role === 'part') parent!.element.children.push(element);
    this.frames.push({ writtenName, element, scope, role });
    if (role === 'piece' || role === 'part') this.count(Object.values(attributes).join('').length, 1);
  }

  private nameOf(writtenName: string, scope: NamespaceScope, isRoot: boolean): string {
    const name = canonicalName(writtenName, scope);
    if (isRoot) this.isAtom = name.startsWith('atom:');
    return this.isAtom ? name.replace(/^atom:/, '') : name;
  }

  private roleOf(name: string, parent: Frame | undefined): Frame['role'] {
    if (parent === undefined) return isRecordName(name) ? 'piece' : 'container';
    if (parent.role === 'ignored' || (parent.role !== 'container' && this.ignored.has(name)))
      return 'ignored';
    if (parent.role !== 'container') return 'part';
    return containerNames.has(name) ? 'container' : 'piece';
  }

  /** A record begins inside another. Between two of its elements that is only a lost end tag; elsewhere it is cut off. */
  private endUnclosed(writtenName: string, attributes: Readonly<Record<string, string>>): void {
    const index = this.frames.findIndex((frame) => frame.role === 'piece');
    const open = this.frames[index]!;
    const isWhole = index === this.frames.length - 1;
    this.finish(open, isWhole ? undefined : 'the next one begins in the middle of it');
    this.frames.length = index;
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
    this.pauseWith(`<${writtenName}${written.join('')}>`);
  }

  private text(text: string): void {
    const frame = this.frames.at(-1);
    if (this.isDeaf || frame === undefined) return;
    this.silence = 0;
    if (frame.role === 'container' || frame.role === 'ignored') return;
    const end = this.isInCdata ? endOfElementInside(text, frame.writtenName) : -1;
    const kept = end < 0 ? text : text.slice(0, end);
    const last = frame.element.children.at(-1);
    if (last !== undefined && !isElement(last) && last.cdata === this.isInCdata) last.text += kept;
    else frame.element.children.push({ text: kept, cdata: this.isInCdata } satisfies XmlText);
    this.count(kept.length, 0);
    if (end >= 0 && !this.isDeaf) this.pauseWith(`${text.slice(end)}]]>`);
  }

  private close(isImplied: boolean): void {
    if (this.isDeaf) return;
    this.silence = 0;
    const frame = this.frames.pop();
    if (frame?.role !== 'piece') return;
    this.finish(frame, isImplied && this.isEnding ? 'the file ends in the middle of it' : undefined);
  }

  private finish({ element }: Frame, fault: string | undefined): void {
    if (!isRecordName(element.name)) this.pieces.push({ kind: 'head', element });
    else if (fault === undefined) this.pieces.push({ kind: 'record', element });
    else this.pieces.push({ kind: 'broken', element, reason: fault });
  }

  private count(characters: number, elements: number): void {
    this.characters += characters;
    this.elements += elements;
    const depth = this.frames.length;
    if (depth > recordLimits.depth) this.giveUp(`it is nested more than ${recordLimits.depth} deep`);
    else if (this.characters > recordLimits.characters) this.giveUp('it is larger than 8 MB');
    else if (this.elements > recordLimits.elements)
      this.giveUp(`it has more than ${recordLimits.elements} elements`);
  }

  private giveUp(reason: string): void {
    const index = this.frames.findIndex((frame) => frame.role === 'piece');
    if (index >= 0) {
      this.finish(this.frames[index]!, reason);
      this.frames.length = index;
    }
    this.isSeeking = true;
    this.pauseWith('');
  }

  private pauseWith(text: string): void {
    this.restart = text;
    this.parser!.pause();
  }
}

/** Where a CDATA section that was never closed ought to have ended: at its element's end tag, followed by another tag. */
function endOfElementInside(cdata: string, writtenName: string): number {
  const endTag = `</${writtenName}>`;
  const at = cdata.indexOf(endTag);
  return at >= 0 && /^\s*</.test(cdata.slice(at + endTag.length)) ? at : -1;
}

function resolved(base: string | undefined, outer: string): string {
  if (base === undefined) return outer;
  return URL.parse(base, outer === '' ? undefined : outer)?.href ?? outer;
}
