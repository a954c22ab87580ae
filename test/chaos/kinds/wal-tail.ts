import { existsSync, rmSync, writeFileSync } from 'node:fs';
import type { ChaosKind } from '../kind.js';
import type { Stage } from '../stage.js';
import { readWal, uncommittedFrame, type Wal } from '../wal.js';

/**
 * What a crash of the machine can leave behind the last transaction in the log. Bytes up to that commit were flushed
 * before anything of it was acknowledged (synchronous = FULL), so a disk that keeps its word has them; whoever garbles
 * those takes away what was acknowledged, and no program can bring it back. Promised is this: whatever stands after
 * them, in whatever state, is as if it were not there.
 */
const tails: Readonly<Record<string, (wal: Wal, stage: Stage) => Buffer>> = {
  'random bytes': (_wal, { chance }) => chance.bytes(chance.whole(1, 20_000)),
  'a frame with half of its page': (wal, stage) => {
    const { frame } = soundFrame(wal, stage);
    return frame.subarray(0, stage.chance.whole(1, frame.length - 1));
  },
  'a frame with one bit turned': (wal, stage) => {
    const { frame } = soundFrame(wal, stage);
    frame[stage.chance.whole(24, frame.length - 1)]! ^= 1 << stage.chance.whole(0, 7);
    frame.writeUInt32BE(7, 4);
    return frame;
  },
  'sound frames without a commit': (wal, stage) => uncommitted(wal, stage, stage.chance.whole(1, 4)),
  'sound frames without a commit, cut': (wal, stage) => {
    const tail = uncommitted(wal, stage, stage.chance.whole(1, 4));
    return tail.subarray(0, stage.chance.whole(1, tail.length - 1));
  },
  'zeroes, as a file system leaves them': (_wal, { chance }) => Buffer.alloc(chance.whole(1, 40_000)),
  nothing: () => Buffer.alloc(0),
};

const soundFrame = (wal: Wal, { chance }: Stage) =>
  uncommittedFrame(wal, chance.bytes(wal.pageBytes), wal.sum);

function uncommitted(wal: Wal, { chance }: Stage, frames: number): Buffer {
  let { sum } = wal;
  const made: Buffer[] = [];
  for (let count = 0; count < frames; count += 1) {
    const next = uncommittedFrame(wal, chance.bytes(wal.pageBytes), sum);
    made.push(next.frame);
    sum = next.sum;
  }
  return Buffer.concat(made);
}

/** After `kill -9` the end of the write-ahead log is damaged, behind the last transaction that was flushed. */
export const walTail: ChaosKind = {
  name: 'wal-tail',
  databases: ['SQLite'],
  async play(stage) {
    await stage.begin();
    await stage.killDuringIntake(stage.chance.whole(50, 500));
    const path = `${stage.place.file}-wal`;
    const wal = existsSync(path) ? readWal(path) : undefined;
    stage.what = 'the log was empty';
    if (wal === undefined) return;
    const tail = stage.chance.pick(Object.keys(tails));
    writeFileSync(path, Buffer.concat([wal.bytes.subarray(0, wal.committedBytes), tails[tail]!(wal, stage)]));
    // Its index lives in memory that a machine's crash takes along.
    const withoutIndex = stage.chance.isTrue(0.5);
    if (withoutIndex) rmSync(`${path.slice(0, -4)}-shm`, { force: true });
    stage.what = `${tail} after ${wal.committedBytes} sound bytes${withoutIndex ? ', no index' : ''}`;
  },
};
