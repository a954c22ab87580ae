/** Where the device keeps the profile; there is none until the reader asks for a list of their own. */
export const storageKey = 'broadsheet.picks';
