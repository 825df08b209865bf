import type { Connection, Model } from "mongoose";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import type { TemplateVersion, TemplateVersionHead } from "../domain/template.ts";
import { templateVersionModel } from "./template-version-model.ts";

/** Which versions of a template to list. */
export interface TemplateVersionFilter {
  readonly templateId: string;
  /** 0: all. */
  readonly number: number;
  readonly withContent: boolean;
}

/** A page with texts ends before their bytes exceed this, but holds at least one version. */
const PAGE_CONTENT_BYTES = 2_000_000;

/** Named queries and changes on template versions. `ownerId` is the template's: a customer id, or empty. */
export class TemplateVersionStore {
  readonly #model: Model<TemplateVersion>;

  constructor(database: Connection) {
    this.#model = templateVersionModel(database);
  }

  /** One version with its text, if there is one with that number. */
  async find(ownerId: string, templateId: string, number: number): Promise<TemplateVersion | undefined> {
    const row = await this.#model
      .findOne({ customerId: ownerId, templateId, number })
      .lean<TemplateVersion>();
    return row ?? undefined;
  }

  /** The change logs of versions after `from` up to `to`, oldest first. */
  async changeLogs(ownerId: string, templateId: string, from: number, to: number): Promise<string[]> {
    const rows = await this.#model
      .find({ customerId: ownerId, templateId, number: { $gt: from, $lte: to } }, { changeLog: 1 })
      .sort({ number: 1 })
      .lean<Pick<TemplateVersion, "changeLog">[]>();
    return rows.map((row) => row.changeLog);
  }

  /** Versions of a template, newest first; with their texts only when asked for. */
  async list(
    ownerId: string,
    request: PageRequest,
    filter: TemplateVersionFilter,
  ): Promise<Page<TemplateVersionHead & Partial<TemplateVersion>>> {
    const window = pageWindow(request, filter);
    const heads = await this.#model
      .find(
        {
          $and: [
            { customerId: ownerId, templateId: filter.templateId },
            filter.number > 0 ? { number: filter.number } : {},
            afterKey(["number"], window.after, -1),
          ],
        },
        { contentMarkdown: 0 },
      )
      .sort({ number: -1 })
      .limit(window.limit + 1)
      .lean<TemplateVersionHead[]>();
    const limit = filter.withContent ? Math.min(fitting(heads), window.limit) : window.limit;
    const page = toPage(heads, { ...window, limit }, filter, (head) => [head.number]);
    return filter.withContent ? { ...page, items: await this.#withContent(ownerId, page.items) } : page;
  }

  /** The write that adds a version. */
  insert(row: TemplateVersion): Change {
    return insert(this.#model, row);
  }

  async #withContent(ownerId: string, heads: readonly TemplateVersionHead[]): Promise<TemplateVersion[]> {
    const rows = await this.#model
      .find({ _id: { $in: heads.map((head) => head._id) }, customerId: ownerId })
      .lean<TemplateVersion[]>();
    const byId = new Map(rows.map((row) => [row._id, row]));
    return heads.flatMap((head) => byId.get(head._id) ?? []);
  }
}

function fitting(heads: readonly TemplateVersionHead[]): number {
  let bytes = 0;
  const over = heads.findIndex((head) => {
    bytes += head.contentBytes;
    return bytes > PAGE_CONTENT_BYTES;
  });
  return over === -1 ? heads.length : Math.max(over, 1);
}
