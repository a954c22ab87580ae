import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import type { Story } from '../../../newsroom/stories/story.js';
import { contributorHref, countedHref, hrefOf, isWebAddress } from '../../addresses.js';
import { formatCount, Time, type Writing } from '../../theme/dates.js';
import type { StoryLabels } from '../../theme/labels/story-labels.js';
import { Phrase, pluralOf } from '../../theme/phrase.js';
import type { StoryView } from './story-page.js';

/** Kicker to views: everything above the text. */
export function StoryHeader(view: StoryView) {
  const { published, labels, chrome } = view;
  const { story } = published;
  const writing = { ...chrome.writing, locale: labels.locale };
  return (
    <header class="story-head">
      {story.kicker !== '' && <p class="kicker">{story.kicker}</p>}
      <h1>{story.headline}</h1>
      {story.standfirst !== '' && <p class="standfirst">{story.standfirst}</p>}
      <div class="story-meta" {...(labels.language === story.language ? {} : metaLang(story, labels))}>
        <Byline published={published} labels={labels} />
        <Dates story={story} labels={labels} writing={writing} />
        <Source story={story} labels={labels} writing={writing} />
        <Views {...view} writing={writing} />
        <Translations published={published} labels={labels} />
      </div>
    </header>
  );
}

/** Labels that had to be in another language than the story's say so. */
const metaLang = (story: Story, labels: StoryLabels) =>
  story.language.split('-')[0] === labels.language.split('-')[0] ? {} : { lang: labels.language };

interface BylineProps {
  readonly published: PublishedStory;
  readonly labels: StoryLabels;
}

function Byline({ published: { story, contributors }, labels }: BylineProps) {
  if (story.byline.kind === 'printed') return <p class="byline">{story.byline.text}</p>;
  if (contributors.length === 0) return null;
  const authors = contributors.filter(({ role }) => role === '');
  const others = contributors.filter(({ role }) => role !== '');
  return (
    <p class="byline">
      {authors.length > 0 && (
        <Phrase
          text={labels.by}
          slots={{
            names: joined(
              authors.map((each) => <ContributorLink {...each.contributor} />),
              labels,
            ),
          }}
        />
      )}
      {others.map(({ contributor, role }) => (
        <span class="credit">
          {role}: <ContributorLink {...contributor} />
        </span>
      ))}
    </p>
  );
}

const ContributorLink = ({ name, slug }: { readonly name: string; readonly slug: string }) => (
  <a rel="author" href={contributorHref(slug)}>
    <bdi>{name}</bdi>
  </a>
);

/** Elements joined as the language joins a list: "A, B and C". */
function joined<Element>(elements: readonly Element[], { locale }: StoryLabels): (Element | string)[] {
  const parts = new Intl.ListFormat(locale).formatToParts(elements.map((_, index) => String(index)));
  return parts.map(({ type, value }) => (type === 'element' ? elements[Number(value)]! : value));
}

interface DatesProps {
  readonly story: Story;
  readonly labels: StoryLabels;
  readonly writing: Writing;
}

/** Ours alone: first publication and, apart, the last update. What the source says of itself stands with the source. */
function Dates({ story: { firstPublishedAt, updatedAt }, labels, writing }: DatesProps) {
  if (firstPublishedAt === undefined) return <p class="dates">{labels.dateUnknown}</p>;
  return (
    <p class="dates">
      <span>
        <Phrase
          text={labels.published}
          slots={{ time: <Time instant={firstPublishedAt} style="full" writing={writing} /> }}
        />
      </span>
      {updatedAt !== undefined && updatedAt > firstPublishedAt && (
        <span class="updated">
          <Phrase
            text={labels.updated}
            slots={{ time: <Time instant={updatedAt} style="full" writing={writing} /> }}
          />
        </span>
      )}
    </p>
  );
}

function Source({ story, labels, writing }: DatesProps) {
  const { source, sourcePublishedAt, sourceVersionAt, sourceZoneAssumed, firstPublishedAt } = story;
  const isOurOwnDate = sourcePublishedAt === firstPublishedAt;
  const dated = sourcePublishedAt === undefined || isOurOwnDate ? undefined : sourcePublishedAt;
  const version = sourceVersionAt === undefined || sourceVersionAt === dated ? undefined : sourceVersionAt;
  const name = source?.publisher || story.agency;
  if (dated === undefined && (source === null || name === '')) return null;
  return (
    <p class="source">
      {source !== null && name !== '' && (
        <span>
          <Phrase
            text={labels.source}
            slots={{ name: <SourceName name={name} href={source.canonicalUrl} /> }}
          />
        </span>
      )}
      {dated !== undefined && (
        <span>
          <Phrase
            text={labels.sourceDated}
            slots={{ time: <SourceTime instant={dated} isAssumed={sourceZoneAssumed} writing={writing} /> }}
          />
          {sourceZoneAssumed && `, ${labels.zoneAssumed}`}
        </span>
      )}
      {version !== undefined && !isOurOwnDate && (
        <span>
          <Phrase
            text={labels.sourceVersionDated}
            slots={{ time: <SourceTime instant={version} isAssumed={sourceZoneAssumed} writing={writing} /> }}
          />
        </span>
      )}
    </p>
  );
}

const SourceName = ({ name, href }: { readonly name: string; readonly href: string }) =>
  isWebAddress(href) ? <a href={href}>{name}</a> : <bdi>{name}</bdi>;

interface SourceTimeProps {
  readonly instant: number;
  readonly isAssumed: boolean | undefined;
  readonly writing: Writing;
}

/** A zone that was only assumed is not printed as if the source had said it. */
const SourceTime = ({ instant, isAssumed, writing }: SourceTimeProps) => (
  <Time instant={instant} style={isAssumed ? 'unzoned' : 'full'} writing={writing} />
);

function Views({ published: { story }, labels, counts, writing }: StoryView & { writing: Writing }) {
  const link = <a href={countedHref(story.path)}>{labels.howWeCount}</a>;
  if (counts === undefined) {
    return (
      <p class="views">
        {labels.notCountedYet} · {link}
      </p>
    );
  }
  const count = <b>{formatCount(counts.views, writing)}</b>;
  const time = <Time instant={counts.at} style="recent" writing={writing} />;
  return (
    <p class="views">
      <Phrase text={pluralOf(labels.views, counts.views, labels.locale)} slots={{ count, time }} /> · {link}
    </p>
  );
}

function Translations({ published: { story, translations }, labels }: BylineProps) {
  const others = translations.filter(({ path }) => path !== story.path);
  if (others.length === 0) return null;
  return (
    <p class="translations">
      {labels.alsoIn}{' '}
      {others.map(({ language, path, headline }) => (
        <a href={hrefOf(path)} lang={language} hreflang={language} dir="auto" title={headline}>
          {languageName(language)}
        </a>
      ))}
    </p>
  );
}

/** A language by its own name, as its readers know it. */
const languageName = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(language) ??
  language;
