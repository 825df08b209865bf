import { create } from "@bufbuild/protobuf";
import { Registry } from "prom-client";
import { GetJwksResponseSchema } from "#gen/countersign/identity/v1/identity_requests_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { AccessTokenVerifier } from "../../auth/access-token.ts";
import { ServiceTokens } from "../../auth/service-token.ts";
import { systemClock } from "../../clock.ts";
import { Foreground } from "../../lifecycle/foreground.ts";
import { createLogger } from "../../log/logger.ts";
import { startGrpcServer } from "../grpc-server.ts";
import { ServiceHost } from "../host.ts";
import { RpcMetrics } from "../metrics.ts";

/**
 * One replica of a service, as a process of its own: `replica-process.ts <name> <port>`. Its GetJwks names it and says
 * how many calls it has taken. It tells its port, and obeys "drain" and "serve".
 */
const [name = "", port = "0"] = process.argv.slice(2);
let calls = 0;
const host = new ServiceHost();
host.add(
  {
    service: IdentityService,
    methods: IdentityService.methods.map((method) => ({
      method,
      run: async () => {
        calls += 1;
        await new Promise((resolve) => setTimeout(resolve, 1));
        return create(GetJwksResponseSchema, { keys: [{ kid: name, alg: String(calls) }] });
      },
    })),
  },
  {
    accessTokens: new AccessTokenVerifier(async () => ({ keys: [] }), systemClock),
    serviceTokens: new ServiceTokens(Buffer.alloc(32), systemClock),
    tenants: { checkLive: async () => undefined },
    metrics: new RpcMetrics(new Registry()),
    log: createLogger({ level: "silent", pretty: false }),
    newRequestId: () => "rq",
    recordOperatorAccess: async () => undefined,
    foreground: new Foreground(),
  },
);
const server = await startGrpcServer(host, { address: `127.0.0.1:${port}`, maxMessageBytes: 1 << 20 });
process.on("message", (word) => {
  server.setServing(word === "serve");
  process.send?.(word === "serve" ? "serving" : "draining");
});
process.on("disconnect", () => process.exit());
process.send?.(server.port);
