import { readFile } from "node:fs/promises";
import { AudienceCondition_Field as Field } from "#gen/countersign/common/v1/audience_pb.ts";

/** A text to start policies from that the demo's operator ships. */
export interface DemoTemplate {
  readonly title: string;
  readonly summary: string;
  /** File of version 1. */
  readonly text: string;
  /** What version 2 adds, if there is one. */
  readonly second?: { readonly text: string; readonly changeLog: string };
}

/** Where a demo policy is taken. */
export type DemoStage = "draft" | "review" | "approved" | "published" | "archived";

/** A policy of the demo customer. */
export interface DemoPolicy {
  readonly title: string;
  readonly summary: string;
  readonly stage: DemoStage;
  /** Title of the template that it is made from. */
  readonly template?: string;
  /** File of its text, if it is written from scratch. */
  readonly text?: string;
  /** Who must sign: people of these departments. Empty: everyone. */
  readonly departments: readonly string[];
  /** Days until new signatures are due; 0: the customer's setting. */
  readonly dueDays: number;
  /** Key, value in seconds, and why: proposed and approved before the policy is submitted. */
  readonly configuration?: { readonly key: string; readonly seconds: number; readonly comment: string };
  /** Both approvers must agree, not one. */
  readonly twoApprovals?: boolean;
  /** Days between reviews; default: a year. */
  readonly reviewDays?: number;
  /** It was sent back once with this comment. */
  readonly rejection?: string;
}

/** Title of the policy that gets a second version from its template. */
export const INFORMATION_SECURITY = "Information Security Policy";
/** Title of the policy that somebody outside its audience is asked to sign by hand. */
export const FOOD_SAFETY = "Food Safety and Hygiene Policy";
export const ACCEPTABLE_USE = "Acceptable Use Policy";
export const DATA_PROTECTION = "Data Protection Policy";
export const INCIDENT_RESPONSE = "Incident Response Plan";

const HOUR_SECONDS = 3_600;
/** One day and one week in seconds, as configuration values take them. */
export const DAY_SECONDS = 24 * HOUR_SECONDS;

/** A template's title says what it is, so that it never meets one that an operator has written. */
const sampleOf = (title: string): string => `Sample: ${title}`;

/** The platform's templates. */
export const DEMO_TEMPLATES: readonly DemoTemplate[] = [
  {
    title: sampleOf(INFORMATION_SECURITY),
    summary: "Accounts, devices, weaknesses and what to do when something goes wrong.",
    text: "information-security.md",
    second: {
      text: "information-security-2.md",
      changeLog: "Adds what to do about fraudulent messages and changed bank details.",
    },
  },
  {
    title: sampleOf(ACCEPTABLE_USE),
    summary: "What our systems are for, and what they are not for.",
    text: "acceptable-use.md",
    second: { text: "acceptable-use-2.md", changeLog: "Adds a rule on messaging groups of shifts." },
  },
  {
    title: sampleOf(DATA_PROTECTION),
    summary: "How personal data is collected, used, kept and deleted.",
    text: "data-protection.md",
  },
  {
    title: sampleOf("Remote Working Policy"),
    summary: "Where, when and with what people may work away from the site.",
    text: "remote-working.md",
  },
];

/** The customer's eight policies, in every state. */
export const DEMO_POLICIES: readonly DemoPolicy[] = [
  {
    title: INFORMATION_SECURITY,
    summary: "What each of us does so that a mistake stays small.",
    stage: "published",
    template: sampleOf(INFORMATION_SECURITY),
    departments: [],
    dueDays: 0,
    configuration: {
      key: "vulnerability_sla",
      seconds: 7 * DAY_SECONDS,
      comment: "What IT has kept for a year.",
    },
    twoApprovals: true,
  },
  {
    title: ACCEPTABLE_USE,
    summary: "Our systems are there for work; what that means in practice.",
    stage: "published",
    template: sampleOf(ACCEPTABLE_USE),
    departments: [],
    dueDays: 14,
    reviewDays: 180,
  },
  {
    title: FOOD_SAFETY,
    summary: "The short form of the HACCP manual, for everyone near an oven.",
    stage: "published",
    text: "food-safety.md",
    departments: ["Production", "Quality", "Logistics"],
    dueDays: 21,
    reviewDays: 90,
  },
  {
    title: DATA_PROTECTION,
    summary: "How we honour the rights of people whose data we hold.",
    stage: "published",
    template: sampleOf(DATA_PROTECTION),
    departments: ["Management", "Finance", "People & Culture", "Legal & Compliance"],
    dueDays: 0,
    configuration: {
      key: "breach_report_window",
      seconds: 36 * HOUR_SECONDS,
      comment: "Leaves half of the legal 72 hours.",
    },
  },
  {
    title: INCIDENT_RESPONSE,
    summary: "Who does what when systems or data are in danger.",
    stage: "approved",
    text: "incident-response.md",
    departments: ["Management", "IT", "Legal & Compliance"],
    dueDays: 0,
  },
  {
    title: "Remote Working Policy",
    summary: "Where, when and with what we work away from the site.",
    stage: "review",
    template: sampleOf("Remote Working Policy"),
    departments: [
      "Management",
      "Finance",
      "People & Culture",
      "Legal & Compliance",
      "IT",
      "Sales & Marketing",
    ],
    dueDays: 0,
  },
  {
    title: "Use of Generative AI",
    summary: "What we may and may not do with language models.",
    stage: "draft",
    text: "generative-ai.md",
    departments: [],
    dueDays: 0,
    rejection:
      "Good start. Please name the approved tools before this comes back, and ask IT about the chat log.",
  },
  {
    title: "Visitor Access Policy",
    summary: "How visitors enter our sites.",
    stage: "archived",
    text: "visitor-access.md",
    departments: ["Quality"],
    dueDays: 0,
  },
];

/** The audience of a demo policy, as requests take it. */
export const audienceOf = ({ departments }: DemoPolicy) =>
  departments.length === 0 ? {} : { any: [{ field: Field.DEPARTMENT, values: [...departments] }] };

/** Reads one of the demo's texts. */
export const readText = (file: string): Promise<string> =>
  readFile(new URL(`./texts/${file}`, import.meta.url), "utf8");
