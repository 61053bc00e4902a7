# Sentences of the document: messages over pages, charts and tables, and the notes under them.
# $metric is a metric's name; values, sizes and labels are finished texts.

# -- one metric

doc-was = { CAP($metric) } { GENDER($metric) ->
    [pl] were
   *[other] was
} { $value }
doc-was-above = { doc-was }, { $size } above { $label }
doc-was-below = { doc-was }, { $size } below { $label }
doc-was-level = { doc-was }, level with { $label }
doc-was-from = { doc-was }; { PERIOD($label, case: "when") } it was { $base }
doc-was-partial = { doc-was } in the days of { $label } that have data
doc-no-data = { CAP($metric) }: no data for { $label }

doc-it-was-above = { GENDER($metric) ->
    [pl] They were
   *[other] It was
} { $size } above { $label }.
doc-it-was-below = { GENDER($metric) ->
    [pl] They were
   *[other] It was
} { $size } below { $label }.
doc-it-was-level = { GENDER($metric) ->
    [pl] They were
   *[other] It was
} level with { $label }.
doc-it-was-from = { CAP($label, case: "when") } it was { $base }.
doc-points = { $n ->
    [one] { $text }{"\u00A0"}point
   *[other] { $text }{"\u00A0"}points
}
doc-score-points = { $n ->
    [one] { $text }{"\u00A0"}point
   *[other] { $text }{"\u00A0"}points
}
doc-target-met = The target of { $target } was met.
doc-target-missed = The target of { $target } was missed.
doc-target-met-by = The target of { $target } was met: { $attainment } of it.
doc-target-missed-by = The target of { $target } was missed: { $attainment } of it.

# -- scoreboards. $n counts what can be judged; $extent says whether $k is none, some or all of several.

doc-score-improved = { $extent ->
    [none] None of { $n } KPIs
    [all] All { $n } KPIs
   *[some] { $k } of { $n } { $n ->
        [one] KPI
       *[other] KPIs
    }
} improved on { $label }
doc-score-targets = { $extent ->
    [none] none of { $n } reached its target
    [all] all { $n } reached their targets
   *[some] { $k } of { $n } reached { $n ->
        [one] its target
       *[other] their targets
    }
}
doc-score-targets-alone = { $extent ->
    [none] None of { $n } KPIs reached its target
    [all] All { $n } KPIs reached their targets
   *[some] { $k } of { $n } { $n ->
        [one] KPI reached its target
       *[other] KPIs reached their targets
    }
}
doc-summary = { $sentence }; { $extent ->
    [none] none of { $n } KPIs
    [all] all { $n } KPIs
   *[some] { $k } of { $n } { $n ->
        [one] KPI
       *[other] KPIs
    }
} improved
doc-score-both = { $improved }; { $targets }
doc-score-none = { $n } { $n ->
    [one] KPI
   *[other] KPIs
} for { $label }
doc-score-direction = Whether a change is favourable is judged by what is good for the business: a lower cost is better.
doc-score-uncounted = { $n ->
    [one] { $metrics } is not counted: it is neither good nor bad by itself, or has nothing to compare with.
   *[other] { $metrics } are not counted: they are neither good nor bad by themselves, or have nothing to compare with.
}

# -- charts and tables

doc-by-member = { CAP($metric) } by { $dimension }
doc-by-day = { CAP($metric) } by day
doc-by-week = { CAP($metric) } by week
doc-by-month = { CAP($metric) } by month
doc-by-quarter = { CAP($metric) } by quarter
doc-by-year = { CAP($metric) } by year
doc-member-and-step = { $name }, by { $dimension }
doc-members-share = { CAP($metric) } by { $dimension }: { $member } made up { $share }
doc-members-share-change = { CAP($metric) } by { $dimension }: { $member } made up { $share }; { $mover } changed most, { $change } on { $label }
doc-members-share-same = { CAP($metric) } by { $dimension }: { $member } made up { $share } and changed most, { $change } on { $label }
doc-members-range = { CAP($metric) } by { $dimension }: highest for { $most } at { $high }, lowest for { $least } at { $low }
doc-members-one = { CAP($metric) } by { $dimension }: { $member } at { $value }
doc-members-parts = { CAP($metric) } by { $dimension }: { $parts }
doc-part = { $member } { $share }
doc-peak = { CAP($metric) } peaked at { $value } ({ $when })
doc-funnel = { $rate } of { $first } became { $last }
doc-funnel-last = { $rate } of { $first } became { $last }; the weakest step is the last
doc-funnel-loss = { $rate } of { $first } became { $last }; the weakest step is to { $after }
doc-funnel-name = From { $first } to { $last }
doc-funnel-step = { $share } of { $first }
doc-funnel-continues = { $rate } continue
doc-funnel-continues-change = { $rate } continue, { $change } { $versus }
doc-year-before = A year before
doc-change-on = Change on { $label }
doc-span = { $first } – { $last }
doc-alt-points = { $what }: { $points }.
doc-alt-course = { $what }, { $span }: from { $first } to { $last }; lowest { $low } ({ $low_when }), highest { $high } ({ $high_when }).
doc-alt-last-year = The same time a year before: { $points }.
doc-alt-point = { $name } { $value }
doc-alt-point-base = { $name } { $value } ({ $base } in { $label })
doc-alt-event = { $label } on { $day }.
doc-ranked-by = { $label }, ranked by { $metric }
doc-unit-points = percentage points

# -- notes under blocks

doc-other-members = Other: { $members }.
doc-other-distinct = { $metric }: each is counted once, so parts cannot be added up; there is no value for "Other".
doc-total-distinct = { $metric }: the total counts each once; rows may add up to more.
doc-no-value-group = { $metric }: parts cannot be added up; there is no value for "Other".
doc-no-shares = { $metric }: some parts are below zero, so there are no shares of the total.
doc-partial = { $metric }: the data do not cover all of { $label }.
doc-provisional = { $metric }: figures for { $label } are provisional and may still change.
doc-not-comparable = { $metric }: { $label } is not comparable.
doc-targets-other-length = Targets of { $metrics } are set for another length of time and are not judged here.
doc-gap = { $names }: { $reason }.
doc-gap-all = { $reason }.
doc-base-missing = no data for { $label }
doc-base-partial = { $label } is only partly covered
doc-base-zero = { $label } was zero
doc-base-other-length = { $label } is of another length
doc-base-not-comparable = not comparable with { $label }
doc-empty-chart = { $name }: no data for { $label }.
doc-adjusted-week = { $label } stands in for week 53, which that year does not have.
doc-adjusted-day = { $label } ends or begins on 28 February, which stands in for 29 February.
doc-no-takeaways = No takeaways were found for this period.

# -- cover, data notes

doc-title = { $client }: { $label }
doc-cover-art = { CAP($metric) } by day, { $span }. The bright part is { $label }.
doc-notes-message = What the numbers rest on, and what may still change
doc-notes-none = Nothing was left out.
doc-gives = { $dataset } ({ $rows })
doc-days = { $days }, { $first } – { $last }
doc-days-missing = { $n ->
    [one] { $n } day is missing: { $days }
   *[other] { $n } days are missing: { $days }
}
doc-and-earlier = and { $n } earlier
doc-state-days-missing = { $n ->
    [one] { $n } day missing
   *[other] { $n } days missing
}
doc-source-missing-days = { $source }: { $missing }.
doc-missing-dataset = { $names } left out: a source for the dataset { $dataset } would bring { $n ->
    [one] it
   *[other] them
}.
doc-missing-columns = { $names } left out: { $dataset } lacks { $columns }.
doc-missing-section = The section "{ $title }" was left out: { $reason }
doc-missing-text = The text { $file } does not exist; the page goes without it.
doc-variant = Variant: { $variant }.
doc-build = { $timezone } · { $currency }

# -- what the report calls itself, by the length of its period

doc-kind-day = Daily performance report
doc-kind-week = Weekly performance report
doc-kind-month = Monthly performance report
doc-kind-quarter = Quarterly performance report
doc-kind-year = Annual performance report
doc-kind-range = Performance report
