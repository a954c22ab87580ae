/** Processor time of this process: what other work on the machine takes from it does not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
