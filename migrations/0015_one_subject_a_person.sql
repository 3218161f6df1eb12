-- A second subject of one provider was linked to whoever had its address, which may be another person:
-- the oldest link stays, and what the others opened ends.
CREATE TEMPORARY TABLE "later_links" ON COMMIT DROP AS
  SELECT "id", "user_id" FROM (
    SELECT "id", "user_id", row_number() OVER (PARTITION BY "provider_id", "user_id" ORDER BY "created_at", "id") AS "nth" FROM "account"
  ) AS "links" WHERE "nth" > 1;--> statement-breakpoint
DELETE FROM "session" WHERE "through" = 'sso' AND "user_id" IN (SELECT "user_id" FROM "later_links");--> statement-breakpoint
DELETE FROM "account" WHERE "id" IN (SELECT "id" FROM "later_links");--> statement-breakpoint
CREATE UNIQUE INDEX "account_of_provider" ON "account" USING btree ("provider_id","user_id");
