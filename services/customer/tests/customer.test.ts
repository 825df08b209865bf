import { fromBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Permission, PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { SettingsUpdatedSchema } from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { CustomerStatus } from "#gen/countersign/customer/v1/customer_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";
import { Constellation } from "../../../runtime/testing/constellation.ts";
import { eventBody } from "../../../runtime/testing/event-body.ts";
import { refusal } from "../../../runtime/testing/refusal.ts";
import { customerModule } from "../module.ts";
import { customerModel } from "../store/customer-model.ts";

let net: Constellation;
beforeAll(async () => {
  net = await Constellation.start({ modules: [customerModule] });
});
afterAll(() => net.stop());

const operator = () => net.client(CustomerService, net.operator());

describe("CreateCustomer", () => {
  test("gives the limits of the tier, default settings and a slug made from the name", async () => {
    const { customer } = await operator().createCustomer({
      customer: { name: "Ärzte & Söhne" },
      tier: SubscriptionTier.STANDARD,
    });
    expect(customer).toMatchObject({
      name: "Ärzte & Söhne",
      slug: "arzte-sohne",
      status: CustomerStatus.ACTIVE,
    });
    const customerId = customer?.id ?? "";
    const { subscription } = await operator().getSubscription({ customerId });
    expect(subscription).toMatchObject({
      tier: SubscriptionTier.STANDARD,
      maxEmployees: 500,
      maxPublishedPolicies: 50,
    });
    const { settings } = await operator().getSettings({ customerId });
    expect(settings?.dueDays).toMatchObject({
      newJoinerDays: 30,
      manualDays: 30,
      newVersionDays: 30,
      periodicDays: 365,
    });
    expect(settings?.escalation?.steps.map((step) => [step.daysOverdue, step.role])).toEqual([
      [7, PermissionRole.HR],
      [14, PermissionRole.EXECUTIVE],
    ]);
  });

  test("the same request_id gives the same customer and creates it once", async () => {
    const requestId = "6f9619ff-8b86-4011-b42d-00c04fc964ff";
    const request = { customer: { name: "Once" }, requestId };
    const answers = await Promise.all([1, 2, 3].map(() => operator().createCustomer(request)));
    expect(new Set(answers.map((answer) => answer.customer?.id)).size).toBe(1);
    const other = operator().createCustomer({ customer: { name: "Another" }, requestId });
    await expect(refusal(other)).resolves.toEqual("InvalidArgument REQUEST_ID_REUSED");
  });

  test("a name can be taken by only one live customer, also when two ask at once", async () => {
    const outcomes = await Promise.all(
      ["Rival", " RIVAL "].map((name) => refusal(operator().createCustomer({ customer: { name } }))),
    );
    expect(outcomes.toSorted()).toEqual(["AlreadyExists CUSTOMER_NAME_TAKEN", "ok"]);
  });

  test("needs a name that is more than blanks", async () => {
    await expect(refusal(operator().createCustomer({ customer: { name: "  " } }))).resolves.toEqual(
      "InvalidArgument INVALID_REQUEST",
    );
  });
});

describe("UpdateCustomer", () => {
  test("a stale etag changes nothing", async () => {
    const { customer, customerId } = await net.createCustomer("Stale");
    await operator().updateCustomer({ customerId, customer: { name: "Fresh" }, etag: customer.etag });
    const second = operator().updateCustomer({ customerId, customer: { name: "Lost" }, etag: customer.etag });
    await expect(refusal(second)).resolves.toEqual("Aborted ETAG_MISMATCH");
    expect((await operator().getCustomer({ customerId })).customer?.name).toBe("Fresh");
  });

  test("the mask may not name what the server sets", async () => {
    const { customerId } = await net.createCustomer("Masked");
    const update = operator().updateCustomer({
      customerId,
      customer: { name: "x" },
      updateMask: { paths: ["create_time"] },
    });
    await expect(refusal(update)).resolves.toEqual("InvalidArgument INVALID_UPDATE_MASK");
  });
});

describe("DeleteCustomer", () => {
  test("hides the customer from its own users, and undelete brings it back", async () => {
    const { customerId, admin } = await net.createCustomer("Phoenix");
    const own = net.client(CustomerService, admin);
    await operator().deleteCustomer({ customerId });
    await net.settle();
    await expect(refusal(own.getSettings({}))).resolves.toEqual("NotFound CUSTOMER_NOT_FOUND");
    expect((await operator().getCustomer({ customerId })).customer?.status).toBe(CustomerStatus.DELETED);
    await operator().undeleteCustomer({ customerId });
    await net.settle();
    expect((await own.getSettings({})).settings?.customerId).toBe(customerId);
  });

  test("frees the name; undelete is refused while another has it", async () => {
    const { customerId } = await net.createCustomer("Shared");
    await operator().deleteCustomer({ customerId });
    await net.createCustomer("Shared");
    await expect(refusal(operator().undeleteCustomer({ customerId }))).resolves.toEqual(
      "AlreadyExists CUSTOMER_NAME_TAKEN",
    );
  });
});

describe("tenant isolation", () => {
  test("another customer's id is as unknown as one that never was", async () => {
    const [one, two] = [await net.createCustomer("One"), await net.createCustomer("Two")];
    const spy = net.client(CustomerService, one.admin);
    await expect(refusal(spy.getCustomer({ customerId: two.customerId }))).resolves.toEqual(
      "NotFound CUSTOMER_NOT_FOUND",
    );
    await expect(refusal(spy.getCustomer({ customerId: net.newId("cus") }))).resolves.toEqual(
      "NotFound CUSTOMER_NOT_FOUND",
    );
  });

  test("only operators create customers, and nobody calls without signing in", async () => {
    const { admin } = await net.createCustomer("Three");
    const request = { customer: { name: "Four" } };
    await expect(refusal(net.client(CustomerService, admin).createCustomer(request))).resolves.toEqual(
      "PermissionDenied ROLE_REQUIRED",
    );
    await expect(refusal(net.client(CustomerService).createCustomer(request))).resolves.toEqual(
      "Unauthenticated TOKEN_MISSING",
    );
    await expect(refusal(operator().getTenant({ customerId: admin.customerId }))).resolves.toEqual(
      "PermissionDenied INTERNAL_METHOD",
    );
  });
});

describe("settings and subscription", () => {
  test("an administrator changes settings; an unknown time zone is refused", async () => {
    const { admin } = await net.createCustomer("Clockwork");
    const own = net.client(CustomerService, admin);
    const { settings } = await own.updateSettings({
      settings: { timeZone: "Europe/Berlin", holidays: ["2026-12-25"] },
    });
    expect(settings).toMatchObject({
      timeZone: "Europe/Berlin",
      holidays: ["2026-12-25"],
      languages: ["en"],
    });
    await expect(refusal(own.updateSettings({ settings: { timeZone: "Mars/Base" } }))).resolves.toEqual(
      "InvalidArgument INVALID_FIELD",
    );
    await expect(refusal(own.updateSettings({ settings: { holidays: ["2026-02-30"] } }))).resolves.toEqual(
      "InvalidArgument INVALID_FIELD",
    );
  });

  test("of whom an authenticator is demanded is an administrator's choice, and nobody's at first", async () => {
    const { admin, customerId } = await net.createCustomer("Guarded");
    const own = net.client(CustomerService, admin);
    const { settings } = await own.getSettings({});
    expect(settings?.totpDemand).toBe(TotpDemand.NOBODY);
    const choose = (totpDemand: TotpDemand, by = admin) =>
      refusal(
        net
          .client(CustomerService, by)
          .updateSettings({ settings: { totpDemand }, updateMask: { paths: ["totp_demand"] } }),
      );
    await expect(choose(TotpDemand.UNSPECIFIED)).resolves.toBe("InvalidArgument INVALID_FIELD");
    await expect(choose(9 as TotpDemand)).resolves.toBe("InvalidArgument INVALID_REQUEST");
    await expect(choose(TotpDemand.EVERYBODY)).resolves.toBe("ok");
    const permissions = [Permission.SETTINGS_MANAGE];
    for (const by of [net.user(customerId, [], { permissions }), net.apiKey(customerId, permissions)]) {
      await expect(choose(TotpDemand.NOBODY, by)).resolves.toBe("PermissionDenied ADMINISTRATOR_REQUIRED");
      await expect(choose(TotpDemand.EVERYBODY, by)).resolves.toBe("ok");
      const { settings: after } = await net
        .client(CustomerService, by)
        .updateSettings({ settings: { consentText: "I agree." } });
      expect(after).toMatchObject({ consentText: "I agree.", totpDemand: TotpDemand.EVERYBODY });
    }
    const { settings: now } = await own.getSettings({});
    const stale = own.updateSettings({
      settings: { totpDemand: TotpDemand.NOBODY },
      etag: settings?.etag ?? "",
    });
    await expect(refusal(stale)).resolves.toBe("Aborted ETAG_MISMATCH");
    expect(now?.totpDemand).toBe(TotpDemand.EVERYBODY);
  });

  test("settings that were stored before there was that choice demand of nobody, and can be changed", async () => {
    const { admin, customerId } = await net.createCustomer("Stored before");
    const stored = customerModel(net.database("customer"));
    await stored.updateOne({ _id: customerId }, { $unset: { "settings.totpDemand": 1 } });
    const own = net.client(CustomerService, admin);
    expect((await own.getSettings({})).settings?.totpDemand).toBe(TotpDemand.NOBODY);
    const { settings } = await own.updateSettings({ settings: { timeZone: "Europe/Berlin" } });
    expect(settings).toMatchObject({ timeZone: "Europe/Berlin", totpDemand: TotpDemand.NOBODY });
  });

  test("an update that changes something says what; one that writes what is there changes and tells nothing", async () => {
    const { admin, customerId } = await net.createCustomer("Told");
    const own = net.client(CustomerService, admin);
    const wanted = {
      timeZone: "Europe/Berlin",
      totpDemand: TotpDemand.PRIVILEGED,
      dueDays: { newJoinerDays: 30, manualDays: 30, newVersionDays: 30, periodicDays: 365 },
    };
    const { settings: first } = await own.updateSettings({ settings: wanted });
    const { settings: second } = await own.updateSettings({ settings: wanted });
    expect(second?.etag).toBe(first?.etag);
    const rows = (await net.eventsOf("customer", "SettingsUpdated")).filter(
      (row) => row.customerId === customerId,
    );
    expect(rows.map((row) => fromBinary(SettingsUpdatedSchema, eventBody(row)).changedFields)).toEqual([
      ["time_zone", "totp_demand"],
    ]);
  });

  test("a new tier brings its limits unless others are named; every change is an event", async () => {
    const { customerId } = await net.createCustomer("Growing", SubscriptionTier.FREE);
    const { subscription } = await operator().updateSubscription({
      customerId,
      subscription: { tier: SubscriptionTier.STANDARD, maxEmployees: 700 },
    });
    expect(subscription).toMatchObject({ maxEmployees: 700, maxPublishedPolicies: 50 });
    const events = await net.eventsOf("customer", "SubscriptionUpdated");
    expect(events.filter((event) => event.customerId === customerId)).toHaveLength(1);
  });
});

test("ListCustomers pages by name without gaps, and a token is bound to its filter", async () => {
  for (const name of ["Page A", "Page B", "Page C"]) await net.createCustomer(name);
  const names: string[] = [];
  let pageToken = "";
  do {
    const page = await operator().listCustomers({ query: "page", pageSize: 2, pageToken });
    names.push(...page.customers.map((customer) => customer.name));
    pageToken = page.nextPageToken;
    if (pageToken)
      await expect(refusal(operator().listCustomers({ query: "other", pageToken }))).resolves.toEqual(
        "InvalidArgument INVALID_PAGE_TOKEN",
      );
  } while (pageToken);
  expect(names).toEqual(["Page A", "Page B", "Page C"]);
});

test("ListCustomers says what each customer may use", async () => {
  const { customerId } = await net.createCustomer("Subscribed");
  const { customers, subscriptions } = await operator().listCustomers({ query: "subscribed" });
  expect(customers.map(({ id }) => id)).toEqual([customerId]);
  const { subscription } = await operator().getSubscription({ customerId });
  expect(subscriptions).toEqual([subscription]);
});

test("ListCustomers gives live customers unless asked for deleted ones", async () => {
  const { customerId } = await net.createCustomer("Listed and gone");
  await operator().deleteCustomer({ customerId });
  const ids = async (status?: CustomerStatus) => {
    const page = await operator().listCustomers({ query: "listed and", ...(status ? { status } : {}) });
    return page.customers.map((customer) => customer.id);
  };
  expect(await ids()).toEqual([]);
  expect(await ids(CustomerStatus.DELETED)).toEqual([customerId]);
});
