import { simulatedReaderError } from '../../../audience/simulated-error.js';

/** What a number of readers is worth: the rule that makes it too small or too large, and by how much. */
export const ReaderError = () => (
  <>
    Two readers behind one address with the same browser and language count as one, and one reader whose
    address changes counts as two. In a simulated day of a million requests a story’s readers came out{' '}
    {-simulatedReaderError.behindSharedAddresses} % too few where they share an address with others, as behind
    a mobile carrier or in an office, and {simulatedReaderError.elsewhere} % too many elsewhere.
  </>
);
