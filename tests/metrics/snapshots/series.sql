-- q1: visits
with daily as (
  select cast("date" as date) as _day,
         cast("channel" as varchar) as "channel",
         count(*) as _0,
         sum("sessions") as _1,
         sum("revenue") as _2
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
  group by all
), days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('2026-09-01', date '2026-09-01', date '2026-10-01'),
                ('2026-10-01', date '2026-10-01', date '2026-11-01')) as buckets(_bucket, _start, _end)
)
select _bucket,
       grouping("channel") as _set,
       "channel",
       sum(_0) as _0,
       sum(_1) as _1
from daily join days using (_day)
group by grouping sets ((_bucket), (_bucket, "channel"));

-- q2: visits
with daily as (
  select cast("date" as date) as _day,
         cast("channel" as varchar) as "channel",
         count(*) as _0,
         sum("sessions") as _1,
         sum("revenue") as _2
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
  group by all
), days as (
  select cast(_day as varchar) as _bucket, _day
  from (select cast(unnest(range(date '2026-09-01', date '2026-11-01', interval 1 day)) as date) as _day)
)
select _bucket,
       0 as _set,
       sum(_0) as _0,
       sum(_2) as _1
from daily join days using (_day)
group by grouping sets ((_bucket));

