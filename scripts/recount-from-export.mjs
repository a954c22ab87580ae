// Checks an export of the closed days with nothing of Broadsheet: node scripts/recount-from-export.mjs FILE [PUBLIC-KEY]
// FILE is what `broadsheet ledger export` wrote. The format: docs/counting.md. Prints one line a day; exit code 1 if
// anything does not hold. Give the paper's public key (base64) to know that it was the paper that signed.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, knownKey] = process.argv.slice(2);
if (!file) {
  console.error('Usage: node scripts/recount-from-export.mjs FILE [PUBLIC-KEY]');
  process.exit(2);
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

function isSigned(publicKey, hash, signature) {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
    return verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** What is wrong with one day, given the day before it. */
function* faultsOf(day, before) {
  const record = JSON.parse(day.record);
  if (sha256(day.record) !== day.hash) yield 'the record does not have its hash';
  if (!isSigned(record.publicKey, day.hash, day.signature)) yield 'the signature does not hold';
  if (knownKey && record.publicKey !== knownKey) yield 'it was signed by another key';
  if (record.previousHash !== (before?.hash ?? '')) yield 'it does not follow the day before it';
  if (before && record.startsAt !== JSON.parse(before.record).endsAt)
    yield 'it does not begin where the day before it ended';
  if (record.lines !== day.lines.length)
    yield `it has ${day.lines.length} lines and should have ${record.lines}`;
  if (sha256(day.lines.map(({ digest }) => digest).join('')) !== record.linesDigest)
    yield 'the digests of its lines are not the ones that were signed';
  for (const { position, digest, salt, line } of day.lines)
    if (line !== null && sha256(`${salt}\n${line}`) !== digest) yield `line ${position} was changed`;
  yield* faultsOfTotals(record, day.lines);
}

/** The totals can be added up again only while no story of the day was erased. */
function* faultsOfTotals({ totals }, lines) {
  if (lines.some(({ line }) => line === null)) return;
  const stories = lines.map(({ line }) => JSON.parse(line));
  const sum = (value) => stories.reduce((total, story) => total + (value(story) ?? 0), 0);
  for (const name of ['reads', 'reactionsGiven', 'reactionsTaken', 'withoutScript'])
    if (totals[name] !== sum((story) => story[name]))
      yield `the total of ${name} is not the sum of its lines`;
  const classes = new Set([
    ...Object.keys(totals.views),
    ...stories.flatMap(({ views }) => Object.keys(views)),
  ]);
  for (const name of classes)
    if ((totals.views[name] ?? 0) !== sum(({ views }) => views[name]))
      yield `the total of ${name} views is not the sum of its lines`;
}

let [days, faulty, before, day] = [0, 0, undefined, undefined];

function finishDay() {
  if (!day) return;
  const faults = [...faultsOf(day, before)];
  const valid = JSON.parse(day.record).totals.views.valid ?? 0;
  console.log(
    `${day.day}  ${day.lines.length} stories  ${valid} views  ${faults.length === 0 ? 'holds' : 'DOES NOT HOLD'}`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  days += 1;
  faulty += faults.length > 0 ? 1 : 0;
  before = day;
}

for await (const text of createInterface({ input: createReadStream(file) })) {
  if (text.trim() === '') continue;
  const row = JSON.parse(text);
  if (row.kind === 'day') {
    finishDay();
    day = { ...row, lines: [] };
  } else day.lines.push(row);
}
finishDay();
console.log(`${days} closed days, ${faulty} do not hold.`);
process.exitCode = faulty > 0 ? 1 : 0;
