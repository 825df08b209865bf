import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AcknowledgementsEscalatedSchema } from "#gen/countersign/acknowledgement/v1/acknowledgement_events_pb.ts";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { DAY_MS } from "../../../runtime/clock.ts";
import { MINUTE, Scene } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.start();
});
afterAll(() => scene.net.stop());

/** What MongoDB's profiler notes of an operation. */
interface Profiled {
  readonly ns: string;
  readonly op: string;
  readonly planSummary?: string;
  readonly hasSortStage?: boolean;
}

/** Each kind of read and write of the service, once. */
async function everything(): Promise<void> {
  const [ada, zoe] = [await scene.employee(), await scene.employee({ onLeave: true })];
  await scene.user([PermissionRole.HR]);
  const [asked, other] = [scene.asked(ada), scene.asked(ada)];
  await scene.request("A", [asked, scene.asked(zoe, { paused: true })]);
  await scene.request("Withdrawn", [other]);
  const many = await Promise.all(Array.from({ length: 20 }, () => scene.employee()));
  for (const title of ["B", "C"])
    await scene.request(
      title,
      many.map((person) => scene.asked(person)),
    );
  const eventId = await scene.sign(ada, asked.acknowledgementId, "A");
  await scene.cancel([other]);
  await scene.tell(AcknowledgementsEscalatedSchema, scene.customerId, {
    role: PermissionRole.HR,
    totalCount: 1,
  });
  await scene.net.advance(15 * MINUTE);
  const inbox = scene.client(scene.userOf(ada));
  const first = await inbox.listMyNotifications({ pageSize: 1 });
  await inbox.listMyNotifications({ pageSize: 1, pageToken: first.nextPageToken });
  await inbox.listMyNotifications({ unreadOnly: true });
  await inbox.markRead({ notificationIds: first.notifications.map((entry) => entry.id) });
  await inbox.markRead({ all: true });
  const page = await scene.client().listDeliveries({ pageSize: 1 });
  await scene.client().listDeliveries({ pageSize: 1, pageToken: page.nextPageToken });
  const { employeeId, email } = ada;
  await scene.client().listDeliveries({ employeeId, states: [DeliveryState.SENT] });
  await scene.client().listDeliveries({ recipientAddress: email });
  await scene.client().listDeliveries({ eventId });
  await scene.net.advance(200 * DAY_MS);
}

/** The deliveries of one event, which are at most two for each of 1,000 people, may be sorted in memory. */
const OF_ONE_EVENT = /^IXSCAN \{ eventIds: 1/;

test("every read and write is served by an index, and nothing long is sorted in memory", async () => {
  const database = scene.net.database("notification");
  const profile = (level: number) => database.db?.command({ profile: level });
  await profile(2);
  await everything();
  await profile(0);
  const own = /\.(deliveries|users|employees|settled)$/;
  const seen = await database.collection<Profiled>("system.profile").find({ ns: own }).toArray();
  expect(seen.length).toBeGreaterThan(40);
  const poor = seen.filter(
    ({ planSummary = "", hasSortStage }) =>
      /COLLSCAN/.test(planSummary) || (hasSortStage && !OF_ONE_EVENT.test(planSummary)),
  );
  expect(poor.map(({ ns, op, planSummary }) => `${op} ${ns} ${planSummary}`)).toEqual([]);
});
