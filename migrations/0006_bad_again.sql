ALTER TABLE "release_bad_counts" DROP CONSTRAINT "release_bad_counts_release_id_stretch_metric_pk";--> statement-breakpoint
ALTER TABLE "release_bad_counts" ADD COLUMN "previous" integer DEFAULT -1 NOT NULL;--> statement-breakpoint
ALTER TABLE "release_bad_counts" ADD CONSTRAINT "release_bad_counts_release_id_stretch_metric_previous_pk" PRIMARY KEY("release_id","stretch","metric","previous");--> statement-breakpoint
ALTER TABLE "release_bad_units" ADD COLUMN "stretch" integer DEFAULT 0 NOT NULL;