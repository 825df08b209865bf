import { createRouterTransport } from "@connectrpc/connect";
import { Health } from "#gen/grpc/health/v1/health_pb.ts";
import { ServerReflection } from "#gen/grpc/reflection/v1/reflection_pb.ts";
import { pathOf } from "../../runtime/rpc/host.ts";
import { publicMethods, type Route } from "../routes.ts";
import { SERVICES } from "../services.ts";
import { healthService } from "./health-service.ts";
import { reflectionService } from "./reflection-service.ts";

/** Health and reflection of the gateway itself, beside the services' methods: anyone may ask. */
export function operatorRoutes(ready: () => Promise<boolean>): readonly Route[] {
  const own = [Health, ServerReflection];
  const reflected = [
    ...SERVICES.map((service) => ({ service, methods: publicMethods(service) })),
    ...own.map((service) => ({ service, methods: service.methods })),
  ].map(({ service, methods }) => ({ service, methods: new Set(methods.map((method) => method.name)) }));
  const transport = createRouterTransport(({ service }) => {
    service(Health, healthService(new Set(SERVICES.map((one) => one.typeName)), ready));
    service(ServerReflection, reflectionService(reflected));
  });
  return own.flatMap(({ methods }) =>
    methods.map((method) => ({
      method,
      path: pathOf(method),
      transport,
      isPublic: true,
      tokenFields: undefined,
    })),
  );
}
