with days as (
  select _bucket, cast(unnest(range(_start, _end, interval 1 day)) as date) as _day
  from (values ('current', date '2026-10-01', date '2026-11-01'),
                ('previous_period', date '2026-09-01', date '2026-10-01')) as buckets(_bucket, _start, _end)
)
select _bucket,
       0 as _set,
       cast("channel" as varchar) as "channel",
       count(*) as _0,
       sum("sessions") as _1
from (
  select *, cast("date" as date) as _day
  from "visits"
  where cast("date" as date) >= date '2026-09-01' and cast("date" as date) < date '2026-11-01'
) join days using (_day)
group by all;

