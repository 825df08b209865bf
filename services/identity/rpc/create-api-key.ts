import { randomBytes } from "node:crypto";
import { timestampDate } from "@bufbuild/protobuf/wkt";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { customerOf, personOf } from "../../../runtime/rpc/call.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import { write } from "../../../runtime/write.ts";
import { checkMayGrant } from "../access/grants.ts";
import type { IdentityContext } from "../context.ts";
import { checkKeyRoom, keyExpiry, keyText, MOST_WORKING_KEYS, secretHash } from "../domain/api-key.ts";
import { permissionSet } from "../domain/role.ts";
import { events } from "../events.ts";
import type { ApiKeyRow } from "../store/api-key-model.ts";
import { apiKeyMessage } from "./access-messages.ts";

const { method } = IdentityService;
const SECRET_BYTES = 32;

/** Makes an API key, of permissions that its maker holds, and shows its secret this once. */
export const createApiKey: Handler<IdentityContext, typeof method.createApiKey> = (context, request, call) =>
  write(context, call, method.createApiKey, request, async () => {
    const customerId = customerOf(call);
    const { name = "", permissions = [], expireTime } = request.apiKey ?? {};
    const creatorUserId = personOf(call).userId;
    checkMayGrant(call, { permissions });
    const now = context.clock.now();
    checkKeyRoom(await context.apiKeys.countWorking(customerId, now, MOST_WORKING_KEYS));
    const secret = randomBytes(SECRET_BYTES).toString("base64url");
    const row: ApiKeyRow = {
      _id: context.newId("apk"),
      customerId,
      name: name.trim(),
      permissions: permissionSet(permissions),
      secretHash: secretHash(secret),
      creatorUserId,
      createTime: now,
      expireTime: keyExpiry(expireTime && timestampDate(expireTime), now),
      revision: 1,
    };
    return {
      changes: [context.apiKeys.insert(row)],
      events: [events.apiKeyCreated(row)],
      response: { apiKey: apiKeyMessage(row), secret: keyText(row._id, secret) },
    };
  });
