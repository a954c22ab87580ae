import { type ComponentChildren, Fragment } from 'preact';
import type { Plural } from './labels/story-labels.js';

type Slots = Readonly<Record<string, ComponentChildren>>;

/** A label with its slots filled: `Published {time}` with an element for `time`. An unknown slot is a bug. */
export function Phrase({ text, slots }: { readonly text: string; readonly slots: Slots }) {
  const pieces = text.split(/\{(\w+)\}/);
  return (
    <Fragment>
      {pieces.map((piece, index) => (index % 2 === 0 ? piece : requireSlot(slots, piece, text)))}
    </Fragment>
  );
}

function requireSlot(slots: Slots, name: string, text: string): ComponentChildren {
  if (!(name in slots)) throw new Error(`The label "${text}" has no value for {${name}}.`);
  return slots[name];
}

/** The same for plain text, where no element may stand: titles, attributes, JSON. */
export const phraseText = (text: string, slots: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(requireSlot(slots, name, text)));

const pluralRules = new Map<string, Intl.PluralRules>();

/** The form of a label that a count asks for in its language. */
export function pluralOf(plural: Plural, count: number, locale: string): string {
  const rules = pluralRules.get(locale) ?? new Intl.PluralRules(locale);
  pluralRules.set(locale, rules);
  return plural[rules.select(count)] ?? plural.other;
}
