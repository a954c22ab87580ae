import { type CountingRuleName, countingRules } from '../../../audience/rules.js';
import type { SiteDeps } from '../site-deps.js';
import { ReaderError } from './reader-error.js';

const ruleValue = (name: CountingRuleName): string => countingRules[name].value.toLocaleString('en-GB');

/** The rules in words. Numbers come from the table that the code counts by, so the two cannot part. */
export const RuleBook = ({ countsWithoutScript }: Pick<SiteDeps, 'countsWithoutScript'>) => (
  <>
    <p class="standfirst">
      A number on this site can be checked: it is made by the rules below, from a ledger that is kept, and
      each story has a page that shows how its own number came about.
    </p>
    <h2>A view</h2>
    <p>
      A view is counted when a story’s page was visible for {ruleValue('visibleBeforeViewSeconds')} second in
      a browser. A tab that was opened behind others and never looked at is no view. Neither is a page that a
      browser fetched in advance, a visit of a program that says it is one, or a visit of our own staff. Each
      of these is kept under its own heading and never mixed into the public number.
    </p>
    <p>
      If the same reader opens the same story again within {ruleValue('repeatWindowSeconds')} seconds, that is
      one view. A message from a browser carries a random number and is counted once, however often it
      arrives.
    </p>
    <h2>A reader, and what we do not know</h2>
    <p>
      Nobody is followed. A page sets no cookie, writes nothing on the device and asks no third party for
      anything. To know a repeat from a second reader, the server makes a key from the address, the browser’s
      name and its language, the story, and a secret that is made new each day and destroyed after it. The
      address itself is neither kept nor written to a log. Keys of two stories cannot be joined: no key in our
      records is of one person on two stories. <a href="/what-we-store">What we store</a> names every table
      and column, and for how long it is kept.
    </p>
    <p>
      <ReaderError /> Readers of different days are never added up and called people.
    </p>
    <h2>A read, and a reaction</h2>
    <p>
      A read is a view that lasted as long as the story’s length asks for: at {ruleValue('wordsPerMinute')}{' '}
      words a minute, at least {ruleValue('readAtLeastSeconds')} seconds and at most{' '}
      {ruleValue('readAtMostSeconds')}. “Worth reading” can be given once for a story and taken back. Giving
      it leaves a receipt on your device, and only that receipt takes it back.
    </p>
    <h2>Without scripts</h2>
    <p>
      A browser that runs no scripts cannot say that a page was visible.{' '}
      {countsWithoutScript
        ? 'It is counted apart, and the page of each story shows that number beside the views.'
        : 'This paper does not count it.'}
    </p>
    <h2>When a number changes</h2>
    <p>
      Public numbers are made together, at most once a minute, and each says when: “1,204 views at 14:05”. The
      same number stands on the page, in the lists and in what machines read.
    </p>
    <p>
      A day is closed {ruleValue('closeAfterMinutes')} minutes after its midnight. Its record is sealed with a
      hash that includes the day before, so a closed day cannot be changed without breaking all that follow.
      If the rules change, the new number stands beside the old one and never over it.
    </p>
    <h2>The list “Most read now”</h2>
    <p>
      It orders stories by their views, where a view loses half of its weight with each half-life, and a
      story’s age takes from what is left. Where the list says “of usual traffic”, the half-life runs by the
      site’s own clock: slower at night, faster in a rush, so that a quiet night does not outvote an evening.
      The half-life and the time are printed above the list. It is the same for every reader, holds only
      stories with counted views, and shows one of several near-identical reports.
    </p>
    <h2>Check it yourself</h2>
    <p>
      Whoever runs this site can have every number computed again from the ledger with{' '}
      <code>broadsheet recount</code>, and closed days verified once their single events have aged out.
    </p>
  </>
);
