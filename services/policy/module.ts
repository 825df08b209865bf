import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import type { ServiceModule } from "../../runtime/service.ts";
import { createContext } from "./context.ts";
import { tellOfReviews } from "./jobs/tell-of-reviews.ts";
import { policyRpc } from "./rpc/index.ts";
import { configurationModel } from "./store/configuration-model.ts";
import { planReviews } from "./store/plan-reviews.ts";
import { policyModel } from "./store/policy-model.ts";
import { publishedCountModel } from "./store/published-count-model.ts";
import { templateModel } from "./store/template-model.ts";
import { templateVersionModel } from "./store/template-version-model.ts";
import { versionModel } from "./store/version-model.ts";

/** Templates, policies, their versions, approvals and configurations. */
export const policyModule: ServiceModule = {
  name: "policy",
  service: PolicyService,
  models: (database) => [
    templateModel(database),
    templateVersionModel(database),
    policyModel(database),
    versionModel(database),
    configurationModel(database),
    publishedCountModel(database),
  ],
  migrations: [planReviews],
  create: (kit) => {
    const context = createContext(kit);
    return {
      implementation: policyRpc(context),
      consumers: [...kit.tenants.handlers()],
      jobs: [tellOfReviews(context)],
      workers: [],
    };
  },
};
