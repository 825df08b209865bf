import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { PASSWORD, type SharedPlatform } from "./shared-platform.ts";

/** Makes an operator as one is made on any platform: with the command line. Each test file takes an address of its own. */
export async function appointOperator({ env }: SharedPlatform, email: string): Promise<void> {
  const cli = join(import.meta.dirname, "../../../cli/countersign.ts");
  await promisify(execFile)(process.execPath, [cli, "createsuperuser", "--email", email], {
    env: { ...process.env, ...env, SUPERUSER_PASSWORD: PASSWORD },
  });
}
