import type { ServiceModule } from "../runtime/service.ts";
import { acknowledgementModule } from "./acknowledgement/module.ts";
import { auditModule } from "./audit/module.ts";
import { complianceModule } from "./compliance/module.ts";
import { customerModule } from "./customer/module.ts";
import { employeeModule } from "./employee/module.ts";
import { identityModule } from "./identity/module.ts";
import { notificationModule } from "./notification/module.ts";
import { policyModule } from "./policy/module.ts";

/** Every domain service of the platform, in the order of SERVICE_NAMES. */
export const MODULES: readonly ServiceModule[] = [
  customerModule,
  identityModule,
  employeeModule,
  policyModule,
  acknowledgementModule,
  complianceModule,
  notificationModule,
  auditModule,
];
