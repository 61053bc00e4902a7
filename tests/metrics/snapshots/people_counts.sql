-- q1: visits
with daily as (
  select cast("date" as date) as _day,
         count(*) as _0,
         sum("users") as _1,
         count(*) filter (where ("users") <> 0) as _2
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
  group by all
), days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('current', date '2026-10-01', date '2026-11-01'),
                ('previous_period', date '2026-09-01', date '2026-10-01')) as buckets(_bucket, _start, _end)
)
select _bucket,
       0 as _set,
       sum(_0) as _0,
       sum(_1) as _1,
       sum(_2) as _2
from daily join days using (_day)
group by grouping sets ((_bucket));

