import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { type InvitationSchema, InvitationState } from "#gen/countersign/identity/v1/invitation_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { InvitationRow } from "../store/invitation-model.ts";

/** An invitation on the wire; nothing of its link. */
export const invitationMessage = (row: InvitationRow): MessageInitShape<typeof InvitationSchema> => ({
  id: row._id,
  customerId: row.customerId,
  userId: row.userId,
  email: row.email,
  state: InvitationState[row.state],
  inviterUserId: row.inviterUserId,
  createTime: timestampFromDate(row.createTime),
  sendTime: timestampFromDate(row.sendTime),
  expireTime: timestampFromDate(row.expireTime),
  ...(row.closeTime ? { closeTime: timestampFromDate(row.closeTime) } : {}),
  etag: etagOf(row),
});
