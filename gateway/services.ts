import type { DescService } from "@bufbuild/protobuf";
import { AcknowledgementService } from "#gen/countersign/acknowledgement/v1/acknowledgement_service_pb.ts";
import { AuditService } from "#gen/countersign/audit/v1/audit_service_pb.ts";
import { ComplianceService } from "#gen/countersign/compliance/v1/compliance_service_pb.ts";
import { CustomerService } from "#gen/countersign/customer/v1/customer_service_pb.ts";
import { EmployeeService } from "#gen/countersign/employee/v1/employee_service_pb.ts";
import { IdentityService } from "#gen/countersign/identity/v1/identity_service_pb.ts";
import { NotificationService } from "#gen/countersign/notification/v1/notification_service_pb.ts";
import { PolicyService } from "#gen/countersign/policy/v1/policy_service_pb.ts";

/** Every service that browsers reach, in the order in which they are listed. */
export const SERVICES: readonly DescService[] = [
  CustomerService,
  IdentityService,
  EmployeeService,
  PolicyService,
  AcknowledgementService,
  ComplianceService,
  NotificationService,
  AuditService,
];
