CREATE TABLE "segment_configurations" (
	"segment_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"included" jsonb NOT NULL,
	"excluded" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"included_count" integer GENERATED ALWAYS AS (jsonb_array_length(included)) STORED NOT NULL,
	"excluded_count" integer GENERATED ALWAYS AS (jsonb_array_length(excluded)) STORED NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segment_configurations_segment_id_environment_id_pk" PRIMARY KEY("segment_id","environment_id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segments_project_key" UNIQUE("project_id","key")
);
--> statement-breakpoint
ALTER TABLE "segment_configurations" ADD CONSTRAINT "segment_configurations_segment_id_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segment_configurations" ADD CONSTRAINT "segment_configurations_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "segments" ADD CONSTRAINT "segments_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "segment_configurations_environment" ON "segment_configurations" USING btree ("environment_id");--> statement-breakpoint
CREATE INDEX "changes_moment" ON "changes" USING btree ("environment_id","at");