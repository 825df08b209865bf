import type { Connection, Model } from "mongoose";
import { defineModel, defineSchema } from "../../../runtime/mongo/model.ts";

/** A framework that the platform ships; the same in every installation. */
export interface FrameworkRow {
  _id: string;
  key: string;
  title: string;
  /** The title as it is sorted. */
  titleKey: string;
  description: string;
  /** How many requirements the platform ships in it. */
  requirementCount: number;
  createTime: Date;
  updateTime: Date;
}

const schema = defineSchema<FrameworkRow>("frameworks", {
  _id: { type: String, required: true },
  key: { type: String, required: true },
  title: { type: String, required: true },
  titleKey: { type: String, required: true },
  description: { type: String, required: true },
  requirementCount: { type: Number, required: true },
  createTime: { type: Date, required: true },
  updateTime: { type: Date, required: true },
});
schema.index({ titleKey: 1, _id: 1 }, { name: "by_title" });

export const frameworkModel = (database: Connection): Model<FrameworkRow> =>
  defineModel(database, "Framework", schema);
