-- Each row of the history gets a seal: its place in its chain, and the hash of the row before it
-- within its own. Servers of before this migration know nothing of it and go on writing: the trigger
-- seals what they write. In one transaction: expand, seal what is there, require it from then on.
CREATE TABLE "audit_chains" (
	"chain" uuid PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "audit_entries_project";--> statement-breakpoint
DROP INDEX "audit_entries_target";--> statement-breakpoint
-- One statement: the table is written anew once.
ALTER TABLE "audit_entries"
	ADD COLUMN "chain" uuid GENERATED ALWAYS AS (coalesce(environment_id, project_id, '00000000-0000-0000-0000-000000000000'::uuid)) STORED NOT NULL,
	ADD COLUMN "seq" bigint,
	ADD COLUMN "previous_hash" text,
	ADD COLUMN "hash" text,
	ADD COLUMN "words" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', regexp_replace(target_key || ' ' || coalesce(comment, ''), '[^[:alnum:]]+', ' ', 'g'))) STORED;--> statement-breakpoint
-- Each field as its length in bytes and itself, or as a dash: no two rows read the same.
-- `services/flag-server/src/audit/chain/row-hash.ts` computes the same, and believes nothing here.
CREATE FUNCTION audit_hash(entry audit_entries) RETURNS text STABLE LANGUAGE plpgsql AS $$
DECLARE
	field text;
	encoded text := '';
BEGIN
	FOREACH field IN ARRAY ARRAY[
		'bunting-audit-1', entry.previous_hash, entry.id::text,
		to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
		entry.project_id::text, entry.environment_id::text,
		entry.actor_type, entry.actor_id, entry.actor_name, entry.via, entry.action,
		entry.target_type, entry.target_key, entry.before::text, entry.after::text,
		entry.comment, entry.revision::text]
	LOOP
		encoded := encoded || coalesce(octet_length(field) || ':' || field, '-') || E'\n';
	END LOOP;
	RETURN encode(sha256(convert_to(encoded, 'UTF8')), 'hex');
END $$;--> statement-breakpoint
-- Puts a row at the end of its chain. Who writes to a chain waits here for whoever wrote to it before
-- to commit; those who make a revision have waited for each other already, at the environment's row.
CREATE FUNCTION audit_seal(entry audit_entries) RETURNS audit_entries LANGUAGE plpgsql AS $$
DECLARE
	of_chain uuid := coalesce(entry.environment_id, entry.project_id, '00000000-0000-0000-0000-000000000000'::uuid);
BEGIN
	INSERT INTO audit_chains AS c (chain, seq, hash) VALUES (of_chain, 1, repeat('0', 64))
		ON CONFLICT (chain) DO UPDATE SET seq = c.seq + 1
		RETURNING c.seq, c.hash INTO entry.seq, entry.previous_hash;
	entry.hash := audit_hash(entry);
	UPDATE audit_chains SET hash = entry.hash WHERE chain = of_chain;
	RETURN entry;
END $$;--> statement-breakpoint
-- By hand and not by `audit_seal`: a row that is updated a million times in one transaction is slow to find.
DO $$
DECLARE
	entry audit_entries;
	head audit_chains;
BEGIN
	FOR entry IN SELECT * FROM audit_entries ORDER BY chain, id LOOP
		IF head.chain IS DISTINCT FROM entry.chain THEN
			IF head.chain IS NOT NULL THEN INSERT INTO audit_chains VALUES (head.*); END IF;
			head := (entry.chain, 0, repeat('0', 64));
		END IF;
		entry.seq := head.seq + 1;
		entry.previous_hash := head.hash;
		head := (entry.chain, entry.seq, audit_hash(entry));
		UPDATE audit_entries SET seq = entry.seq, previous_hash = entry.previous_hash, hash = head.hash
			WHERE id = entry.id;
	END LOOP;
	IF head.chain IS NOT NULL THEN INSERT INTO audit_chains VALUES (head.*); END IF;
END $$;--> statement-breakpoint
ALTER TABLE "audit_entries"
	ALTER COLUMN "seq" SET DEFAULT 0, ALTER COLUMN "seq" SET NOT NULL,
	ALTER COLUMN "previous_hash" SET DEFAULT '', ALTER COLUMN "previous_hash" SET NOT NULL,
	ALTER COLUMN "hash" SET DEFAULT '', ALTER COLUMN "hash" SET NOT NULL;--> statement-breakpoint
-- The time is taken after the wait for the chain: rows of a chain are in order of time as well.
CREATE FUNCTION audit_seal_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM audit_chains
		WHERE chain = coalesce(new.environment_id, new.project_id, '00000000-0000-0000-0000-000000000000'::uuid)
		FOR NO KEY UPDATE;
	new.at := date_trunc('milliseconds', clock_timestamp());
	RETURN audit_seal(new);
END $$;--> statement-breakpoint
CREATE TRIGGER audit_entries_seal BEFORE INSERT ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION audit_seal_new();--> statement-breakpoint
CREATE INDEX "audit_entries_project" ON "audit_entries" USING btree ("project_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_chain" ON "audit_entries" USING btree ("chain","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_target" ON "audit_entries" USING btree ("project_id","target_type","target_key","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("project_id","actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("project_id","action","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_via" ON "audit_entries" USING btree ("project_id","via","at","id");--> statement-breakpoint
CREATE INDEX "audit_entries_words" ON "audit_entries" USING gin ("words");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_seq" ON "audit_entries" USING btree ("chain","seq");
