# Takeaways of the facts lane: neutral words, whole sentences, nothing about whether a change is unusual.
# $metric is a name that inflects; every other argument is a finished text or the number it shows.

takeaway-tag-change = Change on { $base }
takeaway-tag-target-met = Target met
takeaway-tag-target-missed = Target missed
takeaway-tag-no-history = No earlier period
takeaway-tag-quiet = Little changed
takeaway-tag-data = Incomplete data
takeaway-tag-other = Finding

takeaway-value = { CAP($metric) } { GENDER($metric) ->
    [pl] were
   *[other] was
} { $value }
takeaway-change-above = { takeaway-value }, { $change } above { $base }
takeaway-change-below = { takeaway-value }, { $change } below { $base }
takeaway-change-same = { takeaway-value }, the same as { PERIOD($base, case: "when") }
takeaway-change-compared = { takeaway-value }, compared with { $base_value } { PERIOD($base, case: "when") }
takeaway-no-history = { takeaway-value }; there is no comparable earlier period

takeaway-target-met-min = { takeaway-value }, { $gap } above the target of { $target }
takeaway-target-missed-min = { takeaway-value }, { $gap } below the target of { $target }
takeaway-target-met-max = { takeaway-value }, { $gap } below the limit of { $target }
takeaway-target-missed-max = { takeaway-value }, { $gap } above the limit of { $target }
takeaway-target-exact = { takeaway-value }, exactly the target

takeaway-missing-days = { $dataset }: { $n ->
    [one] { $n } of { $of } days has no data
   *[other] { $n } of { $of } days have no data
}
takeaway-quiet = { $n ->
    [0] No metric has enough data to be compared
    [one] The one metric that can be compared changed by less than { $limit } (ratios: { $ratio_limit })
   *[other] None of the { $n } metrics that can be compared changed by { $limit } or more (ratios: { $ratio_limit })
}
takeaway-nothing-to-compare = There is no comparable earlier period

takeaway-because-parts = { $has_unit ->
    [yes] Change on { $base }, { $unit }
   *[no] Change on { $base }
}
takeaway-because-changes = Change
takeaway-because-target = To target

takeaway-line-comparison = On { $base }, from { $base_value }
takeaway-line-target-min-above = Over the target of { $target }
takeaway-line-target-min-below = Short of the target of { $target }
takeaway-line-target-max-above = Over the limit of { $target }
takeaway-line-target-exact = Exactly the target of { $target }
takeaway-line-target-max-below = Under the limit of { $target }

takeaway-line-share-of-change = { $member }: from { $base } to { $cur }, { $share } of the change
takeaway-line-share-of-movement = { $member }: from { $base } to { $cur }, { $share } of all movement
takeaway-line-moved = { $member }: from { $base } to { $cur }
takeaway-line-new = { $member }: { $cur }, nothing before
takeaway-line-gone = { $member }: nothing now, { $base } before
takeaway-line-mix = { $of ->
    [none] { $member }: its share went from { $base_weight } to { $weight }
   *[other] { $member }: from { $base_weight } to { $weight } of { $of }
}
takeaway-line-rest = The other { $n } { UNCAP($members) } together
takeaway-line-rest-plain = The other { $n } together
takeaway-line-rest-effects = All other effects together

takeaway-how-sum = The changes of all { $n } { UNCAP($members) } add up to { $total }.
takeaway-how-sum-plain = The changes of all { $n } parts add up to { $total }.
takeaway-how-ratio = Exact split over { $n } { UNCAP($members) }: effects of each one’s share and of its own rate add up to { $total }.
takeaway-how-ratio-plain = Exact split over { $n } parts: effects of each one’s share and of its own rate add up to { $total }.
takeaway-how-parts = { $formula }: { $numerator } ÷ { $denominator }.
takeaway-how-missing-days = No rows for { $days }. Sums of the period lack these days.
takeaway-how-few = { $n ->
    [one] One metric has
   *[other] { $n } metrics have
} too few events to compare (fewer than { $events }).
