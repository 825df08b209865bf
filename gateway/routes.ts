import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { Transports } from "../runtime/platform/transports.ts";
import { accessOf } from "../runtime/rpc/access.ts";
import { pathOf } from "../runtime/rpc/host.ts";
import type { ServiceTransport } from "../runtime/rpc/service-transport.ts";
import { SERVICES } from "./services.ts";
import { type TokenFields, tokenFieldsOf } from "./session/token-fields.ts";

/** A method that browsers may call, and how its service is reached. */
export interface Route {
  readonly method: DescMethod;
  readonly path: string;
  readonly transport: ServiceTransport;
  /** Whether anyone may call it, without a token. */
  readonly isPublic: boolean;
  /** What it has to do with session cookies. */
  readonly tokenFields: TokenFields | undefined;
}

/** The methods of a service that exist for the outside: internal ones do not. */
export const publicMethods = (service: DescService): readonly DescMethod[] =>
  service.methods.filter((method) => accessOf(method).case !== "internal");

/** All methods by their path. Nothing is connected yet: a service that can't be reached says so at the first call. */
export function routesOf(transports: Pick<Transports, "to">): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>();
  for (const service of SERVICES) {
    const transport = transports.to(service, "gateway");
    for (const method of publicMethods(service)) {
      const path = pathOf(method);
      routes.set(path, {
        method,
        path,
        transport,
        isPublic: accessOf(method).case === "public",
        tokenFields: tokenFieldsOf(method),
      });
    }
  }
  return routes;
}
