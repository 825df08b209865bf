import { failedPrecondition, permissionDenied } from "../../../runtime/errors.ts";
import { contentSha256 } from "./canonical-text.ts";
import { keysOf } from "./rendering.ts";

/** The owner of platform templates, in place of a customer. */
export const PLATFORM = "";

/** A template; its texts are versions. */
export interface Template {
  readonly _id: string;
  /** A customer, or PLATFORM. */
  readonly customerId: string;
  readonly title: string;
  /** The title as it is compared and sorted; unique among the owner's templates that aren't archived. */
  readonly titleKey: string;
  readonly summary: string;
  /** Title and summary as they are searched. */
  readonly searchText: string;
  readonly archived: boolean;
  /** The highest number of its versions, and so the one that is the latest. */
  readonly latestVersion: number;
  readonly createTime: Date;
  readonly updateTime: Date;
  readonly archiveTime: Date | null;
  readonly revision: number;
}

/** A template version without its text. */
export interface TemplateVersionHead {
  readonly _id: string;
  readonly customerId: string;
  readonly templateId: string;
  readonly number: number;
  /** Size of the text in UTF-8 bytes. */
  readonly contentBytes: number;
  readonly contentSha256: string;
  readonly keys: readonly string[];
  readonly changeLog: string;
  readonly authorUserId: string;
  readonly createTime: Date;
}

/** A template version; never changed. */
export interface TemplateVersion extends TemplateVersionHead {
  readonly contentMarkdown: string;
}

/** What a new version says. */
export interface TemplateText {
  readonly contentMarkdown: string;
  readonly changeLog: string;
}

/** The version that a template's `latestVersion` counts last. */
export const latestTemplateVersion = (
  template: Template,
  versionId: string,
  { contentMarkdown, changeLog }: TemplateText,
  authorUserId: string,
): TemplateVersion => ({
  _id: versionId,
  customerId: template.customerId,
  templateId: template._id,
  number: template.latestVersion,
  contentMarkdown,
  contentBytes: Buffer.byteLength(contentMarkdown, "utf8"),
  contentSha256: contentSha256(contentMarkdown),
  keys: keysOf(contentMarkdown),
  changeLog,
  authorUserId,
  createTime: template.updateTime,
});

/** Throws PLATFORM_TEMPLATE when the owner is the platform and the user belongs to a customer (`userCustomerId`). */
export function checkMayWrite(ownerId: string, userCustomerId: string): void {
  if (ownerId === PLATFORM && userCustomerId !== "")
    throw permissionDenied("PLATFORM_TEMPLATE", "Only platform operators change platform templates.");
}

/** Throws TEMPLATE_ARCHIVED. */
export function checkActive(template: Template): void {
  if (template.archived)
    throw failedPrecondition("TEMPLATE_ARCHIVED", "The template is archived; it can't be used any more.");
}
