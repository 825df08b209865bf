import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "@jest/globals";
import { ListAuditEventsRequestSchema } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { AudienceCondition_Field } from "#gen/countersign/common/v1/audience_pb.ts";
import {
  CreateEmployeeRequestSchema,
  PreviewAudienceRequestSchema,
} from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { SetPolicyConfigurationRequestSchema } from "#gen/countersign/policy/v1/policy_configuration_requests_pb.ts";
import { malformedValues } from "./well-formed.ts";

const fieldsOf = (found: ReturnType<typeof malformedValues>): string[] =>
  found.map(({ field, rule }) => `${field} ${rule}`);

describe("text", () => {
  test.each(["plain", "", "emoji \u{1f950}", "\u202e right to left", "a\tb\n"])("%j is fine", (name) => {
    const request = create(CreateEmployeeRequestSchema, { employee: { name } });
    expect(malformedValues(CreateEmployeeRequestSchema, request)).toEqual([]);
  });

  test("with U+0000 or half a surrogate pair is found wherever it stands, by the field's path", () => {
    const request = create(CreateEmployeeRequestSchema, {
      employee: { name: "a\u0000", roles: ["fine", "\ud800"], attributes: { "k\u0000": "v", k: "\udfff" } },
    });
    expect(fieldsOf(malformedValues(CreateEmployeeRequestSchema, request))).toEqual([
      "employee.name string.well_formed",
      "employee.roles[1] string.well_formed",
      "employee.attributes string.well_formed",
      'employee.attributes["k"] string.well_formed',
    ]);
    const preview = create(PreviewAudienceRequestSchema, {
      audience: { all: [{ field: AudienceCondition_Field.ROLE, values: ["\u0000"] }] },
    });
    expect(fieldsOf(malformedValues(PreviewAudienceRequestSchema, preview))).toEqual([
      "audience.all[0].values[0] string.well_formed",
    ]);
  });
});

describe("times", () => {
  const found = (seconds: bigint, nanos = 0): string[] =>
    fieldsOf(
      malformedValues(
        ListAuditEventsRequestSchema,
        create(ListAuditEventsRequestSchema, { startTime: { seconds, nanos } }),
      ),
    );

  test("from the year 1 to the year 9999 are fine", () => {
    for (const year of ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
      expect(found(BigInt(Date.parse(year) / 1000), 999_999_999)).toEqual([]);
  });

  test("outside of them, or with nanoseconds that are none, are found", () => {
    for (const seconds of [253_402_300_800n, -62_135_596_801n, 2n ** 63n - 1n, -(2n ** 63n)])
      expect(found(seconds)).toEqual(["start_time timestamp.well_formed"]);
    for (const nanos of [-1, 1_000_000_000]) expect(found(0n, nanos)).toHaveLength(1);
  });
});

describe("what is far larger than its rule allows", () => {
  const preview = (values: string[]) =>
    create(PreviewAudienceRequestSchema, {
      audience: { all: [{ field: AudienceCondition_Field.ROLE, values }] },
    });

  test("is found by its size, before anything looks inside", () => {
    const many = preview(Array.from({ length: 100_000 }, () => "\u0000"));
    expect(fieldsOf(malformedValues(PreviewAudienceRequestSchema, many))).toEqual([
      "audience.all[0].values repeated.max_items",
    ]);
    const attributes = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, "v"]));
    const employee = { name: "x".repeat(401), id: "x".repeat(2_001), attributes };
    const request = create(CreateEmployeeRequestSchema, { employee });
    expect(fieldsOf(malformedValues(CreateEmployeeRequestSchema, request))).toEqual([
      "employee.id string.max_len",
      "employee.name string.max_len",
      "employee.attributes map.max_pairs",
    ]);
  });

  test("and what the rules themselves have to judge is left to them", () => {
    const request = create(CreateEmployeeRequestSchema, { employee: { name: "\u{1f950}".repeat(200) } });
    expect(malformedValues(CreateEmployeeRequestSchema, request)).toEqual([]);
  });
});

test("durations are bounded, and their parts have one sign; an unset oneof has none", () => {
  const found = (seconds: bigint, nanos: number): string[] =>
    fieldsOf(
      malformedValues(
        SetPolicyConfigurationRequestSchema,
        create(SetPolicyConfigurationRequestSchema, {
          value: { value: { case: "duration", value: { seconds, nanos } } },
        }),
      ),
    );
  expect(found(315_576_000_000n, 0)).toEqual([]);
  expect(found(-1n, -1)).toEqual([]);
  for (const [seconds, nanos] of [
    [315_576_000_001n, 0],
    [1n, -1],
    [0n, 1_000_000_000],
  ] as const)
    expect(found(seconds, nanos)).toEqual(["value.duration duration.well_formed"]);
  const unset = create(SetPolicyConfigurationRequestSchema, { value: {} });
  expect(malformedValues(SetPolicyConfigurationRequestSchema, unset)).toEqual([]);
});
