# Targets, run rates, benchmarks, segments, and metrics that are not shown alone.
# $metric is a metric's name; values, targets, dates and labels are finished texts; $elapsed of $days are in the data.

ui-benchmark = Benchmark
ui-on-track = on track
ui-off-track = off track

takeaway-tag-target-on-track = On track
takeaway-tag-target-off-track = Off track
takeaway-target-run-rate = { takeaway-value } after { $elapsed } of { $days } days; at this rate it will be { $projected }, with a target of { $target }
takeaway-target-so-far = { takeaway-value } after { $elapsed } of { $days } days, with a target of { $target }

doc-target-on-track = On track for the target of { $target }.
doc-target-off-track = Off track for the target of { $target }.
doc-target-run-rate = { $metric }: { $value } after { $elapsed } of { $days } days is { $projected } at the end, at the same rate.
doc-target-tolerance = On track: not more than { $tolerance } behind the target as it goes now.
doc-target-share = Target of { $metric }: { $share } of { $days } days of { $target } for { $period }.
doc-benchmarks = { $n ->
    [one] No target is set for { $names }; it is held against a common benchmark.
   *[other] No targets are set for { $names }; they are held against common benchmarks.
}
doc-target-nobody = There is a target of { $metric } for { $member }, but { $dimension } has no such member in the data.
doc-score-on-track = { $extent ->
    [none] none of { $n } is on track for its target
    [all] all { $n } are on track for their targets
   *[some] { $k } of { $n } { $k ->
        [one] is on track for its target
       *[other] are on track for their targets
    }
}
doc-score-on-track-alone = { $extent ->
    [none] None of { $n } KPIs is on track for its target
    [all] All { $n } KPIs are on track for their targets
   *[some] { $k } of { $n } { $k ->
        [one] KPI is on track for its target
       *[other] KPIs are on track for their targets
    }
}

doc-segment-who = Who belongs: { $conditions }
doc-segment-outside = { $names } not shown for { $segment }: the data on { $dataset } do not tell who belongs to it.
doc-not-alone = { $metric } is shown without what belongs beside it, because the data do not give it: { $pairs }.
