import { create, type DescMethodUnary, type MessageInitShape, type MessageShape } from "@bufbuild/protobuf";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import type { PolicySummarySchema } from "#gen/countersign/acknowledgement/v1/summary_pb.ts";
import { type Policy, PolicySchema, PolicyStatus } from "#gen/countersign/policy/v1/policy_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { notFound } from "../../../runtime/errors.ts";
import type { Call } from "../../../runtime/rpc/call.ts";
import type { BoundMethod } from "../../../runtime/rpc/handler.ts";
import type { ServiceModule } from "../../../runtime/service.ts";

/** The policies that the policy service of a test knows, by id; who asked for them is kept beside. */
export class Policies {
  readonly known = new Map<string, Policy>();
  readonly askedBy: string[] = [];

  /** A module that serves GetPolicy, and nothing else of the policy service. */
  readonly module: ServiceModule = only("policy", PolicyService, [
    bind(PolicyService.method.getPolicy, async ({ policyId }, call) => {
      this.askedBy.push(call.actor.userId);
      const policy = this.known.get(`${call.customerId}/${policyId}`);
      if (!policy) throw notFound("policy", policyId);
      return { policy };
    }),
  ]);

  /** Adds a policy, a draft unless told otherwise. */
  add(customerId: string, id: string, more: MessageInitShape<typeof PolicySchema> = {}): void {
    const draft = {
      id,
      customerId,
      title: `Policy ${id.slice(-4)}`,
      status: PolicyStatus.DRAFT,
      revision: 1n,
    };
    this.known.set(`${customerId}/${id}`, create(PolicySchema, { ...draft, ...more } as typeof draft));
  }
}

/** The obligations that the acknowledgement service of a test has stored, as its summaries count them. */
export class Obligations {
  readonly summaries = new Map<string, MessageInitShape<typeof PolicySummarySchema>>();
  /** The services that asked, and for how many policies. */
  readonly askedBy: string[] = [];

  /** A module that serves GetAcknowledgementSummary, and nothing else of the acknowledgement service. */
  readonly module: ServiceModule = only("acknowledgement", AcknowledgementService, [
    bind(AcknowledgementService.method.getAcknowledgementSummary, async ({ policyIds }, call) => {
      this.askedBy.push(`${call.actor.service} ${policyIds.length}`);
      const policies = policyIds.flatMap((id) => this.summaries.get(`${call.customerId}/${id}`) ?? []);
      return { policies, nextPageToken: "" };
    }),
  ]);

  /** Says what is stored for a policy. */
  set(
    customerId: string,
    policyId: string,
    materialVersion: number,
    pending: number,
    acknowledged: number,
  ): void {
    this.summaries.set(`${customerId}/${policyId}`, {
      policyId,
      materialVersion,
      counts: { pending, acknowledged },
    });
  }
}

const bind = <M extends DescMethodUnary>(
  method: M,
  run: (request: MessageShape<M["input"]>, call: Call) => Promise<MessageInitShape<M["output"]>>,
): BoundMethod => ({ method, run: run as unknown as BoundMethod["run"] });

/** A module that serves some methods of a service; the others fail, since no test expects them to be called. */
function only(
  name: ServiceModule["name"],
  service: ServiceModule["service"],
  served: readonly BoundMethod[],
): ServiceModule {
  const methods = service.methods.map(
    (method): BoundMethod =>
      served.find((bound) => bound.method === method) ?? {
        method,
        run: () => Promise.reject(new Error(`${method.name} is not served in this test`)),
      },
  );
  return {
    name,
    service,
    models: () => [],
    migrations: [],
    create: () => ({ implementation: { service, methods }, consumers: [], jobs: [], workers: [] }),
  };
}
