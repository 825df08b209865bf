import { access } from "../pages/access/area.ts";
import { audit } from "../pages/audit/area.ts";
import { platform } from "../pages/platform/area.ts";
import { settings } from "../pages/settings/area.ts";
import type { Area } from "./area.ts";

/**
 * The areas of those who do more than read and sign; nobody else loads this file. The navigation follows this order
 * within its groups.
 */
export const WORK_AREAS: readonly Area[] = [audit, access, settings, platform];
