ALTER TABLE "flags" ADD COLUMN "expected_end_date" date;--> statement-breakpoint
ALTER TABLE "flags" ADD COLUMN "restored_at" timestamp (3) with time zone;--> statement-breakpoint
-- Immutable, though `array_to_string` of any array need not be: of texts it is.
CREATE FUNCTION flag_search_text(key text, name text, description text, tags text[], owner text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT lower(concat_ws(E'\n', key, name, description, array_to_string(tags, E'\n'), owner))
$$;--> statement-breakpoint
ALTER TABLE "flags" ADD COLUMN "search_text" text GENERATED ALWAYS AS (flag_search_text(key, name, description, tags, owner)) STORED;--> statement-breakpoint
ALTER TABLE "flag_configurations" ADD COLUMN "state" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "flag_configurations" ADD COLUMN "serves" text;--> statement-breakpoint
ALTER TABLE "flag_configurations" ADD COLUMN "serves_since" timestamp (3) with time zone;--> statement-breakpoint
-- What lists show of a document: `on` when everybody whom no rule names gets something else than when
-- it is off. The admin UI draws the same (`exposure.ts`).
CREATE FUNCTION flag_state(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE
		WHEN NOT (document -> 'on')::boolean THEN 'off'
		WHEN document #>> '{fallthrough,variant}' = document ->> 'offVariant' THEN 'partly'
		WHEN document -> 'fallthrough' ? 'variant' THEN 'on'
		WHEN document -> 'rules' = '[]' AND NOT document @? '$.targets[*].values[*]'
			AND NOT jsonb_path_exists(document, '$.fallthrough.rollout.shares[*] ? (@.share > 0 && @.variant == $off)',
				jsonb_build_object('off', document -> 'offVariant')) THEN 'on'
		ELSE 'partly'
	END
$$;--> statement-breakpoint
-- The variant that everybody gets, whoever they are; null when nothing says that there is one.
CREATE FUNCTION flag_serves(document jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN (document -> 'on')::boolean AND document -> 'prerequisites' = '[]' AND NOT document ? 'release'
		THEN (
			SELECT CASE WHEN min(variant) = max(variant) THEN min(variant) END
			FROM (
				SELECT jsonb_path_query(document, '$.fallthrough.variant') #>> '{}' AS variant
				UNION ALL SELECT jsonb_path_query(document, '$.fallthrough.rollout.shares[*] ? (@.share > 0).variant') #>> '{}'
				UNION ALL SELECT jsonb_path_query(document, '$.rules[*].serve.variant') #>> '{}'
				UNION ALL SELECT jsonb_path_query(document, '$.rules[*].serve.rollout.shares[*] ? (@.share > 0).variant') #>> '{}'
				UNION ALL SELECT jsonb_path_query(document, '$.targets[*] ? (exists (@.values[*])).variant') #>> '{}'
			) AS served
		)
	END
$$;--> statement-breakpoint
-- Everybody who writes a document comes by here: saves, releases, restores, copies.
CREATE FUNCTION flag_configurations_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	new.state := flag_state(new.document);
	new.serves := flag_serves(new.document);
	IF new.serves IS NULL THEN
		new.serves_since := NULL;
	ELSIF tg_op = 'INSERT' OR new.serves IS DISTINCT FROM old.serves THEN
		new.serves_since := date_trunc('milliseconds', clock_timestamp());
	END IF;
	RETURN new;
END $$;--> statement-breakpoint
UPDATE "flag_configurations" SET "state" = flag_state(document), "serves" = flag_serves(document);--> statement-breakpoint
-- What history knows of the time before: the first line after the last one that said something else.
UPDATE "flag_configurations" AS c SET "serves_since" = coalesce((
		SELECT min(same.at) FROM "changes" AS same
		WHERE same.environment_id = c.environment_id AND same.kind = 'flag' AND same.key = f.key
			AND same.revision > coalesce((
				SELECT max(other.revision) FROM "changes" AS other
				WHERE other.environment_id = c.environment_id AND other.kind = 'flag' AND other.key = f.key
					AND flag_serves(other.line::jsonb) IS DISTINCT FROM c.serves), 0)
	), c.updated_at)
	FROM "flags" AS f WHERE f.id = c.flag_id AND c.serves IS NOT NULL;--> statement-breakpoint
CREATE TRIGGER flag_configurations_read BEFORE INSERT OR UPDATE OF document ON "flag_configurations"
	FOR EACH ROW EXECUTE FUNCTION flag_configurations_read();--> statement-breakpoint
ALTER TABLE "evaluated_flags" ADD COLUMN "first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE "evaluated_flags" AS e SET "first_seen_at" = least(e.last_seen_at, (
	SELECT min(at) FROM "evaluation_counts" AS c
	WHERE c.environment_id = e.environment_id AND c.flag_key = e.flag_key AND c.minutes = 60));--> statement-breakpoint
CREATE INDEX "flag_configurations_prerequisites" ON "flag_configurations" USING gin ((document -> 'prerequisites') jsonb_path_ops);
