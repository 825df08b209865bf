import type { HttpRequest } from "./http-message.ts";
import type { Arrival } from "./origins.ts";
import type { Answering, Visit } from "./visit.ts";

/** A request for a mounted handler. */
export interface MountedRequest {
  readonly req: HttpRequest;
  readonly arrival: Arrival;
  readonly to: Answering;
  /** Tells the access log who it was, once that is known. */
  readonly seen: (visit: Visit) => void;
}

/** All paths below a prefix, served by a protocol of its own such as SCIM. */
export interface Mount {
  /** Such as `/scim/v2/`. */
  readonly prefix: string;
  /** Whether this request is for it. Absent: all below the prefix are. */
  readonly takes?: (req: HttpRequest, path: string) => boolean;
  /** Answers every request, failures too; never rejects. */
  readonly serve: (request: MountedRequest) => Promise<void>;
}
