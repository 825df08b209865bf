/**
 * Whether a person is `employeeId` or is managed by them, directly or through others. `managers` gives each person's
 * manager, "" or nothing for those without.
 */
export function manages(employeeId: string, person: string, managers: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at = person; at !== "" && !seen.has(at); at = managers.get(at) ?? "") {
    if (at === employeeId) return true;
    seen.add(at);
  }
  return false;
}
