import { failedPrecondition } from "../../../runtime/errors.ts";
import type { PolicyContext } from "../context.ts";
import type { Policy } from "../domain/policy.ts";
import { mergeTexts } from "../domain/three-way-merge.ts";
import type { Version } from "../domain/version.ts";

/** Most characters of a change note; the contract's rule on requests. */
const MAX_NOTE_CHARACTERS = 10_000;

/** A text with a template's changes: source, the template's change logs, and its version that the source includes. */
export interface MergedText {
  readonly content: string;
  readonly changeNote: string;
  readonly templateVersion: number;
}

/**
 * A policy's text with its template's changes up to a version of it (0: the latest). The common ancestor is the
 * template's version that the text includes. Throws TEMPLATE_VERSION_NOT_APPLICABLE.
 */
export async function mergedWithTemplate(
  context: PolicyContext,
  policy: Policy,
  ours: Pick<Version, "contentMarkdown" | "templateVersion">,
  version: number,
): Promise<MergedText> {
  const { templateId, customerId } = policy;
  if (templateId === "") throw notApplicable();
  const { customerId: ownerId, latestVersion } = await context.templates.get(customerId, templateId);
  const wanted = version === 0 ? latestVersion : version;
  if (wanted <= ours.templateVersion) throw notApplicable();
  const base = await context.templateVersions.find(ownerId, templateId, ours.templateVersion);
  const target = await context.templateVersions.find(ownerId, templateId, wanted);
  if (!base || !target) throw notApplicable();
  const logs = await context.templateVersions.changeLogs(ownerId, templateId, base.number, wanted);
  return {
    content: mergeTexts({
      base: base.contentMarkdown,
      ours: ours.contentMarkdown,
      theirs: target.contentMarkdown,
      theirsLabel: `template version ${wanted}`,
    }),
    changeNote: cut(logs.filter((log) => log !== "").join("\n")),
    templateVersion: wanted,
  };
}

const cut = (note: string): string => Array.from(note).slice(0, MAX_NOTE_CHARACTERS).join("");

const notApplicable = () =>
  failedPrecondition(
    "TEMPLATE_VERSION_NOT_APPLICABLE",
    "The policy has no template, includes that version already, or the template has no such version.",
  );
