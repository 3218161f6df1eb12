CREATE TABLE "evaluated_flags" (
	"environment_id" uuid NOT NULL,
	"flag_key" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "evaluated_flags_environment_id_flag_key_pk" PRIMARY KEY("environment_id","flag_key")
);
--> statement-breakpoint
CREATE TABLE "evaluation_counts" (
	"environment_id" uuid NOT NULL,
	"flag_key" text NOT NULL,
	"minutes" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"variant" text NOT NULL,
	"error_code" text NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "evaluation_counts_pk" PRIMARY KEY("environment_id","flag_key","minutes","at","variant","error_code")
);
--> statement-breakpoint
CREATE TABLE "event_batches" (
	"environment_id" uuid NOT NULL,
	"id" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_batches_environment_id_id_pk" PRIMARY KEY("environment_id","id")
);
--> statement-breakpoint
CREATE TABLE "unknown_flags" (
	"environment_id" uuid NOT NULL,
	"flag_key" text NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"from_clients" boolean NOT NULL,
	"sdk" text,
	"application" text,
	CONSTRAINT "unknown_flags_environment_id_flag_key_pk" PRIMARY KEY("environment_id","flag_key")
);
--> statement-breakpoint
ALTER TABLE "evaluated_flags" ADD CONSTRAINT "evaluated_flags_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_counts" ADD CONSTRAINT "evaluation_counts_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unknown_flags" ADD CONSTRAINT "unknown_flags_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_batches_at" ON "event_batches" USING btree ("at");--> statement-breakpoint
-- Rows of the current minute and hour are written every second: with room on the page they move nowhere, and no index is touched.
ALTER TABLE "evaluation_counts" SET (fillfactor = 50);
