import { readFileSync } from 'node:fs';
import { type AddressRanges, parseRanges } from '../audience/intake/address-ranges.js';
import { parsePatterns } from '../audience/intake/bot-patterns.js';
import type { ListLine } from '../audience/intake/list-lines.js';
import type { Configuration } from '../config/options.js';

/** Networks and agents that the operator's own files add to the filters. */
export interface FilterLists {
  readonly dataCentres: AddressRanges;
  readonly botPatterns: readonly RegExp[];
}

/** With more faults than these the file is another one than was meant. */
const linesTold = 20;

/** Reads the files that the configuration names, if it names any, and tells what is wrong with them. */
export function readFilterLists({
  dataCentresFile = '',
  botPatternsFile = '',
}: Partial<Configuration>): FilterLists & { readonly faults: readonly string[] } {
  const [rangeText, patternText] = [textOf(dataCentresFile), textOf(botPatternsFile)];
  const { ranges, faults: rangeFaults } = parseRanges(rangeText.text);
  const { patterns, faults: patternFaults } = parsePatterns(patternText.text);
  return {
    dataCentres: ranges,
    botPatterns: patterns,
    faults: [
      ...rangeText.faults,
      ...worded(dataCentresFile, rangeFaults, 'is no network, such as 192.0.2.0/24 or 2001:db8::/32.'),
      ...patternText.faults,
      ...worded(
        botPatternsFile,
        patternFaults,
        'is no regular expression that some agents match and others do not.',
      ),
    ],
  };
}

function textOf(path: string): { readonly text: string; readonly faults: readonly string[] } {
  if (path === '') return { text: '', faults: [] };
  try {
    return { text: readFileSync(path, 'utf8'), faults: [] };
  } catch (error) {
    return { text: '', faults: [`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`] };
  }
}

function worded(path: string, lines: readonly ListLine[], fault: string): readonly string[] {
  const told = lines.slice(0, linesTold).map(({ line, text }) => `${path}, line ${line}: "${text}" ${fault}`);
  return lines.length > linesTold ? [...told, `${path}: and ${lines.length - linesTold} more lines.`] : told;
}
