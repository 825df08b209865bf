import { access } from "../pages/access/area.ts";
import { acknowledgements } from "../pages/acknowledgements/area.ts";
import { audit } from "../pages/audit/area.ts";
import { compliance } from "../pages/compliance/area.ts";
import { deliveries } from "../pages/deliveries/area.ts";
import { home } from "../pages/home/area.ts";
import { people } from "../pages/people/area.ts";
import { platform } from "../pages/platform/area.ts";
import { policies } from "../pages/policies/area.ts";
import { approvals, publishing } from "../pages/publishing/area.ts";
import { settings } from "../pages/settings/area.ts";
import type { Area } from "./area.ts";

export { WORK_TEXTS } from "./work-texts.ts";

/**
 * The areas of those who do more than read and sign; nobody else loads this file. The navigation follows this order
 * within its groups.
 */
export const WORK_AREAS: readonly Area[] = [
  home,
  approvals,
  policies,
  publishing,
  acknowledgements,
  people,
  compliance,
  audit,
  deliveries,
  access,
  settings,
  platform,
];
