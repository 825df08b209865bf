import { clone, type DescFile, type DescService, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code, type ServiceImpl } from "@connectrpc/connect";
import type {
  ServerReflection,
  ServerReflectionRequest,
  ServerReflectionResponseSchema,
} from "#gen/grpc/reflection/v1/reflection_pb.ts";

type Answer = NonNullable<MessageInitShape<typeof ServerReflectionResponseSchema>["messageResponse"]>;

/** What a caller of the gateway may know of a service: itself and the methods that lead to it. */
export interface Reflected {
  readonly service: DescService;
  /** Names of its methods that the outside can call. */
  readonly methods: ReadonlySet<string>;
}

/**
 * gRPC server reflection (https://github.com/grpc/grpc/blob/master/doc/server-reflection.md), so that grpcurl and
 * `buf curl` need no files. Internal methods are left out: nobody can call them here.
 */
export function reflectionService(reflected: readonly Reflected[]): ServiceImpl<typeof ServerReflection> {
  const index = new ReflectionIndex(reflected);
  return {
    serverReflectionInfo: async function* (requests) {
      for await (const request of requests)
        yield { validHost: request.host, originalRequest: request, messageResponse: index.answer(request) };
    },
  };
}

class ReflectionIndex {
  readonly #names: readonly string[];
  readonly #files = new Map<string, FileDescriptorProto>();
  readonly #fileOfSymbol = new Map<string, string>();

  constructor(reflected: readonly Reflected[]) {
    this.#names = reflected.map(({ service }) => service.typeName).sort();
    const methods = new Map(reflected.map((one) => [one.service.typeName, one.methods]));
    for (const { service } of reflected) this.#addFile(service.file, methods);
  }

  answer({ messageRequest: asked }: ServerReflectionRequest): Answer {
    switch (asked.case) {
      case "listServices":
        return {
          case: "listServicesResponse",
          value: { service: this.#names.map((name) => ({ name })) },
        };
      case "fileByFilename":
        return this.#file(asked.value);
      case "fileContainingSymbol":
        return this.#file(this.#fileOfSymbol.get(asked.value) ?? "");
      default:
        return notFound(Code.Unimplemented, "This question is not answered here.");
    }
  }

  /** A file with all that it imports: then a client asks once. */
  #file(path: string): Answer {
    if (!this.#files.has(path)) return notFound(Code.NotFound, "There is no such file or symbol.");
    const wanted = new Set([path]);
    for (const name of wanted) for (const next of this.#files.get(name)?.dependency ?? []) wanted.add(next);
    const files = [...wanted].flatMap((name) => this.#files.get(name) ?? []);
    return {
      case: "fileDescriptorResponse",
      value: { fileDescriptorProto: files.map((file) => toBinary(FileDescriptorProtoSchema, file)) },
    };
  }

  #addFile(file: DescFile, methods: ReadonlyMap<string, ReadonlySet<string>>): void {
    if (this.#files.has(file.proto.name)) return;
    const shown = clone(FileDescriptorProtoSchema, file.proto);
    const prefix = shown.package === "" ? "" : `${shown.package}.`;
    for (const service of shown.service) {
      const known = methods.get(`${prefix}${service.name}`);
      service.method = service.method.filter((method) => known?.has(method.name));
      for (const method of service.method)
        this.#fileOfSymbol.set(`${prefix}${service.name}.${method.name}`, file.proto.name);
    }
    this.#files.set(file.proto.name, shown);
    for (const symbol of [...file.messages, ...file.enums, ...file.services, ...file.extensions])
      this.#fileOfSymbol.set(symbol.typeName, file.proto.name);
    for (const message of file.messages) this.#addNested(message, file.proto.name);
    for (const dependency of file.dependencies) this.#addFile(dependency, methods);
  }

  #addNested(message: DescFile["messages"][number], file: string): void {
    for (const nested of [...message.nestedMessages, ...message.nestedEnums])
      this.#fileOfSymbol.set(nested.typeName, file);
    for (const nested of message.nestedMessages) this.#addNested(nested, file);
  }
}

const notFound = (code: Code, errorMessage: string): Answer => ({
  case: "errorResponse",
  value: { errorCode: code, errorMessage },
});
