import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { DeliveryState } from "#gen/countersign/notification/v1/delivery_pb.ts";
import { parseMail } from "./parse-mail.ts";
import { Scene } from "./scene.ts";

let scene: Scene;
let directory: string;
beforeAll(async () => {
  scene = await Scene.start();
  directory = join(scene.net.config.dataDir, "mail");
});
afterAll(() => scene.net.stop());

const mails = async () => {
  const names = (await readdir(directory)).toSorted();
  return Promise.all(
    names.map(async (name) => ({ name, ...parseMail(await readFile(join(directory, name), "utf8")) })),
  );
};

describe("without a mail server", () => {
  test("mails are written as files whose names sort by time", async () => {
    const ada = await scene.employee({ name: "Ada" });
    await scene.sign(ada, scene.net.newId("ack"), "First");
    scene.net.clock.advance(1000);
    await scene.sign(ada, scene.net.newId("ack"), "Second");
    const written = await mails();
    expect(written.map((mail) => mail.headers.get("subject"))).toEqual(["Signed: First", "Signed: Second"]);
    expect(written[0]?.name).toMatch(/^20260302T090000000Z-dlv_[0-9a-z]{26}\.eml$/);
    expect(written[0]?.headers.get("date")).toBe("Mon, 02 Mar 2026 09:00:00 +0000");
    const raw = await readFile(join(directory, written[0]?.name ?? ""), "utf8");
    expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  test("are written in the customer's name, time zone and colour", async () => {
    const client = scene.net.client(CustomerService, scene.admin);
    await client.updateSettings({
      settings: {
        timeZone: "Pacific/Auckland",
        branding: {
          displayName: 'Müller & "Söhne"',
          accentColor: "#aa1100",
          logoUrl: "https://example.com/l.png?a&b",
        },
      },
      updateMask: { paths: ["time_zone", "branding"] },
    });
    await scene.net.settle();
    await scene.sign(await scene.employee(), scene.net.newId("ack"), "Third");
    const mail = (await mails()).find((each) => each.headers.get("subject") === "Signed: Third");
    expect(mail?.headers.get("from")).toMatch(
      /Müller & \\?"Söhne\\?" via Countersign"? <no-reply@countersign\.example>$/,
    );
    expect(mail?.text).toContain("2 Mar 2026, 22:00 (Pacific/Auckland)");
    expect(mail?.html).toContain("#aa1100");
    expect(mail?.html).toContain('src="https://example.com/l.png?a&amp;b"');
    expect(mail?.html).toContain("Müller &amp; &quot;Söhne&quot;");
  });

  test("hostile names and titles add no header, no recipient and no markup", async () => {
    const eve = await scene.employee({
      name: 'Eve\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>", mallory@example.com',
    });
    const title = "Pay\r\nBcc: victim@example.com\u2028<img src=x onerror=alert(2)>\u202ecod.exe";
    await scene.sign(eve, scene.net.newId("ack"), title);
    const mail = (await mails()).find((each) => each.headers.get("subject")?.includes("Pay"));
    expect(mail?.headers.get("subject")).toBe(
      "Signed: Pay Bcc: victim@example.com <img src=x onerror=alert(2)> cod.exe",
    );
    expect(mail?.headerNames).not.toContain("bcc");
    expect(mail?.headerNames.filter((name) => name === "to")).toHaveLength(1);
    expect(mail?.html).not.toMatch(/<script|<img src=x/);
    expect(mail?.html).toContain("&lt;img src=x onerror=alert(2)&gt;");
    expect(mail?.text.split("\n")[0]).toMatch(/^Hello Eve Bcc: victim@example.com <script>/);
  });

  test("an address that is none fails at once", async () => {
    for (const email of [
      "a@example.com,b@example.com",
      "a@example.com\r\nRCPT TO:<b@example.com>",
      "nobody",
    ]) {
      const eventId = await scene.sign(await scene.employee({ email }), scene.net.newId("ack"), "Nowhere");
      const { deliveries } = await scene.client().listDeliveries({ eventId, channels: [2] });
      expect(deliveries[0]).toMatchObject({
        state: DeliveryState.FAILED,
        attempts: [{ error: "the address is not a valid one" }],
      });
    }
  });
});
