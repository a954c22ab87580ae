import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import { Picture } from '../../theme/picture.js';

export function LeadPictureFigure({ published: { story, picture } }: { readonly published: PublishedStory }) {
  const lead = story.leadPicture;
  if (picture === null || lead === null) return null;
  return (
    <figure class="lead-picture">
      <Picture
        hash={picture.hash}
        altText={lead.altText}
        widthPixels={picture.widthPixels}
        heightPixels={picture.heightPixels}
        sizes="(min-width: 68.75em) 48rem, (min-width: 44em) 42rem, 100vw"
        isLead
      />
      {(lead.caption !== '' || lead.credit !== '') && (
        <figcaption>
          {lead.caption} {lead.credit !== '' && <cite>{lead.credit}</cite>}
        </figcaption>
      )}
    </figure>
  );
}
