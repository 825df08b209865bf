import type { Connection, Model } from "mongoose";
import type { Hold } from "../domain/delivery.ts";
import { type DeliveryRow, deliveryModel } from "./delivery-model.ts";

/** What is due by time, over all customers: for the worker and the jobs. */
export class DeliveryQueue {
  readonly #model: Model<DeliveryRow>;

  constructor(database: Connection) {
    this.#model = deliveryModel(database);
  }

  /** Deliveries whose next attempt is due, the longest waiting first. */
  dueAcrossCustomers(now: Date, limit: number): Promise<DeliveryRow[]> {
    return this.#model
      .find({ nextAttemptTime: { $lte: now } })
      .sort({ nextAttemptTime: 1, _id: 1 })
      .limit(limit)
      .lean<DeliveryRow[]>();
  }

  /** How many attempts are due. */
  countDueAcrossCustomers(now: Date): Promise<number> {
    return this.#model.countDocuments({ nextAttemptTime: { $lte: now } });
  }

  /** Deliveries whose attempt began before a time and has not ended. */
  claimedAcrossCustomers(before: Date, limit: number): Promise<DeliveryRow[]> {
    return this.#model
      .find({ claimTime: { $lt: before } })
      .sort({ claimTime: 1 })
      .limit(limit)
      .lean<DeliveryRow[]>();
  }

  /** The customers that have held deliveries. */
  customersHeldAcrossCustomers(held: Hold): Promise<string[]> {
    return this.#model.distinct("customerId", { held });
  }

  /** A customer's held deliveries after an id. */
  held(customerId: string, held: Hold, afterId: string, limit: number): Promise<DeliveryRow[]> {
    return this.#model
      .find({ held, customerId, _id: { $gt: afterId } })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<DeliveryRow[]>();
  }
}
