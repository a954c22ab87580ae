// A Vitest reporter beside the usual one: writes what `npm test` says in its last lines to the file named in
// BROADSHEET_TEST_REPORT.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class TestReport {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state) => tests.filter((test) => test.result().state === state);
    // A file that cannot be loaded and a hook that fails have no failing test of their own, and must count as one.
    const brokenSuites = modules.flatMap((module) =>
      [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0),
    );
    const report = {
      passed: inState('passed').length,
      failed: inState('failed').length + brokenSuites.length + unhandledErrors.length,
      skipped: inState('skipped').map(describe),
      unfinished: inState('pending').length,
    };
    writeFileSync(process.env.BROADSHEET_TEST_REPORT, JSON.stringify(report));
  }
}

const describe = (test) => ({
  file: relative(process.cwd(), test.module.moduleId),
  name: test.fullName,
  reason: test.result().note ?? '',
});
