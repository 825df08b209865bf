import type { ShippedFramework } from "./framework.ts";
import { gdpr } from "./gdpr.ts";
import { hipaa } from "./hipaa.ts";
import { iso27001 } from "./iso27001.ts";
import { pciDss } from "./pci-dss.ts";
import { soc2 } from "./soc2.ts";

/** Every framework that the platform ships. To ship another one, add a file and a line here. */
export const SHIPPED_FRAMEWORKS: readonly ShippedFramework[] = [soc2, iso27001, hipaa, gdpr, pciDss];
