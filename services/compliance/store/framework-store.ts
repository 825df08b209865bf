import type { Connection, Model } from "mongoose";
import { notFound } from "../../../runtime/errors.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { type FrameworkRow, frameworkModel } from "./framework-model.ts";

/** Named queries on frameworks. They belong to no customer: everybody sees the same, and nobody changes them. */
export class FrameworkStore {
  readonly #model: Model<FrameworkRow>;

  constructor(database: Connection) {
    this.#model = frameworkModel(database);
  }

  /** A framework. Throws FRAMEWORK_NOT_FOUND. */
  async getForPlatform(frameworkId: string): Promise<FrameworkRow> {
    const row = await this.#model.findById(frameworkId).lean<FrameworkRow>();
    if (!row) throw notFound("framework", frameworkId);
    return row;
  }

  /** A page of frameworks by title. */
  async listForPlatform(request: PageRequest): Promise<Page<FrameworkRow>> {
    const window = pageWindow(request, {});
    const rows = await this.#model
      .find(afterKey(["titleKey", "_id"], window.after))
      .sort({ titleKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<FrameworkRow[]>();
    return toPage(rows, window, {}, (row) => [row.titleKey, row._id]);
  }
}
