import type { Unit } from "../../../runtime/mongo/unit-of-work.ts";
import type { ServiceModule } from "../../../runtime/service.ts";
import { createContext, type EmployeeContext } from "../context.ts";
import { employeeModule } from "../module.ts";

/** The employee service with workers that a test drives by itself, and a moment before each of their commits. */
export interface Stepwise {
  readonly module: ServiceModule;
  /** The context of the workers under test; its commits go through `beforeCommit`. */
  readonly context: () => EmployeeContext;
  /** Runs between a step's decision and its commit; throwing is a crash. */
  beforeCommit: (unit: Unit) => Promise<void>;
}

/** Builds it: the service's own workers stand still. */
export function stepwise(): Stepwise {
  let context: EmployeeContext | undefined;
  const driven: Stepwise = {
    beforeCommit: async () => undefined,
    context: () => {
      if (!context) throw new Error("the service has not been created");
      return context;
    },
    module: {
      ...employeeModule,
      create: async (kit) => {
        const instance = await employeeModule.create(kit);
        context = {
          ...createContext(kit),
          commit: async (unit) => {
            await driven.beforeCommit(unit);
            await kit.commit(unit);
          },
          nudge: () => undefined,
        };
        const still = { step: async () => false, backlog: async () => 0 };
        return { ...instance, workers: instance.workers.map((worker) => ({ ...worker, ...still })) };
      },
    },
  };
  return driven;
}
