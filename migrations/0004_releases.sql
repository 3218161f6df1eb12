CREATE TABLE "flag_builds" (
	"environment_id" uuid NOT NULL,
	"flag_key" text NOT NULL,
	"application" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "flag_builds_environment_id_flag_key_application_pk" PRIMARY KEY("environment_id","flag_key","application")
);
--> statement-breakpoint
CREATE TABLE "release_bad_counts" (
	"release_id" uuid NOT NULL,
	"stretch" integer NOT NULL,
	"metric" text NOT NULL,
	"control" bigint DEFAULT 0 NOT NULL,
	"treatment" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "release_bad_counts_release_id_stretch_metric_pk" PRIMARY KEY("release_id","stretch","metric")
);
--> statement-breakpoint
CREATE TABLE "release_bad_units" (
	"release_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"unit" bigint NOT NULL,
	CONSTRAINT "release_bad_units_release_id_metric_unit_pk" PRIMARY KEY("release_id","metric","unit")
);
--> statement-breakpoint
CREATE TABLE "release_decisions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "release_decisions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"release_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"moved" boolean NOT NULL,
	"record" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "release_minutes" (
	"release_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"control" bigint DEFAULT 0 NOT NULL,
	"treatment" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "release_minutes_release_id_metric_at_pk" PRIMARY KEY("release_id","metric","at")
);
--> statement-breakpoint
CREATE TABLE "release_queries" (
	"release_id" uuid NOT NULL,
	"guard" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"value" double precision,
	CONSTRAINT "release_queries_release_id_guard_at_pk" PRIMARY KEY("release_id","guard","at")
);
--> statement-breakpoint
CREATE TABLE "release_query_turns" (
	"release_id" uuid NOT NULL,
	"guard" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "release_query_turns_release_id_guard_pk" PRIMARY KEY("release_id","guard")
);
--> statement-breakpoint
CREATE TABLE "release_reports" (
	"release_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "release_reports_release_id_metric_pk" PRIMARY KEY("release_id","metric")
);
--> statement-breakpoint
CREATE TABLE "release_stretches" (
	"release_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"share" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"first_control" bigint DEFAULT 0 NOT NULL,
	"first_treatment" bigint DEFAULT 0 NOT NULL,
	"units_control" bigint DEFAULT 0 NOT NULL,
	"units_treatment" bigint DEFAULT 0 NOT NULL,
	"in_both_arms" bigint DEFAULT 0 NOT NULL,
	"treated_in_stage" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "release_stretches_release_id_seq_pk" PRIMARY KEY("release_id","seq")
);
--> statement-breakpoint
CREATE TABLE "release_templates" (
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"template" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "release_templates_project_id_name_pk" PRIMARY KEY("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "release_units" (
	"release_id" uuid NOT NULL,
	"unit" bigint NOT NULL,
	"stretch" integer NOT NULL,
	"treatment" boolean NOT NULL,
	CONSTRAINT "release_units_release_id_unit_stretch_treatment_pk" PRIMARY KEY("release_id","unit","stretch","treatment")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"environment_id" uuid NOT NULL,
	"flag_id" uuid NOT NULL,
	"rule_id" text,
	"bucket_by" text,
	"plan" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"stage" integer DEFAULT 0 NOT NULL,
	"stage_since" timestamp (3) with time zone,
	"approved" integer[] DEFAULT '{}' NOT NULL,
	"standing" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"decision" jsonb,
	"ratio_from" integer DEFAULT 0 NOT NULL,
	"count_from" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stage_from" integer DEFAULT 0 NOT NULL,
	"comment" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"next_look_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replica_builds" (
	"replica_id" text NOT NULL,
	"environment_id" uuid NOT NULL,
	"builds" jsonb NOT NULL,
	CONSTRAINT "replica_builds_replica_id_environment_id_pk" PRIMARY KEY("replica_id","environment_id")
);
--> statement-breakpoint
CREATE TABLE "run_durations" (
	"environment_id" uuid NOT NULL,
	"flag_key" text NOT NULL,
	"variant" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"buckets" jsonb NOT NULL,
	CONSTRAINT "run_durations_environment_id_flag_key_variant_hour_pk" PRIMARY KEY("environment_id","flag_key","variant","hour")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone DEFAULT now(),
	"delivered_at" timestamp (3) with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"format" text NOT NULL,
	"secret" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "flag_builds" ADD CONSTRAINT "flag_builds_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_bad_counts" ADD CONSTRAINT "release_bad_counts_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_bad_units" ADD CONSTRAINT "release_bad_units_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_decisions" ADD CONSTRAINT "release_decisions_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_minutes" ADD CONSTRAINT "release_minutes_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_queries" ADD CONSTRAINT "release_queries_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_query_turns" ADD CONSTRAINT "release_query_turns_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_reports" ADD CONSTRAINT "release_reports_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_stretches" ADD CONSTRAINT "release_stretches_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_templates" ADD CONSTRAINT "release_templates_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_units" ADD CONSTRAINT "release_units_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_flag_id_flags_id_fk" FOREIGN KEY ("flag_id") REFERENCES "public"."flags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replica_builds" ADD CONSTRAINT "replica_builds_replica_id_replicas_id_fk" FOREIGN KEY ("replica_id") REFERENCES "public"."replicas"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replica_builds" ADD CONSTRAINT "replica_builds_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_durations" ADD CONSTRAINT "run_durations_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "release_decisions_release" ON "release_decisions" USING btree ("release_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "releases_one_live" ON "releases" USING btree ("environment_id","flag_id") WHERE state in ('running', 'holding', 'paused');--> statement-breakpoint
CREATE INDEX "releases_due" ON "releases" USING btree ("next_look_at") WHERE state in ('running', 'holding', 'paused');--> statement-breakpoint
CREATE INDEX "releases_flag" ON "releases" USING btree ("environment_id","flag_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_attempt_at") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook" ON "webhook_deliveries" USING btree ("webhook_id","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhooks_project" ON "webhooks" USING btree ("project_id");