import { EmployeeImportFinishedSchema } from "#gen/countersign/employee/v1/employee_events_pb.ts";
import { EmployeeImportState } from "#gen/countersign/employee/v1/employee_import_pb.ts";
import { type EventHandler, on } from "../../../runtime/events/consumer.ts";
import type { NotificationContext } from "../context.ts";
import { SEND_DELIVERIES } from "../jobs/send-deliveries.ts";
import { announce } from "../telling/announce.ts";
import { usersOf } from "../telling/recipients.ts";

/** An import ended: whoever started it is told. */
export const onEmployeeImportFinished = (context: NotificationContext): EventHandler =>
  on(
    EmployeeImportFinishedSchema,
    async (event) => {
      const result = event.message.employeeImport;
      if (!result) return undefined;
      const starters = await usersOf(context, event.customerId, [result.userId], []);
      return announce(
        context,
        event,
        starters.map((to) => ({
          to,
          message: {
            kind: "import_finished",
            content: {
              completed: result.state === EmployeeImportState.COMPLETED,
              created: result.createdCount,
              updated: result.updatedCount,
              deactivated: result.deactivatedCount,
              refused: result.failedCount,
              failure: result.failure,
            },
          },
          resourceId: result.id,
        })),
      );
    },
    () => context.nudge(SEND_DELIVERIES),
  );
