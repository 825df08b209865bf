import { ADDRESS_SETTINGS, SETTINGS } from "../runtime/config/config.ts";

/** The configuration table of the README, made from the settings themselves. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    (setting) =>
      `| \`${setting.name}\` | ${setting.byDefault ? `\`${setting.byDefault}\`` : ""} | ${setting.about} |`,
  );
  const addresses = Object.values(ADDRESS_SETTINGS).map((setting) => `\`${setting.name}\``);
  return [
    "| variable | default | meaning |",
    "|---|---|---|",
    ...rows,
    `| ${addresses.join(" ")} | | Where a service listens (gRPC, \`host:port\`, several with commas) when this process does not run it. |`,
  ].join("\n");
}
