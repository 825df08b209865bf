import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Permission } from "#gen/countersign/common/v1/access_pb.ts";
import type { ApiKeySchema } from "#gen/countersign/identity/v1/api_key_pb.ts";
import type { RoleSchema } from "#gen/countersign/identity/v1/role_pb.ts";
import { etagOf } from "../../../runtime/mongo/revision.ts";
import type { ApiKeyRow } from "../store/api-key-model.ts";
import type { RoleRow } from "../store/role-model.ts";

/** A customer's own role on the wire. */
export const roleMessage = (row: RoleRow): MessageInitShape<typeof RoleSchema> => ({
  id: row._id,
  customerId: row.customerId,
  name: row.name,
  description: row.description,
  permissions: row.permissions as Permission[],
  holderCount: row.holders,
  createTime: timestampFromDate(row.createTime),
  updateTime: timestampFromDate(row.updateTime),
  etag: etagOf(row),
});

/** An API key on the wire; nothing of its secret. */
export const apiKeyMessage = (row: ApiKeyRow): MessageInitShape<typeof ApiKeySchema> => ({
  id: row._id,
  customerId: row.customerId,
  name: row.name,
  permissions: row.permissions as Permission[],
  expireTime: timestampFromDate(row.expireTime),
  creatorUserId: row.creatorUserId,
  createTime: timestampFromDate(row.createTime),
  ...(row.lastUseTime ? { lastUseTime: timestampFromDate(row.lastUseTime) } : {}),
  ...(row.revokeTime ? { revokeTime: timestampFromDate(row.revokeTime) } : {}),
});
