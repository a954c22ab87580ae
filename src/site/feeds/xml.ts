import { escapeHtml } from '../../base/html.js';

/** What XML 1.0 (section 2.2) allows in no form, not even escaped; one such character makes a whole feed invalid. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export const withoutForbidden = (text: string): string => text.replace(forbidden, '');

export const xmlText = (text: string): string => escapeHtml(withoutForbidden(text));
