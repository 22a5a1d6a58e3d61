-- A report carries its rules as they were when it was created: with the limit, its start, and whom the duty is about.
ALTER TABLE "municipality" ADD COLUMN "law_settings" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "deadline"
    ADD COLUMN "old_citation" TEXT,
    ADD COLUMN "from_event" TEXT,
    ADD COLUMN "time_limit" JSONB,
    ADD COLUMN "applies_to" TEXT,
    ADD COLUMN "gates_queue" BOOLEAN,
    ADD COLUMN "started_at" TIMESTAMPTZ(3),
    ADD COLUMN "last_day" TEXT,
    ADD COLUMN "shown_last_day" TEXT,
    ADD COLUMN "lapsed_at" TIMESTAMPTZ(3);

-- All rules stamped until now started at receipt, were about every report and held it in the queue. They keep their due instants;
-- rules that the law packs have gained since are not added to reports that are there already. The day shown skips weekends only:
-- SQL knows no holidays.
UPDATE "deadline" d SET
    "old_citation" = law.old_citation,
    "from_event" = 'received',
    "time_limit" = law.time_limit::jsonb,
    "applies_to" = 'every',
    "gates_queue" = true,
    "started_at" = r.received_at,
    "last_day" = to_char(d.due_at AT TIME ZONE m.time_zone, 'YYYY-MM-DD'),
    "shown_last_day" = to_char((d.due_at AT TIME ZONE m.time_zone) - CASE
        WHEN law.rule IN ('dk.first-assessment', 'se.protection-assessment') THEN interval '0'
        ELSE make_interval(days => greatest(0, extract(isodow FROM d.due_at AT TIME ZONE m.time_zone)::int - 5)) END, 'YYYY-MM-DD')
FROM "report" r
JOIN "municipality" m ON m.id = r.municipality_id,
(VALUES
    ('dk.first-assessment', 'Serviceloven § 155, stk. 2', '{"unit":"hours","count":24}'),
    ('no.review', 'Barnevernloven (1992) § 4-2', '{"unit":"weeks","count":1}'),
    ('se.protection-assessment', '11 kap. 1 a § första stycket SoL (2001:453)', '{"unit":"same-day"}'),
    ('se.open-inquiry', '11 kap. 1 a § andra stycket SoL (2001:453)', '{"unit":"days","count":14}')
) AS law(rule, old_citation, time_limit)
WHERE r.id = d.report_id AND law.rule = d.rule;

ALTER TABLE "deadline"
    ALTER COLUMN "old_citation" SET NOT NULL,
    ALTER COLUMN "from_event" SET NOT NULL,
    ALTER COLUMN "applies_to" SET NOT NULL,
    ALTER COLUMN "gates_queue" SET NOT NULL;
