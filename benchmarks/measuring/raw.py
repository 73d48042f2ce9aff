"""The figures of the dashboard as a report tool would ask for them: SQL over the raw rows.

What depends on the organisation alone (staff, who is served) is given in a table, and costs it nothing.
"""

from collections.abc import Mapping

WEEKS: Mapping[str, str] = {
    "sqlite": 'CAST(julianday(a."on") - 1721425.5 AS INTEGER) / 7',
    "postgresql": "(a.\"on\" - DATE '0001-01-01') / 7",
    "duckdb": "date_diff('day', DATE '0001-01-01', a.\"on\") // 7",
}
"""The number of the week in which an activity was, in the words of each database."""

GIVEN = {
    "bench_month": "day DATE, heard_since DATE, part_since DATE, carries_since DATE",
    "bench_place": "day DATE, department_id INTEGER, staff INTEGER, needed INTEGER, served BOOLEAN",
}
"""Tables that are filled first: the ends of the months, and the departments with staff of each."""

CURVE = """
WITH met AS (
    SELECT m.day, r.department_id,
        count(DISTINCT {week}) FILTER (WHERE k.audience = 'contact' AND a."on" >= m.part_since) AS weeks,
        max(r.low) FILTER (WHERE k.audience = 'contact' AND a."on" >= m.part_since) AS largest,
        sum(r.first_timers) FILTER (WHERE k.audience = 'contact' AND a."on" >= m.part_since) AS newcomers,
        max(a."on") FILTER (WHERE k.audience = 'contact') AS last_contact
    FROM bench_month AS m
    JOIN activity AS a ON a."on" BETWEEN m.heard_since AND m.day
    JOIN activity_kind AS k ON k.id = a.kind_id
    JOIN reach AS r ON r.activity_id = a.id
    WHERE a.initiative_id = {initiative} AND a.undone_at IS NULL AND k.audience <> 'external'
        AND (r.high IS NULL OR r.high > 0)
    GROUP BY m.day, r.department_id
),
told AS (
    SELECT DISTINCT m.day
    FROM bench_month AS m
    JOIN activity AS a ON a."on" BETWEEN m.heard_since AND m.day
    WHERE a.initiative_id = {initiative} AND a.undone_at IS NULL AND a.whole_organisation
),
staged AS (
    SELECT m.day, p.staff,
        CASE
            WHEN met.department_id IS NULL AND told.day IS NULL THEN 0
            WHEN coalesce(met.weeks, 0) < 3
                OR (coalesce(met.largest, 0) < p.needed AND coalesce(met.newcomers, 0) < p.needed) THEN 1
            WHEN p.served AND met.last_contact >= m.carries_since THEN 3
            ELSE 2
        END AS stage
    FROM bench_place AS p
    JOIN bench_month AS m ON m.day = p.day
    LEFT JOIN met ON met.day = p.day AND met.department_id = p.department_id
    LEFT JOIN told ON told.day = p.day
)
SELECT day, stage, sum(staff), count(*) FROM staged GROUP BY day, stage
"""
"""Staff and departments per month and stage."""

REACH = """
SELECT r.department_id,
    max(r.low) FILTER (WHERE a."on" >= '{since}') AS recent_largest,
    sum(r.first_timers) FILTER (WHERE a."on" >= '{since}') AS recent_newcomers,
    sum(coalesce(r.high, r.first_timers)) FILTER (WHERE a."on" >= '{since}') AS recent_sum,
    max(r.low) AS largest,
    sum(r.first_timers) AS newcomers,
    sum(coalesce(r.first_timers, r.high)) AS sum,
    max(a."on") AS last_contact
FROM activity AS a
JOIN activity_kind AS k ON k.id = a.kind_id
JOIN reach AS r ON r.activity_id = a.id
WHERE a.initiative_id = {initiative} AND a.undone_at IS NULL AND k.audience = 'contact'
    AND a."on" <= '{until}' AND (r.high IS NULL OR r.high > 0)
GROUP BY r.department_id
"""
"""Per department what the ranges of reach are made of, lately and since the start, and the last contact."""

COPIED = {
    "activity": ("id", "initiative_id", "kind_id", "on", "whole_organisation", "undone_at"),
    "activity_kind": ("id", "audience"),
    "reach": ("activity_id", "department_id", "low", "high", "first_timers"),
}
"""The raw rows that these questions are about."""
