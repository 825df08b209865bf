import { create, type DescService } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { type Employee, EmployeeSchema } from "#gen/countersign/employee/v1/employee_pb.ts";
import {
  GetEmployeeRequestSchema,
  GetEmployeeResponseSchema,
} from "#gen/countersign/employee/v1/employee_requests_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import {
  DiffPolicyVersionsRequestSchema,
  DiffPolicyVersionsResponseSchema,
  TextDiffSchema,
} from "#gen/countersign/policy/v1/policy_diff_pb.ts";
import { PolicySchema } from "#gen/countersign/policy/v1/policy_pb.ts";
import {
  GetPolicyRequestSchema,
  GetPolicyResponseSchema,
} from "#gen/countersign/policy/v1/policy_requests_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";
import { PolicyVersionSchema } from "#gen/countersign/policy/v1/policy_version_pb.ts";
import {
  GetPolicyVersionRequestSchema,
  GetPolicyVersionResponseSchema,
  ListPolicyVersionsRequestSchema,
  ListPolicyVersionsResponseSchema,
} from "#gen/countersign/policy/v1/policy_version_requests_pb.ts";
import { notFound } from "../../../runtime/errors.ts";
import type { BoundMethod } from "../../../runtime/rpc/handler.ts";
import type { ServiceModule, ServiceName } from "../../../runtime/service.ts";

/** A version's text as the policy service would give it. */
export interface StoredText {
  readonly title: string;
  readonly renderedMarkdown: string;
  readonly changeNote: string;
  readonly policyId: string;
  readonly number: number;
  readonly publishTime: Timestamp;
}

/** A service of which only some methods answer. */
const partly = (
  name: ServiceName,
  service: DescService,
  answers: Readonly<Record<string, BoundMethod["run"]>>,
): ServiceModule => ({
  name,
  service,
  models: () => [],
  migrations: [],
  create: () => ({
    implementation: {
      service,
      methods: service.methods.map((method) => ({
        method,
        run:
          answers[method.localName] ??
          (() => Promise.reject(new Error(`${method.name} is not part of this test`))),
      })),
    },
    consumers: [],
    jobs: [],
    workers: [],
  }),
});

/** The policy service as far as this one calls it: texts by version id, and drafts by policy id. */
export const policyNeighbour = (
  texts: ReadonlyMap<string, StoredText>,
  drafts: ReadonlySet<string>,
): ServiceModule =>
  partly("policy", PolicyService, {
    getPolicyVersion: async (request) => {
      const { policyVersionId } = create(GetPolicyVersionRequestSchema, request as never);
      const text = texts.get(policyVersionId);
      if (!text) throw notFound("policy version", policyVersionId);
      const version = create(PolicyVersionSchema, { id: policyVersionId, ...text });
      return create(GetPolicyVersionResponseSchema, { version });
    },
    diffPolicyVersions: async (request) => {
      const asked = create(DiffPolicyVersionsRequestSchema, request as never);
      const [base, version] = [texts.get(asked.basePolicyVersionId), texts.get(asked.policyVersionId)];
      if (!base || !version) throw notFound("policy version", asked.policyVersionId);
      const same = base.renderedMarkdown === version.renderedMarkdown;
      const diff = create(TextDiffSchema, { addedLines: same ? 0 : 1, removedLines: same ? 0 : 1 });
      return create(DiffPolicyVersionsResponseSchema, { diff });
    },
    listPolicyVersions: async (request) => {
      const { policyId } = create(ListPolicyVersionsRequestSchema, request as never);
      const versions = [...texts.values()]
        .filter((text) => text.policyId === policyId)
        .map((text) => create(PolicyVersionSchema, text))
        .toSorted((a, b) => b.number - a.number);
      return create(ListPolicyVersionsResponseSchema, { versions });
    },
    getPolicy: async (request) => {
      const { policyId } = create(GetPolicyRequestSchema, request as never);
      if (!drafts.has(policyId)) throw notFound("policy", policyId);
      return create(GetPolicyResponseSchema, { policy: create(PolicySchema, { id: policyId }) });
    },
  });

/** The employee service as far as this one calls it: employees by id. */
export const employeeNeighbour = (employees: ReadonlyMap<string, Employee>): ServiceModule =>
  partly("employee", EmployeeService, {
    getEmployee: async (request) => {
      const { employeeId } = create(GetEmployeeRequestSchema, request as never);
      const employee = employees.get(employeeId);
      if (!employee) throw notFound("employee", employeeId);
      return create(GetEmployeeResponseSchema, { employee: create(EmployeeSchema, employee) });
    },
  });
