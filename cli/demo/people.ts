import { DAY_MS } from "../../runtime/clock.ts";

/** How thorough a demo person is with signing: all, all but the newest version, one policy, none. */
export type Diligence = "all" | "most" | "some" | "none";

/** Somebody who works for the demo customer. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly location: string;
  readonly roles: readonly string[];
  readonly employmentType: string;
  readonly managerEmail: string;
  /** Days between joining and the loading of the demo. */
  readonly joinedDaysAgo: number;
  readonly diligence: Diligence;
  readonly onLeave: boolean;
  /** Leaves in the course of the demo. */
  readonly leaves: boolean;
  /** Comes after the policies were published. */
  readonly joins: boolean;
}

/** The demo customer's domain for addresses; `example` never resolves (RFC 2606). */
export const DEMO_DOMAIN = "northwind.example";

const DILIGENCE: Readonly<Record<string, Diligence>> = { "3": "all", "2": "most", "1": "some", "0": "none" };

/** name | department | location | job roles | manager | joined days ago | diligence 3–0 | leave, leaves, joins, part-time, contractor */
const ROSTER = `
Helen Castellanos  | Management         | Portland | managing director              |                   | 4120 | 3 |
Daniel Brandt      | Finance            | Portland | chief financial officer        | Helen Castellanos | 2950 | 3 |
Marta Okafor       | Legal & Compliance | Portland | compliance officer             | Helen Castellanos | 1480 | 3 |
Sofia Lind         | People & Culture   | Portland | head of people                 | Helen Castellanos | 2210 | 3 |
Priya Raman        | IT                 | Portland | head of it                     | Helen Castellanos | 1905 | 3 |
Tom Baptiste       | Production         | Salem    | baker                          | Rosa Delgado      |  870 | 1 |
Rosa Delgado       | Production         | Salem    | site lead, baker               | Ethan Novak       | 3340 | 3 |
Ethan Novak        | Production         | Portland | head of production             | Helen Castellanos | 2760 | 3 |
Ingrid Solheim     | Quality            | Portland | head of quality                | Helen Castellanos | 2015 | 3 |
Caleb Whitford     | Logistics          | Portland | head of logistics              | Helen Castellanos | 1660 | 3 |
Nadia Petrova      | Sales & Marketing  | Portland | head of sales                  | Helen Castellanos | 1320 | 1 |
Owen Gallagher     | Retail             | Portland | head of retail                 | Helen Castellanos | 1745 | 0 |
Amara Diallo       | Finance            | Portland | accountant                     | Daniel Brandt     |  940 | 3 |
Lucas Ferreira     | Finance            | Portland | accountant                     | Daniel Brandt     |  612 | 3 |
Hannah Kessler     | Finance            | Portland | payroll specialist             | Daniel Brandt     | 1130 | 3 | part-time
Victor Almeida     | Finance            | Portland | procurement specialist         | Daniel Brandt     |  405 | 3 |
Grace Whitaker     | People & Culture   | Portland | recruiter                      | Sofia Lind        |  388 | 3 |
Noor Haddad        | People & Culture   | Portland | people partner                 | Sofia Lind        |  731 | 3 | part-time
Jonas Meier        | IT                 | Portland | system administrator           | Priya Raman       | 1012 | 3 |
Mei Tanaka         | IT                 | Portland | engineer                       | Priya Raman       |  560 | 0 |
Samuel Osei        | IT                 | Portland | service desk analyst           | Priya Raman       |  298 | 1 |
Elena Markovic     | Legal & Compliance | Portland | privacy coordinator            | Marta Okafor      |  845 | 3 |
Pavel Dvorak       | Quality            | Salem    | quality inspector              | Ingrid Solheim    |  990 | 2 |
Leila Benali       | Quality            | Eugene   | quality inspector              | Ingrid Solheim    |  450 | 2 |
Ruth Abernathy     | Quality            | Portland | food technologist              | Ingrid Solheim    | 1544 | 0 | leave
Marco Santini      | Production         | Portland | pastry chef                    | Ethan Novak       | 1233 | 2 |
Aisha Rahman       | Production         | Portland | pastry chef                    | Marco Santini     |  367 | 2 |
Felix Bauer        | Production         | Portland | baker                          | Ethan Novak       |  689 | 0 |
Dolores Quintana   | Production         | Portland | baker                          | Ethan Novak       | 2890 | 1 |
Kwame Mensah       | Production         | Portland | oven operator                  | Ethan Novak       |  512 | 0 |
Bridget Fallon     | Production         | Portland | packer                         | Ethan Novak       |  277 | 0 | part-time
Ivan Horvat        | Production         | Portland | packer                         | Ethan Novak       |  199 | 0 | contractor
Claire Dubois      | Production         | Salem    | baker                          | Rosa Delgado      | 1402 | 2 |
Mateo Vargas       | Production         | Salem    | baker                          | Rosa Delgado      |  623 | 2 |
Yuki Nakamura      | Production         | Salem    | oven operator                  | Rosa Delgado      |  341 | 1 |
Peter Olsen        | Production         | Salem    | packer                         | Rosa Delgado      | 1876 | 0 | leave
Fatima Zahra       | Production         | Salem    | packer                         | Rosa Delgado      |  255 | 0 | part-time
Simon Clarke       | Production         | Eugene   | site lead, baker               | Ethan Novak       | 1999 | 3 |
Beatriz Lopes      | Production         | Eugene   | baker                          | Simon Clarke      |  812 | 2 |
Anders Nyberg      | Production         | Eugene   | baker                          | Simon Clarke      |  433 | 0 |
Thandi Nkosi       | Production         | Eugene   | oven operator                  | Simon Clarke      |  587 | 0 |
Greg Holloway      | Production         | Eugene   | packer                         | Simon Clarke      | 1091 | 0 | leaves
Lena Hoffmann      | Logistics          | Portland | dispatcher                     | Caleb Whitford    |  702 | 2 |
Raj Patel          | Logistics          | Seattle  | depot lead                     | Caleb Whitford    | 1288 | 2 |
Oscar Lindgren     | Logistics          | Seattle  | driver                         | Raj Patel         |  476 | 1 |
Maya Thompson      | Logistics          | Seattle  | driver                         | Raj Patel         |  318 | 0 | leave
Dmitri Volkov      | Logistics          | Portland | driver                         | Lena Hoffmann     | 1510 | 0 |
Carla Jimenez      | Logistics          | Portland | driver                         | Lena Hoffmann     |  231 | 0 | leaves
Isabel Rocha       | Retail             | Portland | shop manager                   | Owen Gallagher    |  655 | 0 |
Ben Ashworth       | Retail             | Seattle  | shop manager                   | Owen Gallagher    |  929 | 0 | leave
Chloe Martin       | Retail             | Seattle  | sales assistant                | Ben Ashworth      |  187 | 0 | part-time
Hugo Lefevre       | Sales & Marketing  | Portland | account manager                | Nadia Petrova     |  540 | 0 |
Zara Hussain       | Sales & Marketing  | Portland | marketing specialist           | Nadia Petrova     |  402 | 0 | leaves
Nils Petersen      | Production         | Portland | apprentice, baker              | Ethan Novak       |   33 | 0 | joins
Abigail Stone      | Production         | Salem    | baker                          | Rosa Delgado      |   31 | 0 | joins
Jamal Carter       | Logistics          | Seattle  | driver                         | Raj Patel         |   26 | 0 | joins
Emily Rhodes       | Retail             | Portland | sales assistant                | Isabel Rocha      |   19 | 0 | joins, part-time
Viktor Janssen     | IT                 | Portland | engineer                       | Priya Raman       |   12 | 0 | joins
Sara Lombardi      | Sales & Marketing  | Portland | account manager                | Nadia Petrova     |    5 | 0 | joins
Theo Marchetti     | Production         | Eugene   | packer                         | Simon Clarke      |    2 | 0 | joins, contractor
`;

/** Everybody, managers before those whom they manage directly wherever both come at the same time. */
export const DEMO_PEOPLE: readonly DemoPerson[] = ROSTER.trim().split("\n").map(readLine);

function readLine(line: string): DemoPerson {
  const [
    name = "",
    department = "",
    location = "",
    roles = "",
    manager = "",
    days = "",
    diligence = "",
    notes = "",
  ] = line.split("|").map((cell) => cell.trim());
  const noted = new Set(notes.split(",").map((note) => note.trim()));
  const employmentType = ["part-time", "contractor"].find((type) => noted.has(type)) ?? "full-time";
  return {
    name,
    email: emailOf(name),
    department,
    location,
    roles: roles.split(",").map((role) => role.trim()),
    employmentType,
    managerEmail: manager === "" ? "" : emailOf(manager),
    joinedDaysAgo: Number(days),
    diligence: DILIGENCE[diligence] ?? "none",
    onLeave: noted.has("leave"),
    leaves: noted.has("leaves"),
    joins: noted.has("joins"),
  };
}

/** The address of a demo person: `Tom Baptiste` is tom.baptiste@northwind.example. */
export function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(" ", ".")}@${DEMO_DOMAIN}`;
}

/** The people as the CSV file that ImportEmployees reads; join dates count back from `now`. */
export function peopleCsv(people: readonly DemoPerson[], now: Date): Uint8Array {
  const header = "name,email,department,location,roles,employment_type,manager_email,join_date,status";
  const rows = people.map((person) =>
    [
      person.name,
      person.email,
      person.department,
      person.location,
      person.roles.join("|"),
      person.employmentType,
      person.managerEmail,
      new Date(now.getTime() - person.joinedDaysAgo * DAY_MS).toISOString().slice(0, 10),
      person.onLeave ? "on_leave" : "active",
    ].join(","),
  );
  return Buffer.from([header, ...rows].join("\n"));
}
