#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { Command, Option } from "commander";
import { fail } from "./failure.ts";
import { TARGET_NAMES } from "./targets.ts";

// Compiled code is kept between runs (in the system's temporary folder): a start reads half a thousand files.
enableCompileCache();

const program = new Command("countersign")
  .description(
    "Company policies that people actually sign. Settings come from the environment: see README.md.",
  )
  .showHelpAfterError()
  .configureHelp({ showGlobalOptions: true });

program
  .command("start")
  .description("run the platform, or a part of it, until Ctrl-C")
  .addOption(
    new Option("--target <names>", `what to run: ${TARGET_NAMES.join(", ")}; several with commas`).default(
      "all",
    ),
  )
  .action(async (options: { target: string }) => (await import("./start.ts")).start(options));

program
  .command("modules")
  .description("list the services with their RPCs and collections")
  .option("--json", "as JSON")
  .action(async (options: { json?: boolean }) => (await import("./modules.ts")).listModules(options));

program
  .command("migrate")
  .description("create collections and indexes, run migrations that are due, and end")
  .action(async () => (await import("./migrate.ts")).migrate());

program
  .command("createsuperuser")
  .description(
    "create a platform operator; the password is read from the terminal or from SUPERUSER_PASSWORD",
  )
  .requiredOption("--email <address>", "the operator's email address")
  .option("--name <name>", "the name to show", "Platform operator")
  .action(async (options: { email: string; name: string }) =>
    (await import("./createsuperuser.ts")).createSuperuserCommand(options),
  );

program
  .command("demo")
  .description(
    "load the demo customer (60 people, 8 policies in all states) into a running platform's databases",
  )
  .action(async () => (await import("./demo/command.ts")).demoCommand());

program
  .command("erd")
  .description("draw the entity-relationship diagram of all models to SVG and PNG")
  .option("--out <folder>", "where to write erd.svg and erd.png", "docs/img")
  .option("--check", "only say whether the files there are current; exit code 1 if not")
  .action(async (options: { out: string; check?: boolean }) =>
    (await import("./erd/command.ts")).erdCommand(options),
  );

program
  .command("replay")
  .description("publish events of the last 30 days again; consumers ignore what they have handled")
  .option("--service <name>", "only events of this service")
  .option("--since <time>", "only events from this ISO time on")
  .option("--customer <id>", "only events of this customer")
  .option("--dry-run", "only count")
  .action(async (options: Record<string, never>) => (await import("./replay.ts")).replay(options));

program
  .command("dead-letters")
  .description("list events that a service gave up on, or publish them again")
  .option("--resubmit <numbers...>", "publish these again and remove them from the list; `all` for all")
  .action(async (options: { resubmit?: string[] }) =>
    (await import("./dead-letters.ts")).deadLetters(options),
  );

program.parseAsync().then(
  () => process.exit(),
  (error: unknown) => fail(error),
);
