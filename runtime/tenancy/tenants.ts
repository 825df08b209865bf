import { create, fromBinary, type MessageInitShape, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { LRUCache } from "lru-cache";
import type { Connection, Model } from "mongoose";
import {
  CustomerCreatedSchema,
  CustomerDeletedSchema,
  CustomerUndeletedSchema,
  CustomerUpdatedSchema,
  SettingsUpdatedSchema,
  SubscriptionUpdatedSchema,
  type TenantSnapshot,
  TenantSnapshotSchema,
} from "#gen/countersign/customer/v1/customer_events_pb.ts";
import { notFound } from "../errors.ts";
import { type Effect, type EventHandler, on } from "../events/consumer.ts";
import { type Change, insert, updateIfPresent } from "../mongo/change.ts";
import { defineModel, defineSchema } from "../mongo/model.ts";

/** A service's own copy of what it must know of a customer; kept current by events. */
export interface TenantRow {
  /** Customer id. */
  _id: string;
  deleted: boolean;
  revision: number;
  /** The TenantSnapshot, as it came. */
  snapshot: Buffer;
}

const tenantSchema = defineSchema<TenantRow>("tenants", {
  _id: { type: String, required: true, ref: "customer.Customer" },
  deleted: { type: Boolean, required: true },
  revision: { type: Number, required: true },
  snapshot: { type: Buffer, required: true },
});

/** The copies in one service's database. */
export const tenantModel = (database: Connection): Model<TenantRow> =>
  defineModel(database, "Tenant", tenantSchema);

/** Asks the customer service for a tenant that no event has told of yet. NOT_FOUND when there is none. */
export type FetchTenant = (customerId: string) => Promise<MessageShape<typeof TenantSnapshotSchema>>;

const CACHED = 10_000;
/** How long another replica may go on with what it knew before a change. */
const CACHED_MS = 5_000;

/** What a service knows of customers: whether they live, their settings and their limits. */
export class Tenants {
  readonly #model: Model<TenantRow>;
  readonly #fetch: FetchTenant;
  readonly #cache = new LRUCache<string, TenantSnapshot>({ max: CACHED, ttl: CACHED_MS });

  constructor(database: Connection, fetch: FetchTenant) {
    this.#model = tenantModel(database);
    this.#fetch = fetch;
  }

  /** A live customer's settings and limits. Throws CUSTOMER_NOT_FOUND when it is unknown or deleted. */
  async get(customerId: string): Promise<TenantSnapshot> {
    const tenant = await this.find(customerId);
    if (!tenant || tenant.deleted) throw notFound("customer", customerId);
    return tenant;
  }

  /** What is known of a customer, deleted or not. */
  async find(customerId: string): Promise<TenantSnapshot | undefined> {
    const cached = this.#cache.get(customerId);
    if (cached) return cached;
    const tenant = (await this.#stored(customerId)) ?? (await this.#fetched(customerId));
    if (tenant) this.#cache.set(customerId, tenant);
    return tenant;
  }

  /** Throws CUSTOMER_NOT_FOUND when the customer is unknown or deleted. */
  checkLive = async (customerId: string): Promise<void> => {
    await this.get(customerId);
  };

  /** Forgets the cached copy: an event said that it changed. */
  evict(customerId: string): void {
    this.#cache.delete(customerId);
  }

  /** The consumers that keep the copies; `also` adds what a service does of its own when a customer changes. */
  handlers(also: TenantHooks = {}): EventHandler[] {
    const keep = async (event: {
      subject: string;
      message: { tenant?: TenantSnapshot | undefined };
    }): Promise<Effect> => {
      const { tenant } = event.message;
      return { changes: tenant ? await this.#keep(event.subject, tenant) : [] };
    };
    const forget = (event: { subject: string }): void => this.evict(event.subject);
    const withHook = async (
      event: Parameters<typeof keep>[0],
      hook: TenantHooks["onDeleted"],
    ): Promise<Effect> => {
      const kept = await keep(event);
      const more = await hook?.(event.subject);
      return { ...more, changes: [...(kept.changes ?? []), ...(more?.changes ?? [])] };
    };
    return [
      on(CustomerCreatedSchema, keep, forget),
      on(CustomerUpdatedSchema, keep, forget),
      on(CustomerDeletedSchema, (event) => withHook(event, also.onDeleted), forget),
      on(CustomerUndeletedSchema, (event) => withHook(event, also.onUndeleted), forget),
      on(SubscriptionUpdatedSchema, keep, forget),
      on(SettingsUpdatedSchema, (event) => withHook(event, also.onSettingsUpdated), forget),
    ];
  }

  async #stored(customerId: string): Promise<TenantSnapshot | undefined> {
    const row = await this.#model.findById(customerId).lean<{ snapshot: { buffer: Uint8Array } }>();
    return row ? fromBinary(TenantSnapshotSchema, row.snapshot.buffer) : undefined;
  }

  async #fetched(customerId: string): Promise<TenantSnapshot | undefined> {
    try {
      return await this.#fetch(customerId);
    } catch (error) {
      if (error instanceof ConnectError && error.code === Code.NotFound) return undefined;
      throw error;
    }
  }

  /** An older snapshot than the kept one changes nothing. */
  async #keep(customerId: string, tenant: TenantSnapshot): Promise<Change[]> {
    const row = rowOf(customerId, tenant);
    const known = await this.#model.exists({ _id: customerId });
    if (!known) return [insert(this.#model, row)];
    return [
      updateIfPresent(this.#model, { _id: customerId, revision: { $lt: row.revision } }, { $set: row }),
    ];
  }
}

/** What a service does beside keeping its copy. */
export interface TenantHooks {
  readonly onDeleted?: (customerId: string) => Promise<Effect>;
  readonly onUndeleted?: (customerId: string) => Promise<Effect>;
  readonly onSettingsUpdated?: (customerId: string) => Promise<Effect>;
}

function rowOf(customerId: string, tenant: MessageInitShape<typeof TenantSnapshotSchema>): TenantRow {
  const message = create(TenantSnapshotSchema, tenant);
  return {
    _id: customerId,
    deleted: message.deleted,
    revision: Number(message.revision),
    snapshot: Buffer.from(toBinary(TenantSnapshotSchema, message)),
  };
}
