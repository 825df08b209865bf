import {
  create,
  type DescMethod,
  type DescService,
  fromBinary,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import { AnySchema, anyPack } from "@bufbuild/protobuf/wkt";
import { type Code, ConnectError } from "@connectrpc/connect";
import { Metadata, type MethodDefinition, type ServiceDefinition, type ServiceError } from "@grpc/grpc-js";
import { StatusSchema } from "#gen/google/rpc/status_pb.ts";
import { toConnectError } from "./error-mapping.ts";
import { pathOf } from "./host.ts";
import { type PlainHeaders, plainHeaders } from "./plain-headers.ts";

const DETAILS = "grpc-status-details-bin";

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** grpc-js's description of a method, over generated descriptors. */
export function methodDefinition(method: DescMethod): MethodDefinition<Message, Message> {
  return {
    path: pathOf(method),
    originalName: method.localName,
    requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
    responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
    requestSerialize: (message) => asBuffer(toBinary(method.input, message)),
    requestDeserialize: (bytes) => fromBinary(method.input, bytes),
    responseSerialize: (message) => asBuffer(toBinary(method.output, message)),
    responseDeserialize: (bytes) => fromBinary(method.output, bytes),
  };
}

/** grpc-js's description of a service. */
export function serviceDefinition(service: DescService): ServiceDefinition {
  return Object.fromEntries(service.methods.map((method) => [method.localName, methodDefinition(method)]));
}

/** A failure as a gRPC status; details travel in `grpc-status-details-bin` as google.rpc.Status. */
export function toGrpcStatus(reason: unknown): { code: number; details: string; metadata: Metadata } {
  const error = toConnectError(reason);
  const metadata = toMetadata(plainHeaders(error.metadata));
  if (error.details.length > 0) {
    const details = error.details.map((detail) =>
      "desc" in detail
        ? anyPack(detail.desc, create(detail.desc, detail.value))
        : create(AnySchema, { typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value }),
    );
    const status = create(StatusSchema, { code: error.code, message: error.rawMessage, details });
    metadata.set(DETAILS, asBuffer(toBinary(StatusSchema, status)));
  }
  return { code: error.code, details: error.rawMessage, metadata };
}

/** A gRPC status as the error it was on the other side. */
export function fromGrpcError(error: ServiceError): ConnectError {
  const raw = error.metadata?.get(DETAILS)[0];
  const headers = error.metadata ? toHeaders(error.metadata) : undefined;
  headers?.delete(DETAILS);
  const mapped = new ConnectError(error.details, error.code as number as Code, headers);
  if (raw instanceof Buffer) {
    mapped.details = fromBinary(StatusSchema, raw).details.map((detail) => ({
      type: detail.typeUrl.slice(detail.typeUrl.lastIndexOf("/") + 1),
      value: detail.value,
    }));
  }
  return mapped;
}

/** Headers as gRPC metadata; `-bin` values are base64 in headers and bytes in metadata. */
export function toMetadata(headers: PlainHeaders): Metadata {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(headers))
    metadata.add(key, key.endsWith("-bin") ? Buffer.from(value, "base64") : value);
  return metadata;
}

/** gRPC metadata as headers. */
export function toHeaders(metadata: Metadata): Headers {
  const headers = new Headers();
  for (const key of Object.keys(metadata.getMap())) {
    for (const value of metadata.get(key)) {
      headers.append(key, typeof value === "string" ? value : value.toString("base64"));
    }
  }
  return headers;
}
