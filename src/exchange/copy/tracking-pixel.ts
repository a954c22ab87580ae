const counters =
  /(?:feeds\.feedburner\.com\/~r\/|feedburner\.google\.com|feedsportal\.com|pixel\.wp\.com|stats\.wordpress\.com|doubleclick\.net|google-analytics\.com|googletagmanager\.com|scorecardresearch\.com|pixel\.quantserve\.com|medium\.com\/_\/stat|facebook\.com\/tr\?|blogger\.googleusercontent\.com\/tracker\/|counter\.theconversation\.|feedproxy\.google\.com|\/(?:pixel|track(?:er|ing)?|beacon|count(?:er)?)\.(?:gif|png|php|aspx?)\b|\/1x1\.(?:gif|png))/i;

/** A picture that is there to report the reader: one or two dots across, or the address of a known counter. */
export function isTrackingPixel(image: Readonly<Record<string, string>>): boolean {
  const sizes = [image.width, image.height].filter((size) => size !== undefined && /^\d+(?:px)?$/.test(size));
  if (sizes.length > 0 && sizes.every((size) => Number.parseInt(size!, 10) <= 2)) return true;
  if (/(?:^|;)\s*(?:width|height)\s*:\s*[012]px/i.test(image.style ?? '')) return true;
  return counters.test(image.src ?? '');
}
