CREATE UNLOGGED TABLE "replica_answers" (
	"question_id" uuid NOT NULL,
	"replica_id" text NOT NULL,
	"answer" json NOT NULL,
	CONSTRAINT "replica_answers_question_id_replica_id_pk" PRIMARY KEY("question_id","replica_id")
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "replica_questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_by" text NOT NULL,
	"environment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"asked" json NOT NULL,
	"asked_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "replica_answers" ADD CONSTRAINT "replica_answers_question_id_replica_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."replica_questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replica_questions" ADD CONSTRAINT "replica_questions_asked_by_replicas_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."replicas"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replica_questions" ADD CONSTRAINT "replica_questions_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replica_questions_asked_by" ON "replica_questions" USING btree ("asked_by");