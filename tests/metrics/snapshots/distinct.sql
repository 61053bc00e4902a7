-- q1: leads
with daily as (
  select cast("created" as date) as _day,
         cast("channel" as varchar) as "channel",
         count(*) as _0,
         count("lead_id") as _1
  from "leads"
  where cast("created" as date) >= date '2026-09-01' and cast("created" as date) < date '2026-11-01'
  group by all
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
from daily join days using (_day)
group by grouping sets ((_bucket), (_bucket, "channel"));

-- q2: leads
with days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('current', date '2026-10-01', date '2026-11-01'),
                ('previous_period', date '2026-09-01', date '2026-10-01')) as buckets(_bucket, _start, _end)
), keys as (
  select _bucket,
         cast("channel" as varchar) as "channel",
         "person" as _key,
         bool_or("won" = 1) as _0
  from (
    select *, cast("created" as date) as _day
    from "leads"
    where cast("created" as date) >= date '2026-09-01' and cast("created" as date) < date '2026-11-01'
  ) join days using (_day)
  where "person" is not null
  group by all
)
select _bucket,
       0 as _set,
       "channel",
       count(*) filter (where _0) as _0,
       count(*) as _1
from keys
group by all;

