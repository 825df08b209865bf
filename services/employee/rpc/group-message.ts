import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { GroupSchema } from "#gen/countersign/employee/v1/group_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { Group } from "../domain/group.ts";

/** A group on the wire. */
export const groupMessage = (row: Group): MessageInitShape<typeof GroupSchema> => ({
  id: row._id,
  customerId: row.customerId,
  name: row.name,
  description: row.description,
  externalId: row.externalId,
  memberCount: row.memberCount,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  etag: etagOf(row),
});
