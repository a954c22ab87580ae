import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Before a clock is started: what the making of data left behind is not the cost of what is measured. */
export const collectGarbage = (): void => collect();
