import type {
  DescMethod,
  DescMethodServerStreaming,
  DescMethodUnary,
  DescService,
  Message,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { Call } from "./call.ts";

/** The handler of one method over a service's context: unary or server-streaming (browsers send no streams). */
export type Handler<C, M extends DescMethod> =
  M extends DescMethodUnary<infer I, infer O>
    ? (context: C, request: MessageShape<I>, call: Call) => Promise<MessageInitShape<O>>
    : M extends DescMethodServerStreaming<infer I, infer O>
      ? (context: C, request: MessageShape<I>, call: Call) => AsyncIterable<MessageInitShape<O>>
      : never;

/** All handlers of a service: the table of contents of its `rpc/` folder. */
export type Handlers<C, S extends DescService> = {
  readonly [K in keyof S["method"]]: Handler<C, S["method"][K]>;
};

/** One method bound to its context, types erased; what the pipeline runs. */
export interface BoundMethod {
  readonly method: DescMethod;
  readonly run: (
    request: Message,
    call: Call,
  ) =>
    | Promise<MessageInitShape<DescMethod["output"]>>
    | AsyncIterable<MessageInitShape<DescMethod["output"]>>;
}

/** A service's implementation: every method of the contract, bound. */
export interface Implementation {
  readonly service: DescService;
  readonly methods: readonly BoundMethod[];
}

/** Binds handlers to their context. Throws when the contract has a method without a handler. */
export function implement<C, S extends DescService>(
  service: S,
  context: C,
  handlers: Handlers<C, S>,
): Implementation {
  const table = handlers as unknown as Readonly<
    Record<string, (context: C, request: Message, call: Call) => never>
  >;
  const methods = service.methods.map((method) => {
    const handler = table[method.localName];
    if (!handler) throw new Error(`${method.parent.typeName}.${method.name} has no handler`);
    return { method, run: (request: Message, call: Call) => handler(context, request, call) };
  });
  return { service, methods };
}
