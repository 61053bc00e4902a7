with daily as (
  select cast("date" as date) as _day,
         grouping("device", "channel") as _kept,
         cast("device" as varchar) as "device",
         cast("channel" as varchar) as "channel",
         count(*) as _0,
         sum("sessions") as _1
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
  group by grouping sets ((_day, "device"),
                          (_day, "channel"))
), days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('current', date '2026-10-01', date '2026-11-01'),
                ('previous_period', date '2026-09-01', date '2026-10-01')) as buckets(_bucket, _start, _end)
)
select _bucket,
       grouping("device") as _set,
       "device",
       sum(_0) as _0,
       sum(_1) as _1
from (from daily where _kept = 1) join days using (_day)
group by grouping sets ((_bucket), (_bucket, "device"));

with daily as (
  select cast("date" as date) as _day,
         grouping("device", "channel") as _kept,
         cast("device" as varchar) as "device",
         cast("channel" as varchar) as "channel",
         count(*) as _0,
         sum("sessions") as _1
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
  group by grouping sets ((_day, "device"),
                          (_day, "channel"))
), days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('current', date '2026-10-01', date '2026-11-01'),
                ('previous_period', date '2026-09-01', date '2026-10-01')) as buckets(_bucket, _start, _end)
)
select _bucket,
       grouping("channel") as _set,
       "channel",
       sum(_0) as _0,
       sum(_1) as _1
from (from daily where _kept = 2) join days using (_day)
group by grouping sets ((_bucket, "channel"));

