import type { Connection, Model } from "mongoose";
import { alreadyExists, notFound } from "../../../runtime/errors.ts";
import { type Change, insert } from "../../../runtime/mongo/change.ts";
import { afterKey, type Page, type PageRequest, pageWindow, toPage } from "../../../runtime/mongo/page.ts";
import { revise } from "../../../runtime/mongo/revision.ts";
import { PLATFORM, type Template } from "../domain/template.ts";
import { titleKey, wordsOf } from "../domain/title.ts";
import { containsWords } from "./search.ts";
import { templateModel } from "./template-model.ts";

/** Which templates to list. */
export interface TemplateFilter {
  /** Archived or not; empty means not. */
  readonly archived: readonly boolean[];
  readonly query: string;
}

/** Named queries and changes on templates. A customer sees its own and the platform's. */
export class TemplateStore {
  readonly #model: Model<Template>;

  constructor(database: Connection) {
    this.#model = templateModel(database);
  }

  /** A template that the customer may see. Throws TEMPLATE_NOT_FOUND. */
  async get(customerId: string, templateId: string): Promise<Template> {
    const row = await this.#model
      .findOne({ _id: templateId, customerId: { $in: owners(customerId) } })
      .lean<Template>();
    if (!row) throw notFound("template", templateId);
    return row;
  }

  /** Throws TEMPLATE_TITLE_TAKEN when the owner has an active template with that title. */
  async checkTitleFree(ownerId: string, title: string): Promise<void> {
    const taken = await this.#model.exists({
      customerId: ownerId,
      titleKey: titleKey(title),
      archived: false,
    });
    if (taken) throw alreadyExists("template", "title", title);
  }

  /** The customer's and the platform's templates by title. */
  async list(customerId: string, request: PageRequest, filter: TemplateFilter): Promise<Page<Template>> {
    const window = pageWindow(request, filter);
    const archived = filter.archived.length > 0 ? filter.archived : [false];
    const rows = await this.#model
      .find({
        $and: [
          { customerId: { $in: owners(customerId) }, archived: { $in: archived } },
          containsWords("searchText", wordsOf(filter.query)),
          afterKey(["titleKey", "_id"], window.after),
        ],
      })
      .sort({ titleKey: 1, _id: 1 })
      .limit(window.limit + 1)
      .lean<Template[]>();
    return toPage(rows, window, filter, (row) => [row.titleKey, row._id]);
  }

  /** The write that adds a template. */
  insert(row: Template): Change {
    return insert(this.#model, row);
  }

  /** The write that changes fields of a template, if it is still as it was read. */
  update(row: Template, fields: Partial<Template>): Change {
    return revise(this.#model, row, { $set: fields });
  }
}

const owners = (customerId: string): string[] =>
  customerId === PLATFORM ? [PLATFORM] : [customerId, PLATFORM];
