CREATE TABLE "change_request_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_request_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"request_id" uuid NOT NULL,
	"at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"type" text NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"text" text,
	"edition" integer NOT NULL,
	"seal" text
);
--> statement-breakpoint
CREATE TABLE "change_request_reach" (
	"request_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"raises_exposure" boolean NOT NULL,
	CONSTRAINT "change_request_reach_request_id_environment_id_pk" PRIMARY KEY("request_id","environment_id")
);
--> statement-breakpoint
CREATE TABLE "change_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"environment_id" uuid,
	"target_type" text NOT NULL,
	"target_key" text NOT NULL,
	"title" text NOT NULL,
	"comment" text,
	"operation" jsonb NOT NULL,
	"basis" text NOT NULL,
	"revision" bigint,
	"items" jsonb NOT NULL,
	"edition" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"why" text,
	"actor_type" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"person_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"apply_at" timestamp (3) with time zone,
	"not_later_than" timestamp (3) with time zone,
	"scheduled_by" jsonb,
	"applied_revision" bigint,
	CONSTRAINT "change_requests_number" UNIQUE("project_id","number")
);
--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "policy" jsonb DEFAULT '{"commentRequired":false,"approval":"none"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "change_request_events" ADD CONSTRAINT "change_request_events_request_id_change_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."change_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_request_reach" ADD CONSTRAINT "change_request_reach_request_id_change_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."change_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_request_reach" ADD CONSTRAINT "change_request_reach_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_request_events_request" ON "change_request_events" USING btree ("request_id","id");--> statement-breakpoint
CREATE INDEX "change_request_reach_environment" ON "change_request_reach" USING btree ("environment_id");--> statement-breakpoint
CREATE INDEX "change_requests_due" ON "change_requests" USING btree ("apply_at") WHERE state = 'scheduled';--> statement-breakpoint
CREATE INDEX "change_requests_live" ON "change_requests" USING btree ("project_id","number") WHERE state in ('open', 'approved', 'scheduled', 'stale', 'failed');--> statement-breakpoint
CREATE INDEX "change_requests_target" ON "change_requests" USING btree ("project_id","target_type","target_key");