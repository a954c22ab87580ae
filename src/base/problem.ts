/**
 * The catalogue of problems: what can go wrong in a way that a person is told of. docs/problems.md is checked
 * against this table. `status` is the HTTP status, `exit` the command line's exit code.
 */
export const problems = {
  invalid_input: { status: 400, exit: 2, title: 'The input is not valid' },
  not_signed_in: { status: 401, exit: 1, title: 'Sign in first' },
  forbidden: { status: 403, exit: 1, title: 'This account may not do that' },
  bad_origin: { status: 403, exit: 1, title: 'The request did not come from this site' },
  not_found: { status: 404, exit: 1, title: 'There is nothing here' },
  edit_conflict: { status: 409, exit: 1, title: 'Somebody else saved this first' },
  already_given: { status: 409, exit: 1, title: 'This was given already' },
  lifecycle: { status: 409, exit: 1, title: 'The story cannot do that from where it is' },
  gone: { status: 410, exit: 1, title: 'This was withdrawn' },
  too_large: { status: 413, exit: 2, title: 'That is more than is accepted here' },
  unsupported_encoding: { status: 415, exit: 2, title: 'A body is not accepted in this encoding' },
  unprocessable: { status: 422, exit: 2, title: 'The content cannot be read' },
  too_many: { status: 429, exit: 1, title: 'Too many attempts, wait a little' },
  misdirected: { status: 421, exit: 1, title: 'This server does not answer for that host' },
  overloaded: { status: 503, exit: 1, title: 'Busy, try again shortly' },
  port_taken: { status: 500, exit: 1, title: 'The port is taken' },
  folder_in_use: { status: 500, exit: 1, title: 'Another process serves this folder' },
  folder_not_writable: { status: 500, exit: 1, title: 'The folder cannot be written' },
  disk_full: { status: 507, exit: 1, title: 'The disk is full' },
  schema_unknown: { status: 500, exit: 1, title: 'The database was made by another version' },
  configuration: { status: 500, exit: 2, title: 'The configuration has faults' },
  missing_data: { status: 500, exit: 2, title: 'The data is not there' },
  fetch_refused: { status: 502, exit: 1, title: 'The address may not be fetched' },
} as const;

export type ProblemCode = keyof typeof problems;

/**
 * A refusal that crosses a boundary. `message` names the place and what to do and may be shown to the person
 * who asked; `log` carries what only the operator should see.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly log: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ProblemCode, message: string, log?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'Problem';
    this.code = code;
    this.log = log;
  }

  get status(): (typeof problems)[ProblemCode]['status'] {
    return problems[this.code].status;
  }
}
