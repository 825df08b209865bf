import type { DescEnum } from "@bufbuild/protobuf";

/** The name of an enum's value without its prefix, such as "CUSTOMER_ADMIN", for keys of texts; "UNSPECIFIED" for unknown ones. */
export const enumName = (schema: DescEnum, value: number): string =>
  schema.value[value]?.localName ?? "UNSPECIFIED";
