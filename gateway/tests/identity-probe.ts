import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { ExchangeApiKeyResponseSchema } from "#gen/countersign/identity/v1/api_key_requests_pb.ts";
import {
  CreateSessionResponseSchema,
  GetJwksResponseSchema,
  GetMeResponseSchema,
  RefreshSessionResponseSchema,
  RevokeSessionResponseSchema,
} from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import {
  BeginLoginResponseSchema,
  FinishLoginResponseSchema,
} from "#gen/countersign/identity/v1/login_requests_pb.ts";
import { unauthenticated } from "../../runtime/errors.ts";
import { userOf } from "../../runtime/rpc/call.ts";
import { Constellation } from "../../runtime/testing/constellation.ts";
import { handBuiltModule } from "../../runtime/testing/hand-built-module.ts";
import type { TestUser } from "../../runtime/testing/test-tokens.ts";
import { customerModule } from "../../services/customer/module.ts";

const { method } = IdentityService;
const MINUTE_MS = 60_000;

/** The one session of the probe's tokens, as `TestTokens` names it. */
export const SESSION = "ses_00000000000000000000000000";
export const OTHER_SESSION = "ses_01h2xcejqtf2nbrexx3vqjhp41";

/** An identity service that takes any password, and refresh, login and key texts that begin with "good". */
export class IdentityProbe {
  readonly refreshed: string[] = [];
  readonly finished: string[] = [];
  readonly exchanged: string[] = [];
  #net: Constellation | undefined;
  #user: TestUser | undefined;

  /** Starts it beside the customer service. */
  async start(): Promise<Constellation> {
    this.#net = await Constellation.start({ modules: [customerModule, this.#module()] });
    const { customerId } = await this.#net.createCustomer("Cookies");
    this.#user = this.#net.user(customerId, [PermissionRole.CUSTOMER_ADMIN]);
    return this.#net;
  }

  get user(): TestUser {
    if (!this.#user) throw new Error("start the probe first");
    return this.#user;
  }

  /** An access token of its user. */
  async accessToken(): Promise<string> {
    return (await this.#net?.token(this.user)) ?? "";
  }

  async #tokens(refreshToken: string) {
    const now = this.#net?.clock.now().getTime() ?? 0;
    return {
      accessToken: await this.accessToken(),
      accessTokenExpireTime: timestampFromDate(new Date(now + 10 * MINUTE_MS)),
      refreshToken,
      refreshTokenExpireTime: timestampFromDate(new Date(now + 30 * 24 * 60 * MINUTE_MS)),
    };
  }

  #module() {
    const text = (request: object, field: string): string => String(Reflect.get(request, field));
    const good = (sent: string, reason: string): void => {
      if (!sent.startsWith("good")) throw unauthenticated(reason, "That is not good.");
    };
    return handBuiltModule("identity", IdentityService, () => ({
      methods: [
        { method: method.getJwks, run: async () => create(GetJwksResponseSchema, {}) },
        {
          method: method.createSession,
          run: async () =>
            create(CreateSessionResponseSchema, {
              tokens: await this.#tokens("good-1"),
              session: { id: SESSION },
            }),
        },
        {
          method: method.refreshSession,
          run: async (request) => {
            const sent = text(request, "refreshToken");
            this.refreshed.push(sent);
            good(sent, "REFRESH_TOKEN_INVALID");
            return create(RefreshSessionResponseSchema, { tokens: await this.#tokens("good-2") });
          },
        },
        {
          method: method.revokeSession,
          run: async (request) =>
            create(RevokeSessionResponseSchema, { session: { id: text(request, "sessionId") || SESSION } }),
        },
        {
          method: method.getMe,
          run: async (_request, call) => create(GetMeResponseSchema, { user: { id: userOf(call).userId } }),
        },
        {
          method: method.beginLogin,
          run: async () =>
            create(BeginLoginResponseSchema, {
              authorizationUrl: "https://idp.example/",
              loginToken: "good-l",
            }),
        },
        {
          method: method.finishLogin,
          run: async (request) => {
            const sent = text(request, "loginToken");
            this.finished.push(sent);
            good(sent, "LOGIN_INVALID");
            return create(FinishLoginResponseSchema, {
              tokens: await this.#tokens("good-3"),
              returnPath: "/",
            });
          },
        },
        {
          method: method.exchangeApiKey,
          run: async (request) => {
            const sent = text(request, "apiKey");
            this.exchanged.push(sent);
            if (!sent.startsWith("csk_good")) throw unauthenticated("API_KEY_INVALID", "No such key.");
            const { accessToken, accessTokenExpireTime } = await this.#tokens("");
            return create(ExchangeApiKeyResponseSchema, { accessToken, accessTokenExpireTime });
          },
        },
      ],
    }));
  }
}
