import { z } from 'zod';
import { countingRules } from '../rules.js';

/** Where a link to a story can be shown. `personal` is picked on the device and tells neither story nor position. */
export const listNames = ['related', 'ranking', 'recommendation', 'personal', 'front', 'section'] as const;
export type ListName = (typeof listNames)[number];

/** What a browser says against itself; see dropPrefetch and dropHeadless. */
export const browserSigns = ['webdriver', 'prerender'] as const;
export type BrowserSign = (typeof browserSigns)[number];

/** 25 places with ids of 36 characters and a propensity each fill a third of it. */
const slateCharacters = 4096;

const whole = (maximum: number) => z.number().int().min(0).max(maximum);
const eventFields = {
  /** 96 to 128 random bits of the browser's; an id counts once, so a retry sends the same one. */
  id: z.string().regex(/^[\w-]{16,36}$/),
  ageMs: whole(7 * 24 * 3600 * 1000),
};
const listFields = {
  list: z.enum(listNames),
  position: whole(100).optional(),
  edition: whole(Number.MAX_SAFE_INTEGER).optional(),
};

const viewSchema = z.strictObject({
  ...eventFields,
  kind: z.literal('view'),
  /** Path of the page of this site from which the reader came here: decoded, without query and fragment. */
  from: z
    .string()
    .max(300)
    .regex(/^\/[^?#\p{Cc}]*$/u)
    .optional(),
});
const leaveSchema = z.strictObject({
  ...eventFields,
  kind: z.literal('leave'),
  /** Visible seconds since the view, or since the leave before. */
  dwellSeconds: z.number().min(0).max(86_400),
  scrollPercent: z.number().min(0).max(100),
});
const impressionSchema = z.strictObject({ ...eventFields, ...listFields, kind: z.literal('impression') });
const clickSchema = z.strictObject({ ...eventFields, ...listFields, kind: z.literal('click') });

/** A personal list says that it was shown or followed, and nothing that would tell what is in the profile. */
const tellsNoProfile = (event: { kind: string; list?: string; position?: number | undefined }) =>
  event.list !== 'personal' || event.position === undefined;

export const eventSchema = z
  .discriminatedUnion('kind', [viewSchema, leaveSchema, impressionSchema, clickSchema])
  .refine(tellsNoProfile, { message: 'a personal list tells no position' });

/** The body of `POST /api/v1/events`. Unknown fields are refused: what is not stored is not to be sent. */
export const eventBatchSchema = z.strictObject({
  v: z.literal(1),
  token: z.string().max(200),
  /** What the page showed in its lists, as it carried it (page-slate.ts); without it no place of a list counts. */
  slate: z.string().max(slateCharacters).optional(),
  signs: z.array(z.enum(browserSigns)).max(browserSigns.length).optional(),
  events: z.array(eventSchema).min(1).max(countingRules.eventsPerRequest.value),
});

export type ReaderEvent = z.infer<typeof eventSchema>;
export type EventBatch = z.infer<typeof eventBatchSchema>;
