import type { DescService } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import type { Person } from "./people.ts";
import { PASSWORD, type SharedPlatform } from "./shared-platform.ts";

/** Clients that call the platform as one person, beside the browser. */
export type CallsOf = <S extends DescService>(service: S) => Client<S>;

/** Signs somebody in for calls without a browser: to prepare what a test needs, and to see what came of it. */
export async function callsOf({ url }: SharedPlatform, { email }: Pick<Person, "email">): Promise<CallsOf> {
  let token = "";
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: "1.1",
    interceptors: [
      (next) => (request) => {
        if (token !== "") request.header.set("authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
  });
  const { tokens } = await createClient(IdentityService, transport).createSession({
    email,
    password: PASSWORD,
  });
  token = tokens?.accessToken ?? "";
  return (service) => createClient(service, transport);
}
