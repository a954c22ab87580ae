import { mediaHref } from '../../addresses.js';
import { Area, Choice, Line, Tick } from '../fields.js';
import type { FormView } from './form-view.js';
import { type AreaField, type LineField, labelOf } from './typed-story.js';

const propsOf = (view: FormView, name: LineField | AreaField, hint?: string) => ({
  name,
  label: labelOf(name),
  value: view.typed[name],
  fault: view.faultOf(name),
  isReadOnly: view.isReadOnly,
  hint,
});

/** Where the story stands and what it is called on the desk. */
export function PlaceFields(view: FormView) {
  const { typed, sections, isReadOnly, faultOf } = view;
  const options = sections.map(({ id, name, path }) => ({
    value: id,
    label: `${'– '.repeat(path.split('/').length - 1)}${name}`,
  }));
  return (
    <fieldset>
      <legend>Place</legend>
      <Choice
        name="sectionId"
        label="Section"
        value={typed.sectionId}
        options={[{ value: '', label: 'None' }, ...options]}
        fault={faultOf('sectionId')}
        isReadOnly={isReadOnly}
      />
      <Line {...propsOf(view, 'topics', 'Commas between them')} />
      <Line {...propsOf(view, 'promoHeadline', 'Only where a shorter one is wanted')} />
      <div class="pair">
        <Line {...propsOf(view, 'language')} list="languages" />
        <Line {...propsOf(view, 'slugline')} />
      </div>
      <datalist id="languages">
        {['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'pt', 'zh-Hans', 'zh-Hant'].map((tag) => (
          <option value={tag} />
        ))}
      </datalist>
      <Line {...propsOf(view, 'translationOf', 'Address of the story that it translates')} />
      <Tick
        name="evergreen"
        label="Evergreen: does not age in lists"
        isOn={typed.evergreen}
        isReadOnly={isReadOnly}
      />
    </fieldset>
  );
}

/** Empty rows after those in use; a byline of more names is saved once and gets more rows. */
const spareRows = 2;
/** A longer list of names is no help in a field. */
const mostSuggested = 500;

export function BylineFields(view: FormView) {
  const { typed, contributors, isReadOnly } = view;
  const rows = [...typed.credits, ...Array.from({ length: spareRows }, () => ({ name: '', role: '' }))];
  return (
    <fieldset>
      <legend>Byline</legend>
      <ol class="credits">
        {rows.map(({ name, role }, index) => (
          <li>
            <input
              name="contributor"
              value={name}
              list="contributors"
              aria-label={`Contributor ${index + 1}`}
              placeholder={index === 0 ? 'Name' : ''}
              dir="auto"
              autoComplete="off"
              readOnly={isReadOnly}
            />
            <input
              name="role"
              value={role}
              aria-label={`What contributor ${index + 1} did`}
              placeholder={index === 0 ? 'Role' : ''}
              dir="auto"
              autoComplete="off"
              readOnly={isReadOnly}
            />
          </li>
        ))}
      </ol>
      <datalist id="contributors">
        {contributors.slice(0, mostSuggested).map(({ name }) => (
          <option value={name} />
        ))}
      </datalist>
      <Line {...propsOf(view, 'printedByline', 'Of another publisher, instead of names')} />
    </fieldset>
  );
}

export function PictureFields(view: FormView) {
  const { typed, picture, isReadOnly, faultOf } = view;
  const fault = faultOf('picture');
  return (
    <fieldset>
      <legend>Lead picture</legend>
      {picture && (
        <>
          <img
            src={mediaHref(picture.hash, 320, 'webp')}
            alt={typed.pictureAltText || 'The picture, not described yet'}
            width={picture.widthPixels}
            height={picture.heightPixels}
          />
          <input type="hidden" name="mediaId" value={picture.id} />
          {!isReadOnly && <Tick name="removePicture" label="Take the picture out" isOn={false} />}
        </>
      )}
      {!isReadOnly && (
        <div class={fault ? 'field faulty' : 'field'}>
          <label for="picture">{picture ? 'Another picture' : 'Picture'}</label>
          <input
            id="picture"
            name="picture"
            type="file"
            accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
            aria-describedby={fault ? 'picture-hint picture-fault' : 'picture-hint'}
          />
          <p class="hint" id="picture-hint">
            JPEG, PNG, WebP, AVIF or GIF, at most 40 MB. Place and camera are taken out.
          </p>
          {fault && (
            <p class="fault" id="picture-fault">
              {fault}
            </p>
          )}
        </div>
      )}
      <Line
        {...propsOf(view, 'pictureAltText', 'What it shows, for those who do not see it; needed to publish')}
      />
      <Area {...propsOf(view, 'pictureCaption')} rows={2} />
      <Line {...propsOf(view, 'pictureCredit')} />
    </fieldset>
  );
}
