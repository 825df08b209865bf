import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PermissionRole } from "#gen/countersign/common/v1/access_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { TotpDemand } from "#gen/countersign/customer/v1/settings_pb.ts";
import { refusal } from "../../../../runtime/testing/refusal.ts";
import { subjects } from "../told.ts";
import { type SsoCustomer, SsoWorld, verified } from "./sso-world.ts";
import type { TestProvider } from "./test-provider.ts";

const { EMPLOYEE, CUSTOMER_ADMIN } = PermissionRole;

let world: SsoWorld;
let at: TestProvider;
let acme: SsoCustomer;
beforeAll(async () => {
  world = await SsoWorld.start();
  at = await world.provider();
  acme = await world.customer("Acme", at);
  await world.user(acme, "employee@acme.example", [EMPLOYEE]);
  await world.user(acme, "admin@acme.example", [CUSTOMER_ADMIN]);
});
afterAll(() => world.stop());

const set = (settings: object) =>
  world.as(acme.admin).updateIdentityProvider({
    identityProvider: { id: acme.provider.id, ...settings },
    updateMask: { paths: ["enforced", "administrators_enforced", "enabled"] },
  });
const signIn = (email: string, password = world.password) =>
  refusal(world.as().createSession({ email, password }));

test("when a customer enforces it, a right password is not enough, and a wrong one is told nothing new", async () => {
  await set({ enabled: true, enforced: true });
  await expect(signIn("employee@acme.example")).resolves.toBe("Unauthenticated SSO_REQUIRED");
  await expect(signIn("employee@acme.example", "wrong-password-1")).resolves.toBe(
    "Unauthenticated INVALID_CREDENTIALS",
  );
  await expect(refusal(world.login(acme, at, verified("employee", "employee@acme.example")))).resolves.toBe(
    "ok",
  );
});

test("administrators keep their password as a way in, unless they are bound as well", async () => {
  await set({ enabled: true, enforced: true });
  await expect(signIn("admin@acme.example")).resolves.toBe("ok");
  await set({ enabled: true, enforced: true, administratorsEnforced: true });
  await expect(signIn("admin@acme.example")).resolves.toBe("Unauthenticated SSO_REQUIRED");
});

test("a provider that is off binds nobody, and other customers' people are not concerned", async () => {
  await set({ enabled: false, enforced: true, administratorsEnforced: true });
  await expect(signIn("employee@acme.example")).resolves.toBe("ok");
  await set({ enabled: true, enforced: true });
  const other = await world.customer("Other", at);
  await world.user(other, "free@other.example");
  await expect(signIn("free@other.example")).resolves.toBe("ok");
});

test("no mail sets a password, the answer being the same", async () => {
  await set({ enabled: true, enforced: true });
  await world.as().requestPasswordReset({ email: "employee@acme.example" });
  await world.as().requestPasswordReset({ email: "admin@acme.example" });
  await world.net.settle();
  await expect(subjects(world.net, acme.customerId, "PasswordResetRequested")).resolves.toHaveLength(1);
});

test("a customer that demands an authenticator of everybody leaves a second factor to the provider", async () => {
  const bank = await world.customer("Bank", at);
  const email = "teller@bank.example";
  await world.user(bank, email);
  const settings = { totpDemand: TotpDemand.EVERYBODY };
  await world.net.client(CustomerService, bank.admin).updateSettings({ settings });
  await world.net.settle();
  const login = await world.login(bank, at, verified("teller", email));
  expect(login.session?.totpEnrollmentDue).toBe(false);
  const refreshed = await world.as().refreshSession({ refreshToken: login.tokens?.refreshToken ?? "" });
  expect(refreshed.session?.totpEnrollmentDue).toBe(false);
  const { session } = await world.as().createSession({ email, password: world.password });
  expect(session?.totpEnrollmentDue).toBe(true);
});
