import type { Connection, Model } from "mongoose";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { Version } from "../domain/version.ts";
import { SEARCHED_STATES } from "../domain/version-state.ts";
import { versionModel } from "./version-model.ts";

/** A policy's version that holds the words, with its text. */
export interface VersionMatch
  extends Pick<Version, "policyId" | "number" | "state" | "title" | "renderedMarkdown"> {
  readonly versionId: string;
  readonly score: number;
}

/** A policy and how well its best version matches. */
interface Ranked {
  readonly _id: string;
  readonly versionId: string;
  /** Negative, so that the best comes first. */
  readonly rank: number;
}

const USUAL_PAGE = 20;

/** Full-text search over the versions that are in force or worked on. */
export class PolicySearch {
  readonly #model: Model<Version>;

  constructor(database: Connection) {
    this.#model = versionModel(database);
  }

  /** One match per policy, best first. The text index does the work; texts are read of one page only. */
  async find(customerId: string, query: string, request: PageRequest): Promise<Page<VersionMatch>> {
    const filter = { customerId, query };
    const window = pageWindow({ ...request, pageSize: request.pageSize || USUAL_PAGE }, filter);
    const ranked = await this.#model.aggregate<Ranked>([
      { $match: { customerId, state: { $in: [...SEARCHED_STATES] }, $text: { $search: query } } },
      { $project: { policyId: 1, rank: { $multiply: [-1, { $meta: "textScore" }] } } },
      { $sort: { rank: 1, _id: 1 } },
      { $group: { _id: "$policyId", versionId: { $first: "$_id" }, rank: { $first: "$rank" } } },
      { $match: afterKey(["rank", "_id"], window.after) },
      { $sort: { rank: 1, _id: 1 } },
      { $limit: window.limit + 1 },
    ]);
    const page = toPage(ranked, window, filter, (row) => [row.rank, row._id]);
    return { ...page, items: await this.#withTexts(customerId, page.items) };
  }

  async #withTexts(customerId: string, ranked: readonly Ranked[]): Promise<VersionMatch[]> {
    const rows = await this.#model
      .find(
        { _id: { $in: ranked.map((row) => row.versionId) }, customerId },
        { policyId: 1, number: 1, state: 1, title: 1, renderedMarkdown: 1 },
      )
      .lean<(Omit<VersionMatch, "versionId" | "score"> & { _id: string })[]>();
    const byId = new Map(rows.map((row) => [row._id, row]));
    return ranked.flatMap(({ versionId, rank }) => {
      const row = byId.get(versionId);
      return row ? { ...row, versionId, score: -rank } : [];
    });
  }
}
