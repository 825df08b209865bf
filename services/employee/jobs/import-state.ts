import type { Employee } from "../domain/employee.ts";

/**
 * People as they are in the course of an import: as stored, and over that what the import has decided since. For one
 * page, or for a whole dry run, in which nothing is ever stored.
 */
export class ImportState {
  readonly #people = new Map<string, Employee>();
  readonly #managers = new Map<string, string>();
  #growth = 0;

  /** How many more people work than are stored. */
  get growth(): number {
    return this.#growth;
  }

  /** Manager's id by employee id, "" for those without. */
  get managers(): ReadonlyMap<string, string> {
    return this.#managers;
  }

  /** The person with an address, given as a key. */
  withEmail(emailKey: string): Employee | undefined {
    return this.#people.get(emailKey);
  }

  /** Takes in what is stored; what was decided over it stays. */
  read(people: readonly Employee[], managers: ReadonlyMap<string, string>): void {
    for (const person of people)
      if (!this.#people.has(person.emailKey)) this.#people.set(person.emailKey, person);
    for (const [id, managerId] of managers) if (!this.#managers.has(id)) this.#managers.set(id, managerId);
  }

  /** Notes what was decided about a person, and by how many it changes those who work. */
  decide(person: Employee, growth: number): void {
    this.#people.set(person.emailKey, person);
    this.#managers.set(person._id, person.managerId);
    this.#growth += growth;
  }
}
