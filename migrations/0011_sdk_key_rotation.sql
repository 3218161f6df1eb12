ALTER TABLE "sdk_keys" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sdk_keys" ADD COLUMN "successor_id" uuid;