import type { Config } from "../runtime/config/config.ts";
import type { DemoAccount } from "./demo/load.ts";
import type { Launched } from "./launch.ts";

/** What a person reads when the platform is ready. */
export function welcome(
  launched: Launched,
  config: Config,
  demo: readonly DemoAccount[] | undefined,
): string {
  const lines = ["", "Countersign is ready."];
  if (launched.gateway) lines.push(`  Web and Connect API   ${launched.gateway.url}`);
  if (launched.services.grpcPort !== undefined) {
    lines.push(`  gRPC with reflection  ${config.grpcHost}:${launched.services.grpcPort}`);
  }
  if (!config.smtpUrl && launched.services.services.some((service) => service.name === "notification")) {
    lines.push(`  Mails are written to  ${config.dataDir}/mail`);
  }
  if (demo && demo.length > 0) {
    lines.push("", "Demo sign-ins (password in brackets):");
    for (const account of demo)
      lines.push(`  ${account.title.padEnd(20)}  ${account.email}  [${account.password}]`);
  }
  return `${lines.join("\n")}\n\nCtrl-C stops it.\n`;
}
