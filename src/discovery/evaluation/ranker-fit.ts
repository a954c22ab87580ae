import { hourMs, type Instant } from '../../base/clock.js';
import { clickFeatures, viewFeatures } from '../recommendation/appeal.js';
import { SlateCounts } from '../recommendation/slate-counts.js';
import { weights } from '../recommendation/weights.js';
import type { HeadlineRow } from './bing-news.js';
import { type Choice, fitConditionalLogit } from './conditional-logit.js';
import type { DeskdropView } from './deskdrop.js';
import { headlineFeatures } from './headline-folds.js';
import type { SlateRow } from './mind.js';
import { LiveReadings } from './next-read-replay.js';

export interface FittedWeight {
  readonly name: string;
  readonly weight: number;
  readonly standardError: number;
}

/** From this share of a log on there is a past to speak of; the last fifth is kept for judging. */
const learnedFrom = 0.3;
const learnedUntil = 0.8;
/** A story that has faded below this and is no longer young is no option: nobody would list it. */
const leastWeekViews = 0.5;
const youngHours = 48;

/** Which unread story a reader opens next, among those that a list would consider. */
export const fitNextReads = (views: readonly DeskdropView[]): FittedWeight[] =>
  fitted(
    [...Object.keys(weights.views).map((name) => `views.${name}`), 'followed'],
    nextReadChoices(views).map(({ choice }) => choice),
  );

/** A choice, with the moment at which its features were taken. */
export interface TimedChoice {
  readonly at: Instant;
  readonly choice: Choice;
}

/** What `fitNextReads` learns from, in time order. */
export function nextReadChoices(views: readonly DeskdropView[]): TimedChoice[] {
  const readings = new LiveReadings();
  const history = new Map<string, DeskdropView[]>();
  const seen = new Set<string>();
  const choices: TimedChoice[] = [];
  views.forEach((view, at) => {
    const own = history.get(view.personId) ?? [];
    history.set(view.personId, own);
    const read = new Set(own.map(({ storyId }) => storyId));
    const share = at / views.length;
    if (share >= learnedFrom && share < learnedUntil && seen.has(view.storyId) && !read.has(view.storyId)) {
      const unread = [...seen].filter((id) => !read.has(id));
      choices.push({ at: view.at, choice: nextReadChoice(view, unread, own.at(-1)?.storyId, readings) });
    }
    readings.learn(view, own.at(-1));
    own.push(view);
    seen.add(view.storyId);
  });
  return choices;
}

function nextReadChoice(
  view: DeskdropView,
  unread: string[],
  page: string | undefined,
  readings: LiveReadings,
): Choice {
  readings.moveTo(view.at);
  const options: number[][] = [];
  let chosen = 0;
  for (const storyId of unread) {
    const signals = readings.signalsOf(storyId);
    const ageHours = readings.ageHours(storyId, view.at);
    const isChosen = storyId === view.storyId;
    if (!isChosen && signals.week < leastWeekViews && ageHours > youngHours) continue;
    if (isChosen) chosen = options.length;
    const features = viewFeatures(signals, ageHours);
    options.push([...Object.values(features), Math.log1p(readings.followed(page, storyId, view.at))]);
  }
  return { options, chosen };
}

/** Which stories of a slate are clicked, each click against what was passed over. */
export const fitSlates = (rows: readonly SlateRow[]): FittedWeight[] =>
  fitted(
    Object.keys(weights.clicks).map((name) => `clicks.${name}`),
    slateChoices(rows).map(({ choice }) => choice),
  );

/** What `fitSlates` learns from, in time order. */
export function slateChoices(rows: readonly SlateRow[]): TimedChoice[] {
  const counts = new SlateCounts();
  const firstShownAt = new Map<string, Instant>();
  const choices: TimedChoice[] = [];
  rows.forEach(({ at, storyIds, clicked }, index) => {
    const features = storyIds.map((storyId) =>
      Object.values(clickFeatures(counts.of(storyId, at), (at - (firstShownAt.get(storyId) ?? at)) / hourMs)),
    );
    if (index >= rows.length / 5)
      choices.push(...eachClick(features, clicked).map((choice) => ({ at, choice })));
    const expected = clicked.filter(Boolean).length / storyIds.length;
    storyIds.forEach((storyId, place) => {
      counts.addClicks(storyId, at / hourMs, clicked[place] ? 1 : 0, expected);
      if (!firstShownAt.has(storyId)) firstShownAt.set(storyId, at);
    });
  });
  return choices;
}

/** Which headlines a person clicked, each against those that this person passed over; features from other folds only. */
export function fitHeadlines(rows: readonly HeadlineRow[]): FittedWeight[] {
  const features = headlineFeatures(rows);
  const byPerson = new Map<string, number[]>();
  rows.forEach(({ personId }, at) => {
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), at]);
  });
  const choices = [...byPerson.values()].flatMap((own) =>
    eachClick(
      own.map((at) => [features[at]!.profile, features[at]!.words]),
      own.map((at) => rows[at]!.clicked),
    ),
  );
  return fitted(['profile', 'words'], choices);
}

export const eachClick = (
  features: readonly (readonly number[])[],
  clicked: readonly boolean[],
): Choice[] => {
  const passedOver = features.filter((_, at) => !clicked[at]);
  if (passedOver.length === 0) return [];
  return features.filter((_, at) => clicked[at]).map((own) => ({ options: [own, ...passedOver], chosen: 0 }));
};

function fitted(names: readonly string[], choices: readonly Choice[]): FittedWeight[] {
  const { weights: found, standardErrors } = fitConditionalLogit(choices, names.length);
  return names.map((name, at) => ({ name, weight: found[at]!, standardError: standardErrors[at]! }));
}
