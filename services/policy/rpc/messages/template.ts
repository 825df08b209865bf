import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type TemplateSchema,
  TemplateStatus,
  type TemplateVersionSchema,
} from "#gen/countersign/policy/v1/template_pb.ts";
import { etagOf } from "../../../../runtime/mongo/revision.ts";
import type { Template, TemplateVersion, TemplateVersionHead } from "../../domain/template.ts";

/** A template on the wire. */
export const templateMessage = (row: Template): MessageInitShape<typeof TemplateSchema> => ({
  id: row._id,
  customerId: row.customerId,
  title: row.title,
  summary: row.summary,
  status: row.archived ? TemplateStatus.ARCHIVED : TemplateStatus.ACTIVE,
  latestVersion: row.latestVersion,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  ...(row.archiveTime ? { archiveTime: timestampFromDate(row.archiveTime) } : {}),
  etag: etagOf(row),
});

/** A template's version on the wire, with its text if the row has it. */
export const templateVersionMessage = (
  row: TemplateVersionHead & Partial<Pick<TemplateVersion, "contentMarkdown">>,
  template: Pick<Template, "latestVersion">,
): MessageInitShape<typeof TemplateVersionSchema> => ({
  id: row._id,
  customerId: row.customerId,
  templateId: row.templateId,
  number: row.number,
  contentMarkdown: row.contentMarkdown ?? "",
  contentSha256: row.contentSha256,
  changeLog: row.changeLog,
  latest: row.number === template.latestVersion,
  authorUserId: row.authorUserId,
  createTime: timestampFromDate(row.createTime),
  keys: [...row.keys],
});
