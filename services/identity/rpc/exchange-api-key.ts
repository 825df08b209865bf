import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { unauthenticated } from "../../../runtime/errors.ts";
import type { Handler } from "../../../runtime/rpc/handler.ts";
import type { IdentityContext } from "../context.ts";
import { isSecret, readKey, useToNote, works } from "../domain/api-key.ts";
import type { ApiKeyRow } from "../store/api-key-model.ts";

/** An id that no key has: what has not the form of a key is looked up all the same. */
const NO_KEY = { id: "apk_", secret: "" };

/** Exchanges an API key for a short access token. What fails, fails alike; why is the log's business. */
export const exchangeApiKey: Handler<
  IdentityContext,
  (typeof IdentityService)["method"]["exchangeApiKey"]
> = async (context, request, call) => {
  const now = context.clock.now();
  const attempt = await context.attempts.beginFromNetwork(call.clientAddress, context.newId("try"), now);
  const { id, secret } = readKey(request.apiKey) ?? NO_KEY;
  const row = await context.apiKeys.findForPlatform(id);
  if (!isSecret(secret, row?.secretHash) || !row || !(await isUsable(context, row, now))) {
    call.log.info({ apiKeyId: row?._id }, "API key refused");
    throw unauthenticated("API_KEY_INVALID", "The API key is not valid.");
  }
  await attempt.takeBack();
  await noteUse(context, row, now);
  const { token, expireTime } = await context.accessTokens.issueForKey(row);
  return { accessToken: token, accessTokenExpireTime: timestampFromDate(expireTime) };
};

async function isUsable(context: IdentityContext, row: ApiKeyRow, now: Date): Promise<boolean> {
  if (!works(row, now)) return false;
  const tenant = await context.tenants.find(row.customerId);
  return tenant !== undefined && !tenant.deleted;
}

async function noteUse(context: IdentityContext, row: ApiKeyRow, now: Date): Promise<void> {
  const hour = useToNote(row.lastUseTime, now);
  if (!hour) return;
  const actor = { userId: row._id, service: "", name: row.name };
  await context.commit({ changes: [context.apiKeys.used(row, hour)], events: [], actor });
}
