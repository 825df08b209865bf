import { SubscriptionTier } from "#gen/countersign/customer/v1/subscription_pb.ts";

/** The tiers to choose from. */
export const TIERS = [SubscriptionTier.FREE, SubscriptionTier.STANDARD, SubscriptionTier.PREMIUM] as const;
